from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from amends.foundation.kernel import events, jobs
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.queries import dead_jobs
from amends.foundation.kernel.rules import MAX_ATTEMPTS, MAX_DEPTH
from amends.foundation.kernel.tests.work_for_tests import HERE, Echoed, Rang

EVENT = Rang(7, datetime(2026, 1, 1, 12, tzinfo=UTC), (Decimal("1.10"),))


@pytest.fixture
def listening() -> Iterator[None]:
    events.register_all({Rang: [f"{HERE}.hear", f"{HERE}.hear_too"], Echoed: [f"{HERE}.echo"]})
    yield
    for kind in (Rang, Echoed):
        for path in events.reactions_to(kind):
            events.unregister(kind, path)


@pytest.mark.django_db
def test_every_reaction_gets_the_event_as_it_was(heard: list[object], listening: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as sql:
        events.publish(EVENT)
    assert len(sql) == 1
    assert heard == []
    assert jobs.run_due() == 2
    assert heard == [EVENT, ("too", 7)]


@pytest.mark.django_db
def test_an_event_nobody_listens_to_costs_nothing(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        events.publish(EVENT)


@pytest.mark.django_db
def test_registering_twice_lets_nobody_hear_twice(listening: None) -> None:
    events.register(Rang, f"{HERE}.hear")
    assert events.reactions_to(Rang) == (f"{HERE}.hear", f"{HERE}.hear_too")


@pytest.mark.django_db(transaction=True)
def test_a_change_that_rolls_back_tells_nobody(heard: list[object], listening: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        events.publish(EVENT)
        raise RuntimeError("the change failed")
    assert not Job.objects.exists()
    assert jobs.run_due() == 0
    assert not jobs.wake.is_set()


@pytest.mark.django_db(transaction=True)
def test_a_commit_wakes_the_worker_of_its_own_process(listening: None, heard: list[object]) -> None:
    with transaction.atomic():
        events.publish(EVENT)
        assert not jobs.wake.is_set()
    assert jobs.wake.is_set()


@pytest.mark.django_db
def test_reactions_that_cause_each_other_come_to_an_end(heard: list[object], listening: None) -> None:
    events.publish(Echoed(1))
    jobs.run_due()
    assert heard == list(range(1, MAX_DEPTH + 1))
    stuck = Job.objects.get(attempts=1, state="ready")
    assert "TooDeep" in stuck.error
    Job.objects.filter(pk=stuck.pk).update(attempts=MAX_ATTEMPTS - 1, run_at=stuck.created_at)
    jobs.run_due()
    assert dead_jobs().get().pk == stuck.pk
