"""Many rows in one statement, each with values of its own: some of their columns changed, or all of them new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

# Rows in one statement: with a dozen columns still within what SQLite takes as variables.
AT_ONCE: Final = 500


def rewrite(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Saves these fields of these objects of one model, and nothing else of them.

    Django's `bulk_update` asks the database to look through one CASE a column and row, and its upsert sends every
    column of every row; joined with a list of values the same took less than half of the time.
    """
    for some in _batched(rows, AT_ONCE):
        _rewrite(some, columns)


def write_new(rows: Sequence[Model]) -> None:
    """Adds new rows of one model that gets its numbers from the database; the objects are not told theirs.

    Django's `bulk_create` sends one array a column, each value of it quoted by itself: that took twice as long.
    """
    for some in _batched(rows, AT_ONCE):
        _write_new(some)


def _batched(rows: Sequence[Model], size: int) -> Iterator[Sequence[Model]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _rewrite(rows: Sequence[Model], columns: Sequence[str]) -> None:
    table, quote = rows[0]._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    key: Any = table.pk
    fields = [key, *map(table.get_field, columns)]
    names = [quote(field.column) for field in fields]
    source, bound = _source(fields, rows)
    changes = ", ".join(f"{name} = new.{name}" for name in names[1:])
    statement = (
        f"WITH new ({', '.join(names)}) AS ({source})"  # noqa: S608 - names are Django's, values are %s
        f" UPDATE {quote(table.db_table)} SET {changes} FROM new"
        f" WHERE {quote(table.db_table)}.{names[0]} = new.{names[0]}"
    )
    _execute(statement, bound)


def _write_new(rows: Sequence[Model]) -> None:
    table, quote = rows[0]._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in table.concrete_fields if not field.primary_key]
    source, bound = _source(fields, rows)
    names = ", ".join(quote(str(field.column)) for field in fields)
    _execute(f"INSERT INTO {quote(table.db_table)} ({names}) {source}", bound)


def _execute(statement: str, bound: list[Any]) -> None:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(statement, bound)


def _source(fields: list[Field[Any, Any]], rows: Sequence[Model]) -> tuple[str, list[Any]]:
    """A question that answers with these fields of these objects, and what is bound to its places."""
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
        return _document(fields, rows)
    return _lines([[_stored(field, getattr(row, field.attname)) for field in fields] for row in rows])


def _document(fields: list[Field[Any, Any]], rows: Sequence[Model]) -> tuple[str, list[Any]]:
    """All values as one document: filling in thousands of places one by one would take longer than the change itself."""
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    types = [
        field.rel_db_type(connection) if field.primary_key else field.db_type(connection) for field in fields
    ]
    shape = ", ".join(f"{quote(str(field.column))} {kind}" for field, kind in zip(fields, types, strict=True))
    said = [
        {str(field.column): _plain(field, getattr(row, field.attname)) for field in fields} for row in rows
    ]
    return f"SELECT * FROM json_to_recordset(%s) AS given({shape})", [json.dumps(said)]  # noqa: S608 - names are Django's


def _plain(field: Field[Any, Any], value: Any) -> Any:
    """What stands in a document for a value, for the database to read as the type of its column."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    stored = _stored(field, value)
    return stored.obj if hasattr(stored, "obj") else str(stored)


def _stored(field: Field[Any, Any], value: Any) -> Any:
    return field.get_db_prep_save(value, connection=connections[DEFAULT_DB_ALIAS])


def _lines(values: list[list[Any]]) -> tuple[str, list[Any]]:
    """SQLite takes each value at a place of its own, and asks for no types."""
    line = f"({', '.join(['%s'] * len(values[0]))})"
    return f"VALUES {', '.join([line] * len(values))}", [value for row in values for value in row]
