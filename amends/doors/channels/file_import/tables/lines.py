"""JSON lines: one object a line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, Any

from django.utils.translation import gettext as _

from amends.doors.channels.file_import.rules.decoding import Encoding
from amends.doors.channels.file_import.tables.table import LONGEST_CELL, Row, Table, Unusable

# Later lines may bring further names; those of the first ones are enough to see what is what.
LINES_LOOKED_AT = 1000
RAW = "raw"


def read(opener: Callable[[], IO[bytes]], digest: str, encoding: Encoding) -> Table:
    def rows() -> Iterator[Row]:
        with io.TextIOWrapper(opener(), encoding=encoding.name, errors=encoding.errors) as text:
            # Only a line feed ends a line: other separators may stand unescaped inside of a JSON string.
            for line, words in enumerate(text, start=1):
                if words.strip():
                    yield row_of(line, words.strip())

    columns = dict.fromkeys(
        name for row in islice(rows(), LINES_LOOKED_AT) for name in row.cells if not row.problem
    )
    if not columns:
        raise Unusable(_('No line is a JSON object. Each line must be one, such as {"text": "…"}.'))
    return Table(
        format="JSONL",
        encoding=encoding.name,
        damaged=encoding.damaged,
        digest=digest,
        columns=list(columns),
        rows=rows,
    )


def row_of(line: int, words: str) -> Row:
    if len(words) > LONGEST_CELL:
        return Row(line, {RAW: words[:1000]}, _("This line is too long."))
    try:
        value = json.loads(words)
    except (ValueError, RecursionError):
        return Row(line, {RAW: words}, _("This line is not valid JSON."))
    if not isinstance(value, dict):
        return Row(line, {RAW: words}, _("This line is not a JSON object."))
    return Row(line, flat(value))


def flat(value: dict[str, Any]) -> dict[str, str]:
    """Objects inside become columns such as `customer.name`."""
    cells: dict[str, str] = {}
    for name, inside in value.items():
        if isinstance(inside, dict):
            cells.update({f"{name}.{inner}": as_text(one) for inner, one in inside.items()})
        else:
            cells[name] = as_text(inside)
    return cells


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
