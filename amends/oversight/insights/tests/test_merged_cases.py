"""Two complaints that were merged are one in every figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.oversight.insights.actions import count_day
from amends.oversight.insights.models import DailyFigure


def received() -> int:
    return sum(DailyFigure.objects.values_list("received", flat=True))


def test_a_day_counts_merged_cases_once_and_twice_again_once_they_are_parted(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    other, now = register(), clock.now()
    Case.objects.update(received_at=now)
    day = clock.today().isoformat()
    count_day(day)
    assert received() == 2
    made = actions.merge_cases(case_id=other.pk, into=owned_case.pk, why="同一件事", by=company.handler)
    count_day(day)
    assert received() == 1
    actions.undo_merge(merge_id=made.pk, by=company.handler)
    count_day(day)
    assert received() == 2
