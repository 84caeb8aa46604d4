"""What makes the database itself refuse to change a line of the journal; run by a migration."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = (
    """
    CREATE TRIGGER gifts_journal_kept BEFORE UPDATE ON gifts_movement
    BEGIN SELECT RAISE(ABORT, 'a movement of stock never changes'); END
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION gifts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a movement of stock never changes' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER gifts_journal_kept BEFORE UPDATE ON gifts_movement FOR EACH ROW
    EXECUTE FUNCTION gifts_refuse()
    """,
)


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def drop_statements(vendor: str) -> tuple[str, ...]:
    """What takes the guard away, for a migration backwards."""
    if vendor == "postgresql":
        return ("DROP FUNCTION gifts_refuse() CASCADE",)
    return ("DROP TRIGGER IF EXISTS gifts_journal_kept",)


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)
