from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from amends.foundation.kernel.errors import Refused

LONGEST_CELL = 1_000_000


class Unusable(Refused):
    """The file as a whole cannot be imported; the message says why and what to do."""

    status = 422
    default_code = "unusable_file"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands in the file, its cells by column; `problem` when it cannot be understood at all."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """A file that can be read row by row, as often as wanted, in constant memory."""

    format: str
    encoding: str
    damaged: bool
    digest: str
    columns: list[str]
    rows: Callable[[], Iterator[Row]]


def distinct(names: list[str]) -> list[str]:
    """Column names that can be told apart: nameless ones get their place, repeated ones a number."""
    found: list[str] = []
    for place, name in enumerate(names, start=1):
        wanted = name.strip().lstrip("\ufeff") or f"#{place}"
        n = 2
        unique = wanted
        while unique in found:
            unique, n = f"{wanted} ({n})", n + 1
        found.append(unique)
    return found


def named(columns: list[str], cells: list[str], line: int, too_many: str) -> Row | None:
    """A row out of its cells; None for an empty one."""
    if not any(cell.strip() for cell in cells):
        return None
    row = dict(zip(columns, cells, strict=False))
    if any(cell.strip() for cell in cells[len(columns) :]):
        return Row(line, row, too_many)
    return Row(line, row)
