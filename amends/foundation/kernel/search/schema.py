"""What each database needs beside the table of documents; run by a migration."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from amends.foundation.kernel.search import postgresql, sqlite


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in engine.CREATE:
        schema_editor.execute(statement)


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    engine = postgresql if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in engine.DROP:
        schema_editor.execute(statement)
