"""What makes the database itself refuse to change words that were handed in; run by a migration."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_WORDS = ("title", "body", "asked", "language", "number", "article_id", "written_by_id")
_PICTURE = ("sha256", "content_type", "size", "width", "height", "added_by_id")
_CLAUSE = (
    "clause_id",
    "number",
    "names",
    "words",
    "source",
    "sources",
    "sureness",
    "effective_from",
    "effective_until",
)


def _changed(columns: tuple[str, ...], distinct: str) -> str:
    return " OR ".join(f"NEW.{name} {distinct} OLD.{name}" for name in columns)


_SQLITE = (
    f"""
    CREATE TRIGGER knowledge_words_kept BEFORE UPDATE ON knowledge_articleversion
    WHEN OLD.state <> 'draft' AND ({_changed(_WORDS, "IS NOT")})
    BEGIN SELECT RAISE(ABORT, 'words of an article that were handed in never change'); END
    """,
    f"""
    CREATE TRIGGER knowledge_clause_kept BEFORE UPDATE ON knowledge_clauseversion
    WHEN {_changed(_CLAUSE, "IS NOT")}
    BEGIN SELECT RAISE(ABORT, 'a version of a clause never changes'); END
    """,
    f"""
    CREATE TRIGGER knowledge_picture_kept BEFORE UPDATE ON knowledge_picture
    WHEN {_changed(_PICTURE, "IS NOT")} OR (OLD.article_id IS NOT NULL AND NEW.article_id IS NOT OLD.article_id)
    BEGIN SELECT RAISE(ABORT, 'a picture of an article never changes'); END
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION knowledge_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a version of the knowledge base never changes' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    CREATE TRIGGER knowledge_words_kept BEFORE UPDATE ON knowledge_articleversion FOR EACH ROW
    WHEN (OLD.state <> 'draft' AND ({_changed(_WORDS, "IS DISTINCT FROM")}))
    EXECUTE FUNCTION knowledge_refuse()
    """,
    f"""
    CREATE TRIGGER knowledge_clause_kept BEFORE UPDATE ON knowledge_clauseversion FOR EACH ROW
    WHEN ({_changed(_CLAUSE, "IS DISTINCT FROM")})
    EXECUTE FUNCTION knowledge_refuse()
    """,
    f"""
    CREATE TRIGGER knowledge_picture_kept BEFORE UPDATE ON knowledge_picture FOR EACH ROW
    WHEN ({_changed(_PICTURE, "IS DISTINCT FROM")}
        OR (OLD.article_id IS NOT NULL AND NEW.article_id IS DISTINCT FROM OLD.article_id))
    EXECUTE FUNCTION knowledge_refuse()
    """,
)
_NAMES = ("knowledge_words_kept", "knowledge_clause_kept", "knowledge_picture_kept")


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements = _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def drop_statements(vendor: str) -> tuple[str, ...]:
    """What takes the guards away, for a migration backwards."""
    if vendor == "postgresql":
        return ("DROP FUNCTION knowledge_refuse() CASCADE",)
    return tuple(f"DROP TRIGGER IF EXISTS {name}" for name in _NAMES)


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)
