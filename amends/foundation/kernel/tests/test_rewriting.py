"""Many rows get values of their own in one statement, and nothing else of them changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.foundation.kernel import rewriting
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.rewriting import rewrite

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
