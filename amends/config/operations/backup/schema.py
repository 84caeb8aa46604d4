"""In which state of its migrations a database is, how to bring one to a state, and which tables it has there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import AutoField, Field, Model
from django.utils.translation import gettext as _

from amends.config.operations.backup.values import KINDS, Kind
from amends.foundation.kernel.errors import Refused, WrongState

Key = tuple[str, str]
# People sign in again, workers show themselves again, and what can be found is worked out again.
LEFT_OUT = ("django_session", "kernel_workerbeat", "kernel_searchdocument")


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    places: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the program of that state knows it; `counter` is the column that the database numbers itself."""

    name: str
    columns: tuple[Column, ...]
    counter: str


def applied() -> list[Key]:
    """The migrations this database has; raises WrongState when the program does not know one of them."""
    graph = MigrationLoader(None, replace_migrations=False).graph
    recorder = MigrationRecorder(connection)
    labels = {config.label for config in apps.get_app_configs()}
    keys = sorted(key for key in recorder.applied_migrations() if key[0] in labels)
    if unknown := [key for key in keys if key not in graph.nodes]:
        raise WrongState(
            _(
                "The database is newer than this program: it has the migration %(name)s. Install the newer program."
            )
            % {"name": ".".join(unknown[0])}
        )
    return keys


def not_applied() -> list[Key]:
    """What `amends setup` would still do."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _backwards in plan]


def models_at(keys: Iterable[Key]) -> list[type[Model]]:
    """The models as they were after these migrations; raises KeyError for one the program does not know."""
    loader = MigrationLoader(None, replace_migrations=False)
    wanted = list(keys)
    for key in wanted:
        if key not in loader.graph.nodes:
            raise KeyError(key)
    state = loader.project_state(wanted, at_end=True)
    found = state.apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def current_models() -> list[type[Model]]:
    return list(apps.get_models(include_auto_created=True))


def tables_of(models: Iterable[type[Model]]) -> list[Table]:
    """Everything that is kept, by name: foreign keys are checked when all rows are in, so the order is free."""
    tables = [table_of(model) for model in models if model._meta.db_table not in LEFT_OUT]
    return sorted(tables, key=lambda table: table.name)


def table_of(model: type[Model]) -> Table:
    fields = model._meta.local_concrete_fields
    counters = [named(field) for field in fields if isinstance(field, AutoField)]
    return Table(
        name=model._meta.db_table,
        columns=tuple(column_of(field) for field in fields),
        counter=counters[0] if counters else "",
    )


def column_of(field: Field[Any, Any]) -> Column:
    target = field
    while target.remote_field:
        target = target.target_field  # type: ignore[attr-defined]
    kind = KINDS.get(target.get_internal_type())
    if kind is None:
        raise Refused(
            _("A backup cannot hold %(field)s: its kind %(kind)s is not known.")
            % {"field": field, "kind": target.get_internal_type()}
        )
    return Column(named(field), kind, getattr(target, "decimal_places", None) or 0)


def named(field: Field[Any, Any]) -> str:
    assert field.column is not None, "only fields with a column are asked for"
    return field.column


def bring_to(keys: Iterable[Key]) -> None:
    """Makes the tables of an empty database as they were after these migrations."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    wanted, nodes = set(keys), executor.loader.graph.node_map
    # The executor takes the last migration of each app and goes backwards from any other.
    ends = [
        key
        for key in sorted(wanted)
        if not any(child.key in wanted and child.key[0] == key[0] for child in nodes[key].children)
    ]
    executor.migrate(ends)


def bring_up_to_date() -> None:
    """Applies what came since, and what the framework adds after every migration."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    executor.migrate(executor.loader.graph.leaf_nodes())
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    call_command("createcachetable", verbosity=0)
