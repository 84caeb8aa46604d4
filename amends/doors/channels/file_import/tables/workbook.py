"""Excel workbooks: the first sheet."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import IO, Any
from zipfile import BadZipFile

import openpyxl
from django.utils.translation import gettext as _

from amends.doors.channels.file_import.tables.table import Row, Table, Unusable, distinct, named
from amends.foundation.kernel.cells import plain


def read(opener: Callable[[], IO[bytes]], digest: str) -> Table:
    try:
        first = next(cells_in(opener), None)
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise Unusable(
            _("This is not a readable Excel workbook. Save it anew as .xlsx or as .csv.")
        ) from error
    if first is None:
        raise Unusable(_("The first sheet of the workbook is empty."))
    columns = distinct(first[1])
    too_many = _("There are more cells than columns.")

    def rows() -> Iterator[Row]:
        for line, cells in cells_in(opener, after=first[0]):
            if row := named(columns, [plain(cell) for cell in cells], line, too_many):
                yield row

    return Table(format="XLSX", encoding="utf-8", damaged=False, digest=digest, columns=columns, rows=rows)


def cells_in(opener: Callable[[], IO[bytes]], after: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds anything, with its number; values, never formulas."""
    with opener() as file, warnings.catch_warnings():
        # About styles and extensions, which do not matter here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if line > after and any(cell is not None for cell in cells):
                yield line, [as_text(cell) for cell in cells]
        book.close()


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        # Phones and order numbers that the workbook took for numbers.
        return str(int(value))
    return str(value)
