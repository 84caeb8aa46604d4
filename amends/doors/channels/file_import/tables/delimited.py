"""CSV and its kin."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from amends.doors.channels.file_import.rules.decoding import Encoding
from amends.doors.channels.file_import.tables.table import LONGEST_CELL, Row, Table, Unusable, distinct, named
from amends.foundation.kernel.cells import plain

DELIMITERS = (",", ";", "\t", "|", "，", "；")


def read(opener: Callable[[], IO[bytes]], digest: str, encoding: Encoding) -> Table:
    csv.field_size_limit(LONGEST_CELL)
    delimiter = delimiter_of(opener, encoding)
    try:
        header = next(cells_in(opener, encoding, delimiter))[1]
    except (StopIteration, csv.Error) as error:
        raise Unusable(_("The first line does not name the columns.")) from error
    columns = distinct(header)
    return Table(
        format="CSV",
        encoding=encoding.name,
        damaged=encoding.damaged,
        digest=digest,
        columns=columns,
        rows=lambda: rows_in(opener, encoding, delimiter, columns),
    )


def text_of(opener: Callable[[], IO[bytes]], encoding: Encoding) -> io.TextIOWrapper:
    return io.TextIOWrapper(opener(), encoding=encoding.name, errors=encoding.errors, newline="")


def delimiter_of(opener: Callable[[], IO[bytes]], encoding: Encoding) -> str:
    """The one that cuts the first line into the most cells."""
    with text_of(opener, encoding) as text:
        first = text.readline(LONGEST_CELL)

    def cells(delimiter: str) -> int:
        return len(next(csv.reader([first], delimiter=delimiter), []))

    return max(DELIMITERS, key=cells)


def cells_in(
    opener: Callable[[], IO[bytes]], encoding: Encoding, delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins at."""
    with text_of(opener, encoding) as text:
        reader = csv.reader(text, delimiter=delimiter)
        before = 0
        for cells in reader:
            if cells:
                yield before + 1, cells
            before = reader.line_num


def rows_in(
    opener: Callable[[], IO[bytes]], encoding: Encoding, delimiter: str, columns: list[str]
) -> Iterator[Row]:
    too_many = _("There are more cells than columns.")
    rows = cells_in(opener, encoding, delimiter)
    line = next(rows)[0]
    try:
        for line, cells in rows:
            if row := named(columns, [plain(cell) for cell in cells], line, too_many):
                yield row
    except csv.Error:
        # Everything up to the end of the file would be one cell.
        yield Row(line + 1, {}, _("From here on the file cannot be read: a quotation mark is not closed."))
