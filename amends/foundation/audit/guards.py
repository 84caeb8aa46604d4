"""What makes the database itself refuse to change the record, whoever asks; run by a migration."""

from __future__ import annotations

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from amends.foundation.audit.rules import REDACTED

# The one change allowed: the words of an entry are taken out, and everything else stays as it is.
_SAME = " AND ".join(
    f"NEW.{name} IS SAME_AS OLD.{name}"
    for name in (
        *("id", "chain", "n", "at", "actor_id", "actor_name", "action", "object_kind", "object_id"),
        *("prev_hash", "seal", "hash"),
    )
)
_REDACTED = f"NEW.body = '{REDACTED}' AND NEW.reason = '' AND NEW.salt = '' AND {_SAME}"
_SQLITE_UPDATES: tuple[str, ...] = (
    f"""
    CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_auditentry
    WHEN NOT ({_REDACTED.replace("SAME_AS", "")})
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END
    """,
    """
    CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_auditchain
    WHEN NEW.length < OLD.length OR NEW.chain <> OLD.chain
    BEGIN SELECT RAISE(ABORT, 'an audit chain never becomes shorter'); END
    """,
)
SQLITE_DELETES: tuple[str, ...] = (
    """
    CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END
    """,
    """
    CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_auditchain
    BEGIN SELECT RAISE(ABORT, 'an audit chain is never deleted'); END
    """,
)
for _table, _name in (("audit_auditanchor", "anchor"), ("audit_anchoredhead", "head")):
    _SQLITE_UPDATES += (
        f"CREATE TRIGGER audit_{_name}_unchanged BEFORE UPDATE ON {_table}"
        " BEGIN SELECT RAISE(ABORT, 'an anchor is never changed'); END",
    )
    SQLITE_DELETES += (
        f"CREATE TRIGGER audit_{_name}_kept BEFORE DELETE ON {_table}"
        " BEGIN SELECT RAISE(ABORT, 'an anchor is never deleted'); END",
    )
_POSTGRESQL = (
    """
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the audit trail is never changed or deleted' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    f"""
    CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_auditentry
    FOR EACH ROW WHEN (NOT ({_REDACTED.replace("SAME_AS", "NOT DISTINCT FROM")})) EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_auditchain
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_anchor_kept BEFORE UPDATE OR DELETE ON audit_auditanchor
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_head_kept BEFORE UPDATE OR DELETE ON audit_anchoredhead
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_auditchain
    FOR EACH ROW WHEN (NEW.length < OLD.length OR NEW.chain <> OLD.chain) EXECUTE FUNCTION audit_refuse()
    """,
)
_SQLITE_NAMES = (
    *("audit_entry_unchanged", "audit_chain_grows", "audit_entry_kept", "audit_chain_kept"),
    *("audit_anchor_unchanged", "audit_head_unchanged", "audit_anchor_kept", "audit_head_kept"),
)


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
