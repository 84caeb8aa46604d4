"""Two complaints that were merged are one in every figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.oversight.insights.actions import count_day
from amends.oversight.insights.models import DailyFigure
from amends.oversight.insights.queries import report


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


def test_a_case_that_repeats_another_neither_adds_to_the_figures_nor_lowers_the_share_upheld(
    company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    repeat, now = register(), clock.now()
    Case.objects.update(received_at=now)
    Case.objects.filter(pk=owned_case.pk).update(phase="closed", outcome="UPH", closed_at=now)
    actions.close_case(
        case_id=repeat.pk,
        outcome="DUP",
        reason="写了两遍",
        ending={"duplicate_of": owned_case.number},
        left_open="同一件事",
        by=company.lead,
    )
    count_day(clock.today().isoformat())
    figures = report(company.manager, since=clock.today(), until=clock.today()).totals
    assert (figures["received"], figures["closed"], figures["upheld_share"]) == (1, 1, 1)
