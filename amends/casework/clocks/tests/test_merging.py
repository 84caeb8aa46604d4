"""Merging and parting cases leaves no clock different from what it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.casework.clocks.actions import pause_clock
from amends.casework.clocks.models import Pause
from amends.casework.clocks.queries import running
from amends.foundation.kernel import clock


@pytest.fixture
def two(company: Any, register: Callable[..., Case], run_jobs: Callable[[], int]) -> tuple[Case, Case]:
    cases = []
    for hours in (5, 0):
        case = register(text="锅坏了，请退款。", received_at=clock.now() - timedelta(hours=hours))
        actions.assign_case(case_id=case.pk, to=company.handler, by=company.house)
        cases.append(case)
    run_jobs()
    return cases[0], cases[1]


def test_a_clock_that_stood_still_does_so_again_once_the_merge_is_undone(
    company: Any, two: tuple[Case, Case], run_jobs: Callable[[], int]
) -> None:
    early, late = two
    one = running(early.pk).get(kind="solution")
    pause_clock(case_id=early.pk, clock_id=one.pk, reason="information", note="等照片", by=company.handler)
    early.refresh_from_db()
    fields = ("due_at", "unpaused_due_at", "paused_since", "stopped_at", "next_at")
    before = running(early.pk).values_list(*fields).get(pk=one.pk), early.due_at, early.due_kind
    made = actions.merge_cases(case_id=early.pk, into=late.pk, why="同一件事", by=company.handler)
    run_jobs()
    assert not running(early.pk).exists()
    actions.undo_merge(merge_id=made.pk, by=company.handler)
    run_jobs()
    early.refresh_from_db()
    assert (running(early.pk).values_list(*fields).get(pk=one.pk), early.due_at, early.due_kind) == before
    assert Pause.objects.filter(clock=one).values_list("reason", "note", "ended_at").get() == (
        "information",
        "等照片",
        None,
    )
