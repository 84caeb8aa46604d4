"""Writes an app's first migration anew, as long as nothing is released: python tools/migrations.py [APP …]

What Django adds to a table after making it (indexes, constraints) goes into the making of the table. Each such addition
would have Django build all models anew, and half of a minute of every installation and of every test database went there.
Later migrations of the app, written by hand, stay as they are.
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
from django.db.models import Index
from django.utils import translation


def columns(added: Any) -> set[str]:
    """Every name that an index or a constraint mentions, whether it is a column or not."""
    _path, args, kwargs = added.deconstruct()
    return words_in((args, kwargs))


def words_in(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value, *value.split("__"), value.lstrip("-")}
    if isinstance(value, dict):
        return words_in([*value.keys(), *value.values()])
    if isinstance(value, (list, tuple, set)):
        return set().union(*map(words_in, value))
    if hasattr(value, "deconstruct"):
        return words_in(value.deconstruct()[1:])
    return set()


def folded(operations: list[Operation]) -> list[Operation]:
    """The same tables in fewer steps; what names a column that comes later stays where it is."""
    made = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    later = {(one.model_name_lower, one.name) for one in operations if isinstance(one, AddField)}
    left: list[Operation] = []
    for one in operations:
        if not isinstance(one, (AddIndex, AddConstraint)) or one.model_name_lower not in made:
            left.append(one)
            continue
        added = one.index if isinstance(one, AddIndex) else one.constraint
        if any(model == one.model_name_lower and name in columns(added) for model, name in later):
            left.append(one)
            continue
        option = "indexes" if isinstance(added, Index) else "constraints"
        made[one.model_name_lower].options.setdefault(option, []).append(added)
    return left


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
    migration.operations = folded(list(migration.operations))
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
