"""Writes an app's first migration anew, as long as nothing is released: python tools/migrations.py [APP …]

All tables of an app are made in one step (`foundation/kernel/tables.py`), with what Django would add to each afterwards:
every step of its own would have Django build most models of the house anew. Later migrations of the app, written by hand,
stay as they are.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import SwappableTuple
from django.db.migrations.operations.base import Operation
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter
from django.utils import translation

from amends.foundation.kernel.tables import CreateTables


def together(operations: list[Operation]) -> list[Operation]:
    """All tables of an app in one step, each with the columns, indexes and constraints that Django would add afterwards."""
    tables = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    left: list[Operation] = []
    for one in operations:
        match one:
            case CreateModel():
                continue
            case AddField() if one.model_name_lower in tables:
                tables[one.model_name_lower].fields.append((one.name, one.field))
            case AddIndex() if one.model_name_lower in tables:
                option_of(tables[one.model_name_lower], "indexes").append(one.index)
            case AddConstraint() if one.model_name_lower in tables:
                option_of(tables[one.model_name_lower], "constraints").append(one.constraint)
            case _:
                left.append(one)
    return [CreateTables(list(tables.values())), *left] if tables else left


def option_of(table: CreateModel, name: str) -> list[Any]:
    held: list[Any] = table.options.setdefault(name, [])
    return held


def first_of_all() -> dict[str, Migration]:
    """The one migration of each app that would make today's tables in an empty database."""
    empty, wanted = ProjectState(), ProjectState.from_apps(apps)
    every = {one.label for one in apps.get_app_configs()}
    found = MigrationAutodetector(empty, wanted, MigrationQuestioner(specified_apps=every)).changes(
        graph=MigrationGraph()
    )
    twice = [app for app, steps in found.items() if len(steps) > 1]
    if twice:
        raise SystemExit(f"Foreign keys go round in a circle between apps: {', '.join(twice)}.")
    return {app: steps[0] for app, steps in found.items()}


def write(migration: Migration, last: dict[str, str]) -> None:
    """`last` names the newest migration of each app that is not ours."""
    migration.operations = together(list(migration.operations))
    migration.initial = True
    migration.dependencies = sorted(
        one if isinstance(one, SwappableTuple) else (one[0], last.get(*one)) for one in migration.dependencies
    )
    writer = MigrationWriter(migration, include_header=False)
    Path(writer.path).write_text(writer.as_string(), encoding="utf-8")


def main(names: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amends.config.settings")
    os.environ.setdefault("SECRET_KEY", "only-for-writing-migrations-only-for-writing")
    django.setup()
    # As makemigrations does: what is written down is the message's id.
    translation.deactivate_all()
    found, ours = (
        first_of_all(),
        {one.label for one in apps.get_app_configs() if one.name.startswith("amends.")},
    )
    graph = MigrationLoader(None).graph
    last = {app: name for app, name in graph.leaf_nodes() if app not in ours}
    for app in names or sorted(ours & found.keys()):
        write(found[app], last)


if __name__ == "__main__":
    main(sys.argv[1:])
