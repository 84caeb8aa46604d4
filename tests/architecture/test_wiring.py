"""Who reacts to what stands on one page, names things that exist, and leaves no event out by oversight."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from dataclasses import fields, is_dataclass

import pytest
from django.apps import apps as django_apps

import amends
from amends.config.reactions import PERIODIC, reactions
from amends.foundation.kernel.events import Event, registered
from amends.foundation.kernel.payload import resolve
from tests.architecture.conftest import PACKAGE, ROOT, shown

# Said, and nobody needs to hear it yet: the desk shows these from the trail.
HEARD_BY_NOBODY = {
    "SolutionProposed",
    "StageAdvanced",
    "CaseLinked",
    "StaffBarred",
    "PointsGiven",
    "PointsTakenBack",
    # What becomes of a grant stands on its case; other systems read it there.
    "RemedyGranted",
    "GrantCarriedOut",
    "GrantSettled",
    "GrantFailed",
    "GrantCancelled",
    "GrantCameBack",
}


def event_classes() -> list[type[Event]]:
    names = [
        one.name for one in pkgutil.walk_packages(amends.__path__, "amends.") if one.name.endswith(".events")
    ]
    modules = [importlib.import_module(name) for name in names if ".kernel." not in name]
    return [
        found
        for module in modules
        for _name, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, Event) and found.__module__ == module.__name__
    ]


def test_every_event_is_heard_or_said_to_be_heard_by_nobody() -> None:
    heard = {event.__name__ for event in reactions()}
    said = {event.__name__ for event in event_classes()}
    assert said - heard == HEARD_BY_NOBODY
    assert not heard - said


@pytest.mark.parametrize("event", event_classes(), ids=lambda event: event.__name__)
def test_an_event_is_frozen_and_carries_plain_values(event: type[Event]) -> None:
    assert is_dataclass(event)
    assert event.__dataclass_params__.frozen  # type: ignore[attr-defined]
    # Several recipients of one reminder are a tuple of their ids.
    assert {str(field.type) for field in fields(event)} <= {"int", "str", "bool", "tuple[int, ...]"}


def test_every_reaction_exists_and_takes_its_event() -> None:
    for event, paths in reactions().items():
        for path in paths:
            assert len(inspect.signature(resolve(path)).parameters) == 1, path
        assert registered()[event] == tuple(paths)


def test_what_runs_by_itself_exists_and_needs_nothing() -> None:
    for path in PERIODIC:
        parameters = inspect.signature(resolve(path)).parameters.values()
        assert not [one for one in parameters if one.default is inspect.Parameter.empty], path


@pytest.mark.parametrize(
    "label", [one.label for one in django_apps.get_app_configs() if one.name.startswith("amends.")]
)
def test_an_app_has_one_first_migration_and_later_ones_with_a_name(label: str) -> None:
    folder = PACKAGE.joinpath(*django_apps.get_app_config(label).name.split(".")[1:]) / "migrations"
    names = sorted(path.stem for path in folder.glob("0*.py"))
    assert [name for name in names if name.endswith("_initial")] == [
        name for name in names if name.startswith("0001")
    ]
    assert not [name for name in names if "_auto_" in name]


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [
            str(ROOT / ".venv/bin/lint-imports")
            if (ROOT / ".venv/bin/lint-imports").exists()
            else "lint-imports",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_the_engine_starts_without_the_framework() -> None:
    code = "import sys, amends.understanding; sys.exit('django' in sys.modules or 'psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nothing_of_ours_needs_a_way_round_the_contracts() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in text, shown(ROOT / "pyproject.toml")
