"""Opens a file by its name and by what it begins with."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, cast

from django.utils.translation import gettext as _

from amends.doors.channels.file_import.rules.decoding import Encoding, guess
from amends.doors.channels.file_import.tables import delimited, lines, workbook
from amends.doors.channels.file_import.tables.table import Table, Unusable

CHUNK = 1 << 20
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
Opener = Callable[[], IO[bytes]]


def open_table(path: Path, *, encoding: str = "") -> Table:
    """The file as a table; raises Unusable if it is none."""
    opener = opener_of(path)
    try:
        digest, start = look(opener)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Unusable(_("%(file)s cannot be unpacked; it is damaged.") % {"file": path.name}) from error
    except OSError as error:
        raise Unusable(
            _("%(file)s cannot be opened: %(why)s.") % {"file": path, "why": error.strerror or error}
        ) from error
    if not start.strip():
        raise Unusable(_("%(file)s is empty.") % {"file": path.name})
    if start.startswith(OLD_EXCEL):
        raise Unusable(_("This is an Excel file of the old kind. Save it as .xlsx or .csv first."))
    if start.startswith(ZIP):
        return workbook.read(opener, digest)
    known = encoding_of(opener, encoding)
    suffix = Path(path.name.removesuffix(".gz")).suffix.lower()
    is_lines = suffix in {".jsonl", ".ndjson", ".json"} or (
        suffix != ".csv" and start.lstrip().startswith(b"{")
    )
    read = lines.read if is_lines else delimited.read
    return read(opener, digest, known)


def opener_of(path: Path) -> Opener:
    if path.name.lower().endswith(".gz"):
        return lambda: cast(IO[bytes], gzip.open(path, "rb"))
    return lambda: path.open("rb")


def look(opener: Opener) -> tuple[str, bytes]:
    """The SHA-256 of what is in the file, and its beginning."""
    hashed = hashlib.sha256()
    start = b""
    for chunk in chunks(opener):
        start = start or chunk[:4096]
        hashed.update(chunk)
    return hashed.hexdigest(), start


def chunks(opener: Opener) -> Iterator[bytes]:
    with opener() as file:
        while chunk := file.read(CHUNK):
            yield chunk


def encoding_of(opener: Opener, wanted: str) -> Encoding:
    if not wanted:
        return guess(partial(chunks, opener))
    try:
        "".encode(wanted)
    except LookupError as error:
        raise Unusable(_("There is no encoding %(name)s.") % {"name": wanted}) from error
    return Encoding(wanted, damaged=True)
