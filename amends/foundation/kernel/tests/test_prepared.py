"""A prepared question gives what the query set behind it gives, whatever values it is asked with."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q

from amends.foundation.kernel.models import Job
from amends.foundation.kernel.prepared import Counts, Hidden, Rows, Tuples

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def jobs() -> list[Job]:
    return [
        Job.objects.create(
            name=f"job {n % 2}",
            payload={"n": n},
            run_at=NOON + timedelta(hours=n),
            created_at=NOON,
            attempts=n,
        )
        for n in range(6)
    ]


NAMED = Rows(lambda name: Job.objects.filter(name=name).order_by("-id"))
DUE = Rows(lambda moment, last: Job.objects.filter(run_at__lt=moment, pk__lte=last).order_by("id")[:3])


def test_rows_are_the_objects_of_the_query_set(jobs: list[Job]) -> None:
    for name in ("job 0", "job 1", "no such job", "'; DROP TABLE", "%"):
        assert NAMED(name) == list(Job.objects.filter(name=name).order_by("-id"))
    assert NAMED("job 1")[0].payload == {"n": 5}
    assert NAMED("job 1")[0].run_at == jobs[5].run_at


def test_every_value_is_filled_in_anew(jobs: list[Job]) -> None:
    for hours in range(8):
        for job in jobs:
            moment = NOON + timedelta(hours=hours)
            expected = Job.objects.filter(run_at__lt=moment, pk__lte=job.pk).order_by("id")[:3]
            assert DUE(moment, job.pk) == list(expected)


def test_a_question_is_one_statement_and_its_answer_can_be_saved(
    jobs: list[Job], django_assert_num_queries: Any
) -> None:
    NAMED("job 0")
    with django_assert_num_queries(1):
        found = NAMED("job 0")[0]
    found.attempts = 99
    found.save()
    assert Job.objects.get(pk=found.pk).attempts == 99


def test_another_shape_is_another_statement(jobs: list[Job]) -> None:
    ordered = Rows(lambda order, end: Job.objects.filter(pk__lt=end).order_by(order))
    assert ordered(jobs[3].pk, shape=("id",)) == jobs[:3]
    assert ordered(jobs[3].pk, shape=("-id",)) == jobs[2::-1]


def test_the_number_of_values_may_differ(jobs: list[Job]) -> None:
    among = Rows(lambda *wanted: Job.objects.filter(pk__in=wanted).order_by("id"))
    assert among(jobs[4].pk) == [jobs[4]]
    assert among(jobs[1].pk, jobs[5].pk) == [jobs[1], jobs[5]]


def test_deferred_fields_are_read_when_they_are_asked_for(jobs: list[Job]) -> None:
    short = Rows(lambda name: Job.objects.filter(name=name).only("name").order_by("id"))
    assert short("job 0")[0].get_deferred_fields()
    assert short("job 0")[0].payload == {"n": 0}


def test_what_can_hold_nothing_holds_nothing(jobs: list[Job]) -> None:
    assert Rows(lambda end: Job.objects.filter(pk__in=[], pk__lt=end))(3) == []
    assert Tuples(lambda end: Job.objects.filter(pk__in=[], pk__lt=end).values_list("pk"))(3) == []
    assert Counts(lambda end: {"none": Job.objects.filter(pk__in=[], pk__lt=end)}, cap=9)(3) == {"none": 0}


def test_tuples_may_be_grouped(jobs: list[Job]) -> None:
    grouped = Tuples(
        lambda end: Job.objects.filter(pk__lt=end).order_by("name").values_list("name").annotate(n=Count("*"))
    )
    assert grouped(jobs[3].pk) == [("job 0", 2), ("job 1", 1)]
    assert grouped(jobs[1].pk) == [("job 0", 1)]


def test_counts_stop_one_beyond_their_cap(jobs: list[Job], django_assert_num_queries: Any) -> None:
    counts = Counts(lambda end: {"few": Job.objects.filter(pk__lt=end), "all": Job.objects.all()}, cap=4)
    assert counts(jobs[0].pk) == {"few": 0, "all": 5}
    with django_assert_num_queries(1):
        assert counts(jobs[2].pk) == {"few": 2, "all": 5}
    assert Counts(dict, cap=4)() == {}


@pytest.mark.parametrize(
    ("build", "value"),
    [
        (lambda text: Job.objects.filter(name__startswith=text), "job"),
        (lambda moment: Job.objects.filter(run_at__lt=moment + timedelta(hours=1)), NOON),
        (lambda number: Job.objects.filter(pk__lt=number + 1), 5),
        (lambda number: Job.objects.filter(pk__in=[number, 2**62] if number < 10 else [number]), 5),
    ],
)
def test_a_value_that_is_changed_on_its_way_is_refused(build: Any, value: Any) -> None:
    with pytest.raises(Hidden):
        Rows(build)(value)


def test_days_are_values_too(jobs: list[Job]) -> None:
    on = Tuples(lambda day: Job.objects.filter(run_at__date=day).order_by("id").values_list("pk"))
    for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)):
        assert on(day) == list(Job.objects.filter(run_at__date=day).order_by("id").values_list("pk"))
    assert on(date(2026, 3, 1)) and on(date(2026, 3, 2))


@pytest.mark.parametrize("value", [None, True, 1.5, b"x"])
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        NAMED(value)


def test_annotations_and_prefetched_objects_are_refused() -> None:
    with pytest.raises(TypeError):
        Rows(lambda: Job.objects.annotate(n=Count("id")))()


@pytest.mark.django_db(transaction=True)
def test_each_thread_puts_its_own_together(jobs: list[Job]) -> None:
    found: list[list[int]] = []

    def ask() -> None:
        found.append([job.attempts for job in NAMED("job 0")])
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[4, 2, 0]] * 3


def test_a_condition_with_or_keeps_its_values_apart(jobs: list[Job]) -> None:
    either = Rows(lambda low, high: Job.objects.filter(Q(pk__lt=low) | Q(pk__gt=high)).order_by("id"))
    assert either(jobs[1].pk, jobs[4].pk) == [jobs[0], jobs[5]]
    assert either(jobs[2].pk, jobs[2].pk) == [*jobs[:2], *jobs[3:]]
