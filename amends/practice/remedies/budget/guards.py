"""What makes the database itself refuse to change or delete a line of the journal; run by a migration."""

from __future__ import annotations

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = {"budget_entry": "entry", "budget_posting": "posting"}
SQLITE_UPDATES = tuple(
    f"CREATE TRIGGER budget_{name}_unchanged BEFORE UPDATE ON {table}"
    " BEGIN SELECT RAISE(ABORT, 'what was booked never changes'); END"
    for table, name in _TABLES.items()
)
SQLITE_DELETES = tuple(
    f"CREATE TRIGGER budget_{name}_kept BEFORE DELETE ON {table}"
    " BEGIN SELECT RAISE(ABORT, 'what was booked is never deleted'); END"
    for table, name in _TABLES.items()
)
_POSTGRESQL = (
    """
    CREATE FUNCTION budget_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'what was booked is never changed or deleted' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    *(
        f"CREATE TRIGGER budget_{name}_kept BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION budget_refuse()"
        for table, name in _TABLES.items()
    ),
)


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        statements = _POSTGRESQL
    else:
        # SQLite has no TRUNCATE: between tests its tables are emptied by DELETE, which must not be refused there.
        statements = SQLITE_UPDATES + (() if getattr(settings, "TESTING", False) else SQLITE_DELETES)
    for statement in statements:
        schema_editor.execute(statement)


def drop_statements(vendor: str) -> tuple[str, ...]:
    """What takes the guards away, for a migration backwards."""
    if vendor == "postgresql":
        return ("DROP FUNCTION budget_refuse() CASCADE",)
    return tuple(
        f"DROP TRIGGER IF EXISTS budget_{name}_{what}"
        for name in _TABLES.values()
        for what in ("unchanged", "kept")
    )


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)
