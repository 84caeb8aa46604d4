"""A file that somebody chose on a page: how large it may be, what its columns are, and the names that a sample gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from amends.doors.channels.file_import.importing import listed
from amends.doors.channels.file_import.rules.columns import columns_by_name
from amends.doors.channels.file_import.tables import Table, Unusable, open_table
from amends.foundation.kernel.search import fold

Column = TypeVar("Column", bound=TextChoices)
ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
ROWS_AT_MOST, BYTES_AT_MOST = 2000, 2 * 1024 * 1024


@contextmanager
def table_in(name: str, content: bytes) -> Iterator[Table]:
    """The table in a file; raises Unusable for one that is none, or too large to be read while somebody waits."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Unusable(_("Choose a .csv or .xlsx file."))
    if not content.strip():
        raise Unusable(_("The file is empty, or the page was sent again without it. Choose the file again."))
    if len(content) > BYTES_AT_MOST:
        raise Unusable(too_large())
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        path.write_bytes(content)
        yield open_table(path)


def too_large() -> str:
    return _("The file is larger than two megabytes. Split it.")


def too_many_rows() -> Unusable:
    return Unusable(_("The table has more than %(n)s rows. Split it.") % {"n": f"{ROWS_AT_MOST:,}"})


def no_rows() -> Unusable:
    return Unusable(_("No row stands under the names of the columns."))


def columns_in(
    table: Table, names: Mapping[Column, tuple[str, ...]], needed: Sequence[tuple[Column, str]]
) -> dict[Column, str]:
    """Which column is what; raises Unusable with the labels of those that are missing and the columns found."""
    columns = columns_by_name(table.columns, {}, names, fold)
    missing = [label for one, label in needed if one not in columns]
    if missing:
        said = _("No column holds: %(what)s. Columns found: %(found)s. Begin with the sample.")
        raise Unusable(said % {"what": _(", ").join(missing), "found": listed(table.columns)})
    return columns
