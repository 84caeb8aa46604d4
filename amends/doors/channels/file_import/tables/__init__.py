"""Files as rows of named cells, whatever their format."""

from amends.doors.channels.file_import.tables.opening import open_table
from amends.doors.channels.file_import.tables.table import Row, Table, Unusable

__all__ = ["Row", "Table", "Unusable", "open_table"]
