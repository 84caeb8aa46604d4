"""The rows of one table out of a database and into one, whichever it is, never more of them in memory than one part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from amends.config.operations.backup.connection import is_postgresql
from amends.config.operations.backup.schema import Table
from amends.config.operations.backup.values import line_of, reader_of, row_of, writer_of

PART_BYTES = 4 * 1024 * 1024
FETCH = 1000
# What PostgreSQL shall write the same way whatever its server is set to.
PLAIN_WORDS = "SET LOCAL TIME ZONE 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL extra_float_digits = 1"


def quoted(names: Iterable[str]) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def parts_of(table: Table) -> Iterator[tuple[bytes, int]]:
    """The table's rows in pieces of whole lines, each with how many lines it has."""
    lines: list[bytes] = []
    size = 0
    for line in from_postgresql(table) if is_postgresql() else from_sqlite(table):
        lines.append(line)
        size += len(line)
        if size >= PART_BYTES:
            yield b"".join(lines), len(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines), len(lines)


def from_postgresql(table: Table) -> Iterator[bytes]:
    columns = quoted(column.name for column in table.columns)
    with connection.cursor() as cursor:
        cursor.execute(PLAIN_WORDS)
        statement = f"COPY {quoted([table.name])} ({columns}) TO STDOUT"
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for line in copy:
                yield bytes(line)


def from_sqlite(table: Table) -> Iterator[bytes]:
    columns = quoted(column.name for column in table.columns)
    writers = [writer_of(column.kind, column.places) for column in table.columns]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quoted([table.name])}")  # noqa: S608 - names of our own models
        while rows := cursor.fetchmany(FETCH):
            for row in rows:
                yield line_of(row, writers)


def load(table: Table, columns: Sequence[str], data: bytes) -> int:
    """Adds the rows of one part; raises ValueError, KeyError or DatabaseError when they do not fit."""
    if is_postgresql():
        statement = f"COPY {quoted([table.name])} ({quoted(columns)}) FROM STDIN"
        # The framework turns the database's errors into its own everywhere but here.
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
            copy.write(data)
        return data.count(b"\n")
    kinds = {column.name: column.kind for column in table.columns}
    readers = [reader_of(kinds[name]) for name in columns]
    rows = [row_of(line, readers) for line in data.decode().split("\n")[:-1]]
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quoted([table.name])} ({quoted(columns)}) VALUES ({places})"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(statement, rows)
    return len(rows)


def count(table: Table) -> int:
    return int(asked(f"SELECT count(*) FROM {quoted([table.name])}"))  # noqa: S608


def last_number(table: Table) -> int:
    """The highest number the database ever gave to a row, so that the number of a deleted row is not given again."""
    if not table.counter:
        return 0
    if not is_postgresql():
        return int(asked("SELECT max(seq) FROM sqlite_sequence WHERE name = %s", [table.name]) or 0)
    sequence = asked(
        "SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(table.name), table.counter]
    )
    return int(asked(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}"))  # noqa: S608


def continue_numbering(model: type[Model], table: Table, last: int) -> None:
    """The next row gets a number that no row had."""
    if not table.counter:
        return
    with connection.cursor() as cursor:
        if is_postgresql():
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
            name = connection.ops.quote_name(table.name)
            found = asked("SELECT pg_get_serial_sequence(%s, %s)", [name, table.counter])
            if last > last_number(table):
                cursor.execute("SELECT setval(%s::regclass, %s)", [found, last])
            return
        if last > last_number(table):
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, last])


def asked(statement: str, params: Sequence[Any] = ()) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0]
