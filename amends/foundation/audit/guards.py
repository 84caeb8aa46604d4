"""What makes the database itself refuse to change the record, whoever asks; run by a migration."""

from __future__ import annotations

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE_UPDATES = (
    """
    CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END
    """,
    """
    CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_auditchain
    WHEN NEW.length < OLD.length OR NEW.chain <> OLD.chain
    BEGIN SELECT RAISE(ABORT, 'an audit chain never becomes shorter'); END
    """,
)
SQLITE_DELETES = (
    """
    CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END
    """,
    """
    CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_auditchain
    BEGIN SELECT RAISE(ABORT, 'an audit chain is never deleted'); END
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the audit trail is never changed or deleted' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_auditchain
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_auditchain
    FOR EACH ROW WHEN (NEW.length < OLD.length OR NEW.chain <> OLD.chain) EXECUTE FUNCTION audit_refuse()
    """,
)
_SQLITE_NAMES = ("audit_entry_unchanged", "audit_chain_grows", "audit_entry_kept", "audit_chain_kept")


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements: tuple[str, ...]
    if schema_editor.connection.vendor == "postgresql":
        statements = _POSTGRESQL
    else:
        # SQLite has no TRUNCATE: between tests its tables are emptied by DELETE, which must not be refused there.
        deletes = () if getattr(settings, "TESTING", False) else SQLITE_DELETES
        statements = _SQLITE_UPDATES + deletes
    for statement in statements:
        schema_editor.execute(statement)


def drop_statements(vendor: str) -> tuple[str, ...]:
    """What takes the guards away, for a migration backwards."""
    if vendor == "postgresql":
        return ("DROP FUNCTION audit_refuse() CASCADE",)
    return tuple(f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE_NAMES)


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)
