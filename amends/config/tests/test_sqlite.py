"""Writers of one SQLite file take turns, and are told when nobody lets them in."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from amends.config.env import sqlite
from amends.config.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def opened(tmp_path: Path) -> Any:
    made: list[DatabaseWrapper] = []

    def act(timeout: float = 20) -> DatabaseWrapper:
        known = sqlite(tmp_path / "turns.sqlite3")
        rest = {"ATOMIC_REQUESTS": False, "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None}
        settings = {**known, **rest, "OPTIONS": {**known["OPTIONS"], "timeout": timeout}}
        made.append(DatabaseWrapper(settings, alias="turns"))
        made[-1].inc_thread_sharing()
        return made[-1]

    yield act
    for one in made:
        one.close()


def test_who_waits_gets_in_when_the_other_is_done(opened: Any) -> None:
    first, second = opened(), opened()
    first.cursor().execute("CREATE TABLE seen (who text)")
    first._start_transaction_under_autocommit()
    first.cursor().execute("INSERT INTO seen VALUES ('first')")
    inside = threading.Event()

    def write() -> None:
        second._start_transaction_under_autocommit()
        inside.set()
        second.cursor().execute("INSERT INTO seen VALUES ('second')")
        second.cursor().execute("COMMIT")

    other = threading.Thread(target=write)
    other.start()
    assert not inside.is_set()
    first.cursor().execute("COMMIT")
    other.join()
    assert first.cursor().execute("SELECT who FROM seen").fetchall() == [("first",), ("second",)]
    assert second.cursor().execute("PRAGMA busy_timeout").fetchone() == (20_000,)


def test_a_single_statement_waits_for_its_turn_too(opened: Any) -> None:
    first, second = opened(), opened()
    first.cursor().execute("CREATE TABLE seen (who text)")
    first._start_transaction_under_autocommit()
    first.cursor().execute("INSERT INTO seen VALUES (%s)", ["first"])
    other = threading.Thread(
        target=lambda: second.cursor().execute("INSERT INTO seen VALUES (%s)", ["second"])
    )
    other.start()
    first.cursor().execute("COMMIT")
    other.join()
    assert first.cursor().execute("SELECT who FROM seen").fetchall() == [("first",), ("second",)]
    assert second.cursor().execute("PRAGMA busy_timeout").fetchone() == (20_000,)


def test_reading_waits_for_nobody(opened: Any) -> None:
    first, second = opened(), opened(timeout=0.01)
    first.cursor().execute("CREATE TABLE seen (who text)")
    first._start_transaction_under_autocommit()
    assert second.cursor().execute("SELECT who FROM seen").fetchall() == []
    with pytest.raises(OperationalError, match="locked"):
        second.cursor().execute("  insert INTO seen VALUES ('second')")
    first.cursor().execute("ROLLBACK")


def test_who_waits_in_vain_is_told(opened: Any) -> None:
    first, second = opened(), opened(timeout=0.01)
    first._start_transaction_under_autocommit()
    with pytest.raises(OperationalError, match="locked"):
        second._start_transaction_under_autocommit()
    first.cursor().execute("ROLLBACK")
