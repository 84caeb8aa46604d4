"""Many rows get values of their own in one statement, and nothing else of them changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.foundation.kernel import rewriting
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.rewriting import rewrite, write_new

AT = datetime(2026, 1, 31, 23, 59, 59, 123456, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def jobs(number: int) -> list[Job]:
    return [
        Job.objects.create(name="amends.nothing", payload={"n": n}, run_at=AT, created_at=AT)
        for n in range(number)
    ]


def test_each_row_gets_its_own_values(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    rows = jobs(3)
    for n, row in enumerate(rows):
        row.payload, row.run_at, row.name = (
            {"n": n, "words": "“%s” \\' 修好"},
            AT + timedelta(hours=n),
            "not.saved",
        )
    rows[2].lease_until = AT
    with django_assert_num_queries(1):
        rewrite(rows, ["payload", "run_at", "lease_until"])
    found = list(Job.objects.order_by("pk"))
    assert [row.payload for row in found] == [row.payload for row in rows]
    assert [row.run_at for row in found] == [AT, AT + timedelta(hours=1), AT + timedelta(hours=2)]
    assert [row.lease_until for row in found] == [None, None, AT]
    assert {row.name for row in found} == {"amends.nothing"}


def test_more_rows_than_one_statement_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewriting, "AT_ONCE", 2)
    rows = jobs(5)
    for row in rows:
        row.name = f"job.{row.pk}"
    rewrite(rows, ["name"])
    assert all(row.name == f"job.{row.pk}" for row in Job.objects.all())


def test_nothing_is_asked_for_no_rows(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        rewrite([], ["name"])


def test_new_rows_are_as_if_each_had_been_saved(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(rewriting, "AT_ONCE", 2)
    rows = [
        Job(name=f"job.{n}", payload={"n": n, "words": "“%s” \\' 修好"}, run_at=AT, created_at=AT)
        for n in range(3)
    ]
    with django_assert_num_queries(2):
        write_new(rows)
    jobs(1)
    *new, saved = Job.objects.order_by("pk")
    assert [row.payload for row in new] == [row.payload for row in rows]
    own = {"id", "name", "payload"}
    for row in new:
        assert {k: v for k, v in vars(row).items() if k not in own and k != "_state"} == {
            k: v for k, v in vars(saved).items() if k not in own and k != "_state"
        }
