"""What makes the database itself refuse to change or delete a line of the journal; run by a migration."""

from __future__ import annotations

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = (
    """
    CREATE TRIGGER gifts_journal_kept BEFORE UPDATE ON gifts_movement
    BEGIN SELECT RAISE(ABORT, 'a movement of stock never changes'); END
    """,
)
SQLITE_DELETES = (
    """
    CREATE TRIGGER gifts_journal_stays BEFORE DELETE ON gifts_movement
    BEGIN SELECT RAISE(ABORT, 'a movement of stock never goes'); END
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION gifts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a movement of stock never changes or goes' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER gifts_journal_kept BEFORE UPDATE OR DELETE ON gifts_movement FOR EACH ROW
    EXECUTE FUNCTION gifts_refuse()
    """,
)


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements: tuple[str, ...]
    if schema_editor.connection.vendor == "postgresql":
        statements = _POSTGRESQL
    else:
        # Between tests the tables of SQLite are emptied by DELETE, which must not be refused there.
        statements = _SQLITE + (() if getattr(settings, "TESTING", False) else SQLITE_DELETES)
    for statement in statements:
        schema_editor.execute(statement)


def drop_statements(vendor: str) -> tuple[str, ...]:
    """What takes the guard away, for a migration backwards."""
    if vendor == "postgresql":
        return ("DROP FUNCTION gifts_refuse() CASCADE",)
    return ("DROP TRIGGER IF EXISTS gifts_journal_kept", "DROP TRIGGER IF EXISTS gifts_journal_stays")


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)
