"""Settings come from environment variables, and wrong ones are said clearly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from amends.config import env

FILE = Path("/srv/amends.sqlite3")


def test_a_value_can_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("  geheim\n", encoding="utf-8")
    monkeypatch.setenv("A_KEY", "from the environment")
    assert env.text("A_KEY") == "from the environment"
    monkeypatch.setenv("A_KEY_FILE", str(tmp_path / "key"))
    assert env.text("A_KEY") == "geheim"
    assert env.text("ANOTHER", "default") == "default"


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("", False), ("no", False)]
)
def test_flags(monkeypatch: pytest.MonkeyPatch, value: str, on: bool) -> None:
    monkeypatch.setenv("A_FLAG", value)
    assert env.flag("A_FLAG") is on


def test_numbers_and_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_NUMBER", "12")
    monkeypatch.setenv("HOSTS", " a.example, ,b.example")
    assert (env.number("A_NUMBER", 1), env.number("NO_NUMBER", 7)) == (12, 7)
    assert env.words("HOSTS") == ["a.example", "b.example"]
    monkeypatch.setenv("A_NUMBER", "twelve")
    with pytest.raises(ImproperlyConfigured, match="A_NUMBER"):
        env.number("A_NUMBER", 1)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("", {"ENGINE": "amends.config.sqlite", "NAME": str(FILE)}),
        ("sqlite:///srv/a%20b.db", {"NAME": "/srv/a b.db"}),
        (
            "postgresql://am%40ends:p%2Fw@db.example:5433/amends",
            {"NAME": "amends", "USER": "am@ends", "PASSWORD": "p/w", "HOST": "db.example", "PORT": "5433"},
        ),
        ("postgres://root@127.0.0.1/x", {"ENGINE": "amends.config.postgresql", "PORT": ""}),
    ],
)
def test_the_database_is_named_by_one_address(url: str, wanted: dict[str, Any]) -> None:
    found = env.database(url, FILE)
    assert {name: found[name] for name in wanted} == wanted


def test_what_stands_behind_the_question_mark_goes_to_the_driver() -> None:
    assert (
        env.database("postgresql:///x?host=/tmp/s&sslmode=require", FILE)["OPTIONS"]["sslmode"] == "require"
    )


def test_another_database_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        env.database("mysql://root@localhost/x", FILE)
