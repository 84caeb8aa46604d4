from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from amends.config import env
from amends.config.tests.houses import House, furnish, whole

KINDS = [
    "sqlite",
    *(["postgresql"] if "postgresql" in connections["default"].settings_dict["ENGINE"] else []),
]
Make = Callable[[str], House]


@pytest.fixture(scope="module")
def servers_database(django_db_setup: None) -> Iterator[Callable[[str], dict[str, Any]]]:
    """Places of their own in the suite's database, which are quicker to make than databases; gone afterwards."""
    made: list[str] = []

    def ask(statement: str) -> None:
        usual = connections["default"].settings_dict
        names = {"dbname": usual["NAME"], "user": usual["USER"], "host": usual["HOST"], "port": usual["PORT"]}
        with psycopg.connect(**names, password=usual["PASSWORD"] or None, autocommit=True) as connection:
            connection.execute(statement)

    def make(name: str) -> dict[str, Any]:
        usual = connections["default"].settings_dict
        schema = f"{name}_{len(made)}"
        ask(f'CREATE SCHEMA "{schema}"')
        made.append(schema)
        options = {key: value for key, value in usual["OPTIONS"].items() if key != "pool"}
        options["options"] = f"{options.get('options', '')} -c search_path={schema}".strip()
        return {**usual, "OPTIONS": options}

    yield make
    for schema in made:
        ask(f'DROP SCHEMA "{schema}" CASCADE')


@pytest.fixture(scope="module")
def full_houses(
    tmp_path_factory: pytest.TempPathFactory,
    servers_database: Callable[[str], dict[str, Any]],
    django_db_blocker: Any,
    photo: bytes,
) -> dict[str, House]:
    """One furnished installation on each database there is."""
    found = {}
    for kind in KINDS:
        var = tmp_path_factory.mktemp(f"full-{kind}")
        found[kind] = House(database_of(kind, var, servers_database), var)
        with django_db_blocker.unblock():
            furnish(found[kind], photo)
    return found


def database_of(kind: str, var: Path, make: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    return (
        make(var.name.replace("-", "_"))
        if kind == "postgresql"
        else whole(env.sqlite(var / "amends.sqlite3"))
    )


@pytest.fixture
def full_house(full_houses: dict[str, House], db: None) -> House:
    return full_houses["sqlite"]


@pytest.fixture
def empty_house(
    tmp_path: Path, servers_database: Callable[[str], dict[str, Any]], db: None
) -> Callable[..., House]:
    """A new installation in which nothing has happened."""

    def make(kind: str = "sqlite", name: str = "new") -> House:
        var = tmp_path / name
        return House(database_of(kind, var, servers_database), var)

    return make


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def backup(full_house: House, tmp_path: Path, english: None) -> Path:
    """A backup of the furnished installation."""
    path = tmp_path / "backup.tar.gz"
    with full_house.entered():
        call_command("backup", str(path), stdout=StringIO())
    return path


def run(house: House, *words: str) -> str:
    """What a command prints in an installation, its warnings last."""
    out, err = StringIO(), StringIO()
    with house.entered():
        call_command(*words, stdout=out, stderr=err)
    return out.getvalue() + err.getvalue()
