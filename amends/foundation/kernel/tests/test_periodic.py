from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from amends.foundation.kernel import clock, jobs, periodic
from amends.foundation.kernel.models import Job, PeriodicTurn
from amends.foundation.kernel.tests.work_for_tests import HERE

pytestmark = pytest.mark.django_db
TICK, UNMARKED = f"{HERE}.tick", f"{HERE}.unmarked"
START = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def only_ticking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("amends.foundation.kernel.jobs.periodic._registered", {TICK: None})
    yield


def minutes(number: float) -> datetime:
    return START + timedelta(minutes=number)


def test_a_periodic_job_runs_at_once_and_then_on_its_beat(heard: list[object]) -> None:
    for minute, runs in ((0, 1), (1, 1), (4.9, 1), (5, 2), (5.1, 2), (11, 3), (14, 3), (15, 4)):
        with clock.at(minutes(minute)):
            periodic.enqueue_due()
            jobs.run_due(reraise=True)
        assert len(heard) == runs, minute


def test_turns_missed_while_nobody_worked_are_not_made_up_for(heard: list[object]) -> None:
    for minute in (0, 600, 601):
        with clock.at(minutes(minute)):
            periodic.enqueue_due()
            jobs.run_due(reraise=True)
    assert heard == ["tick", "tick"]
    assert PeriodicTurn.objects.get().next_at == minutes(605)


def test_of_several_workers_one_starts_it(heard: list[object]) -> None:
    with clock.at(START):
        assert [periodic.enqueue_due() for _ in range(5)] == [1, 0, 0, 0, 0]
    assert Job.objects.count() == 1


def test_while_one_turn_still_waits_no_second_one_is_added() -> None:
    for minute in (0, 5, 10):
        with clock.at(minutes(minute)):
            periodic.enqueue_due()
    assert Job.objects.count() == 1


def test_the_wiring_may_say_how_often(heard: list[object]) -> None:
    periodic.register(UNMARKED, timedelta(hours=1))
    assert periodic.interval(UNMARKED) == timedelta(hours=1)
    assert periodic.registered() == [TICK, UNMARKED]
    with clock.at(START):
        assert periodic.enqueue_due() == 2


def test_what_is_never_told_how_often_is_refused() -> None:
    periodic.register(UNMARKED)
    with pytest.raises(TypeError, match="not marked"):
        periodic.interval(UNMARKED)
    periodic.unregister(UNMARKED)
