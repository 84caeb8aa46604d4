"""What is written without Django's own saving is what saving would have written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from amends.foundation.kernel.models import Job, PeriodicTurn
from amends.foundation.kernel.writing import change, insert, insert_if_new

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def job(name: str = "send", **further: Any) -> Job:
    return Job(name=name, payload={"雨": [1, None]}, run_at=NOON, created_at=NOON, **further)


def test_a_new_row_is_the_one_that_saving_makes(django_assert_num_queries: Any) -> None:
    written, saved = job(), job()
    with django_assert_num_queries(1):
        insert(written)
    saved.save()
    fields = [one.attname for one in Job._meta.concrete_fields if not one.primary_key]
    of = {row.pk: row for row in Job.objects.all()}
    assert [getattr(of[written.pk], name) for name in fields] == [
        getattr(of[saved.pk], name) for name in fields
    ]


def test_a_new_row_may_be_saved_again() -> None:
    written = job()
    insert(written)
    written.attempts = 3
    written.save()
    assert Job.objects.get().attempts == 3


def test_several_rows_are_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        insert(job("a"), job("b"), job("c"))
    assert sorted(Job.objects.values_list("name", flat=True)) == ["a", "b", "c"]


def test_what_a_constraint_forbids_is_refused() -> None:
    insert(job(unique_key="once"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(job(unique_key="once"))
    assert Job.objects.count() == 1


def test_only_the_named_fields_are_changed(django_assert_num_queries: Any) -> None:
    insert(job())
    row, other = Job.objects.get(), Job.objects.get()
    other.name = "other"
    other.save()
    row.payload, row.lease_until, row.name = {"n": 2}, NOON, "not written"
    with django_assert_num_queries(1):
        assert change(row, "payload", "lease_until")
    row.lease_until = None
    assert change(row, "lease_until")
    found = Job.objects.get()
    assert (found.name, found.payload, found.lease_until) == ("other", {"n": 2}, None)


def test_a_row_that_is_gone_is_told() -> None:
    insert(job())
    row = Job.objects.get()
    Job.objects.all().delete()
    assert not change(row, "name")


def test_expressions_and_given_keys_are_refused() -> None:
    insert(job())
    row = Job.objects.get()
    row.attempts = F("attempts") + 1  # type: ignore[assignment]
    with pytest.raises(TypeError, match="expression"):
        change(row, "attempts")
    with pytest.raises(TypeError, match="numbers from the database"):
        insert(PeriodicTurn(name="sweep", next_at=NOON))


def test_a_row_that_is_there_already_is_not_added() -> None:
    first, second = job(unique_key="once"), job(unique_key="once")
    assert insert_if_new(first) and not insert_if_new(second)
    assert (second.pk, Job.objects.get().pk) == (None, first.pk)
    first.attempts = 3
    first.save()
    assert Job.objects.get().attempts == 3


def test_a_change_goes_along() -> None:
    insert(job("before"))
    along: tuple[str, list[Any]] = ("UPDATE kernel_job SET attempts = %s WHERE name = %s", [7, "before"])
    insert(job("after"), along=along)
    assert dict(Job.objects.values_list("name", "attempts")) == {"before": 7, "after": 0}
