"""The making of all tables of an app in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState


class CreateTables(Operation):
    """Makes the tables of an app that has none yet.

    One `CreateModel` after the other has Django build every model anew that is related to the new one, directly or through
    others: with a hundred tables some six thousand models, which was two thirds of the time a fresh installation took.
    Tables that nothing points to yet leave all models before them as they are; so only they are built, once.
    """

    serialization_expand_args: ClassVar[list[str]] = ["tables"]
    reversible = True

    def __init__(self, tables: Sequence[CreateModel]) -> None:
        self.tables = list(tables)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__qualname__, [], {"tables": self.tables}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        built = state.__dict__.pop("apps", None)
        for table in self.tables:
            state.add_model(state_of(app_label, table))
        if built is not None:
            built.render_multiple([state.models[app_label, table.name_lower] for table in self.tables])
            state.__dict__["apps"] = built

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in self.tables:
            model = to_state.apps.get_model(app_label, table.name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create the tables {', '.join(table.name for table in self.tables)}"

    @property
    def migration_name_fragment(self) -> str:
        return "tables"


def state_of(app_label: str, table: CreateModel) -> ModelState:
    return ModelState(
        app_label,
        table.name,
        list(table.fields),
        dict(table.options),
        tuple(table.bases or ()),
        list(table.managers or ()),
    )
