"""PDFs, opened in a process of their own with little memory and time: what is in them comes from strangers."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("pdf_child.py")
SECONDS = 40
# More pages than these are neither shown nor blackened here.
PAGES_AT_MOST = 400
# So many are drawn by one process, which is short of memory and time on purpose.
DRAWN_TOGETHER = 10


class Unreadable(Exception):
    """A file that cannot be opened: broken, locked with a password, or made to do harm."""


@dataclass(frozen=True)
class Drawn:
    """How many pages there are, and the wanted ones as JPEG pictures."""

    pages: int
    pictures: list[bytes]


def drawn(data: bytes, wanted: Sequence[int], *, width: int) -> Drawn:
    """Draws pages, counted from 1; those that do not exist are left out. Raises Unreadable."""
    with tempfile.TemporaryDirectory(prefix="amends-pdf-") as name:
        place = Path(name)
        (place / "in.pdf").write_bytes(data)
        order = json.dumps({"wanted": list(wanted), "width": width})
        try:
            ended = subprocess.run(  # noqa: S603 - our own file, no word of the sender in the command
                [sys.executable, "-I", str(CHILD), name, order],
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable("it takes too long") from error
        if ended.returncode != 0:
            raise Unreadable(ended.stderr.decode(errors="replace")[-200:])
        pages = int(json.loads(ended.stdout)["pages"])
        made = [place / f"{number}.jpg" for number in wanted]
        return Drawn(pages, [one.read_bytes() for one in made if one.exists()])


def pages_of(data: bytes, count: int, *, width: int) -> Iterator[bytes]:
    """Every page up to `count` as a JPEG picture, in order, with only a few of them in memory. Raises Unreadable."""
    for first in range(1, count + 1, DRAWN_TOGETHER):
        wanted = range(first, min(first + DRAWN_TOGETHER, count + 1))
        pictures = drawn(data, wanted, width=width).pictures
        if len(pictures) != len(wanted):
            raise Unreadable(f"a page from {first} on is missing")
        yield from pictures
