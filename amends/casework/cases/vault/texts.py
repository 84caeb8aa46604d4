"""Words in files: what they say, whatever they were written in, and how passages of them are blacked out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from amends.foundation.kernel.charsets import likelier_first

# GB18030 holds every character of GB2312 and GBK, Big5-HKSCS those of Big5; the smaller is often named where it is meant.
SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "big5": "big5hkscs",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
ROWS, COLUMNS, CELL = 200, 30, 400
BLACK = "█"


def decoded(data: bytes, *, declared: str = "", cut: bool = False) -> str | None:
    """The words in these bytes; None if they are none. `cut` says that the last character may be half there."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    named = declared.strip().strip("\"'").lower()
    for charset in dict.fromkeys((SUPERSETS.get(named, named), "utf-8-sig", *likelier_first(data))):
        found = tried(data, charset, cut=cut) if charset else None
        if found is not None and not CONTROLS.search(found):
            return found
    return None


def tried(data: bytes, charset: str, *, cut: bool) -> str | None:
    try:
        return data.decode(charset)
    except LookupError:
        return None
    except UnicodeDecodeError as error:
        return data[: error.start].decode(charset) if cut and len(data) - error.start < 4 else None


def readable(data: bytes, *, declared: str = "") -> str:
    """The words as well as they can be read: what cannot is marked, nothing is refused."""
    found = decoded(data, declared=declared)
    return found if found is not None else CONTROLS.sub("", data.decode("utf-8", errors="replace"))


def table_in(text: str) -> list[list[str]]:
    """The first rows of a table in text."""
    sample = text[:4000]
    mark = max((",", "\t", ";"), key=sample.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=mark):
            rows.append([cell[:CELL] for cell in row[:COLUMNS]])
            if len(rows) == ROWS:
                break
    except csv.Error:
        return rows
    return rows


def blackened(text: str, passages: Sequence[str]) -> tuple[str, int]:
    """The text with these passages blacked out wherever they stand, and how many places that were."""
    places = 0
    # The longest first, or a part of a passage would hide the rest of it from being found.
    for passage in sorted({one for one in passages if one}, key=len, reverse=True):
        places += text.count(passage)
        text = text.replace(passage, BLACK * min(len(passage), 12))
    return text, places
