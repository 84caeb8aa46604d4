"""How one row is written so that either database can read it: PostgreSQL's own COPY text, one line a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class Kind(StrEnum):
    """What a column holds, whatever its type is called in the one database or the other."""

    TEXT = "text"
    WHOLE = "whole"
    FLOAT = "float"
    DECIMAL = "decimal"
    FLAG = "flag"
    MOMENT = "moment"
    DAY = "day"
    KEY = "key"
    JSON = "json"


# Django's names for the types of fields.
KINDS = {
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField"), Kind.TEXT),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField"), Kind.WHOLE),
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField"), Kind.WHOLE),
    **dict.fromkeys(
        ("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"), Kind.WHOLE
    ),
    "BooleanField": Kind.FLAG,
    "DateTimeField": Kind.MOMENT,
    "DateField": Kind.DAY,
    "UUIDField": Kind.KEY,
    "DecimalField": Kind.DECIMAL,
    "FloatField": Kind.FLOAT,
    "JSONField": Kind.JSON,
}


def writer_of(kind: Kind, places: int = 0) -> Callable[[Any], str]:
    """Makes text of what SQLite gives back for a column; `places` are those of a decimal."""
    if kind is Kind.FLAG:
        return lambda value: "t" if value else "f"
    if kind is Kind.MOMENT:
        # SQLite keeps moments in UTC without saying so.
        return lambda value: f"{value}+00"
    if kind is Kind.DECIMAL:
        # SQLite keeps 12.50 as the number 12.5.
        return lambda value: f"{Decimal(str(value)):.{places}f}"
    if kind is Kind.KEY:
        # SQLite keeps the digits alone.
        return lambda value: str(UUID(str(value)))
    if kind in {Kind.TEXT, Kind.JSON}:
        return lambda value: str(value).translate(_ESCAPES)
    return str


def line_of(row: Sequence[Any], writers: Sequence[Callable[[Any], str]]) -> bytes:
    cells = (NULL if value is None else write(value) for value, write in zip(row, writers, strict=True))
    return ("\t".join(cells) + "\n").encode()


def reader_of(kind: Kind) -> Callable[[str], Any]:
    """Makes of a cell's text what SQLite shall keep, in exactly the shape in which Django writes it there."""
    if kind is Kind.FLAG:
        return lambda text: {"t": 1, "f": 0}[text]
    if kind is Kind.MOMENT:
        return lambda text: str(datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None))
    if kind is Kind.KEY:
        return lambda text: UUID(text).hex
    if kind is Kind.WHOLE:
        return int
    if kind is Kind.FLOAT:
        return float
    return str


def row_of(line: str, readers: Sequence[Callable[[str], Any]]) -> list[Any]:
    """Raises ValueError or KeyError when the line is not a row of these columns."""
    cells = line.split("\t")
    return [None if cell == NULL else read(plain(cell)) for cell, read in zip(cells, readers, strict=True)]


def plain(cell: str) -> str:
    """A cell without its escapes."""
    if "\\" not in cell:
        return cell
    return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), cell)
