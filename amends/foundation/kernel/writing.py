"""Rows that are written on each act: the statement is put together once, then filled with what the row holds.

Django puts each INSERT and UPDATE together anew, which for one row costs several times what the database needs for it.
Nobody hears of these writes by signals; there are none in this house.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Field, Model

from amends.foundation.kernel.prepared import cursor_for_repeated


def insert(*rows: Model, along: tuple[str, list[Any]] | None = None) -> None:
    """Adds new rows of one model in one statement; a single one gets its number from the database.

    `along` is a change elsewhere with its values, that goes in the same message where the database takes it so.
    A violated constraint raises `IntegrityError`, as with `save`.
    """
    statement, fields = _insertion(type(rows[0]), len(rows))
    values = [_as_stored(field, row) for row in rows for field in fields]
    with cursor_for_repeated() as cursor:
        if along and connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            statement, values = f"WITH along AS ({along[0]}) {statement}", [*along[1], *values]
        elif along:
            cursor.execute(*along)
        cursor.execute(statement, values)
        numbers = cursor.fetchall()
    if len(rows) == 1:
        [[rows[0].pk]] = numbers
    for row in rows:
        _is_stored(row)


def insert_if_new(row: Model) -> bool:
    """Adds a row with a number from the database, unless one is there that excludes it; then nothing changes: False.

    Where somebody else adds such a row at this moment, this waits until that is certain.
    """
    statement, fields = _insertion(type(row), 1, if_new=True)
    with cursor_for_repeated() as cursor:
        cursor.execute(statement, [_as_stored(field, row) for field in fields])
        numbers = cursor.fetchall()
    if not numbers:
        return False
    [[row.pk]] = numbers
    _is_stored(row)
    return True


def change(row: Model, *names: str) -> bool:
    """Writes these fields of a row that is there; False where it is gone by now."""
    statement, fields = _change(type(row), names)
    with cursor_for_repeated() as cursor:
        cursor.execute(statement, [*(_as_stored(field, row) for field in fields), row.pk])
        return bool(cursor.rowcount)


def _is_stored(row: Model) -> None:
    row._state.adding = False
    row._state.db = DEFAULT_DB_ALIAS


def _as_stored(field: Field[Any, Any], row: Model) -> Any:
    """What goes to the database; an expression, which it would have to work out, is none."""
    value = getattr(row, field.attname)
    if hasattr(value, "resolve_expression"):
        raise TypeError(f"{field.name} holds an expression; only values are written this way")
    return field.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])


def _plain(fields: list[Any]) -> list[Field[Any, Any]]:
    """Refuses what is no column of its own, and what does something by itself when it is saved: files, times of saving."""
    for one in fields:
        itself = isinstance(one, models.FileField) or getattr(one, "auto_now", False)
        if itself or getattr(one, "auto_now_add", False) or not isinstance(one, models.Field):
            raise TypeError(f"{one.name} is not written this way")
    return fields


@cache
def _insertion(model: type[Model], count: int, *, if_new: bool = False) -> tuple[str, list[Field[Any, Any]]]:
    meta = model._meta
    fields = _plain(
        [one for one in meta.local_concrete_fields if not one.generated and one is not meta.auto_field]
    )
    if meta.auto_field is None or meta.parents:
        raise TypeError(f"{meta.label} does not get its numbers from the database")
    columns = ", ".join(_quoted(one) for one in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * count)
    number = _quoted(meta.auto_field)
    unless = " ON CONFLICT DO NOTHING" if if_new else ""
    return (
        f"INSERT INTO {_quoted(model)} ({columns}) VALUES {places}{unless} RETURNING {number}",  # noqa: S608 - names of the models
        fields,
    )


@cache
def _change(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Field[Any, Any]]]:
    fields = _plain([model._meta.get_field(name) for name in names])
    columns = ", ".join(f"{_quoted(one)} = %s" for one in fields)
    key = _quoted(model._meta.pk)
    return f"UPDATE {_quoted(model)} SET {columns} WHERE {key} = %s", fields  # noqa: S608


def _quoted(named: Any) -> str:
    """The name of a table or a column, between the quotes of the database."""
    name: Any = named.column if isinstance(named, models.Field) else named._meta.db_table
    quoted: str = connections[DEFAULT_DB_ALIAS].ops.quote_name(name)
    return quoted
