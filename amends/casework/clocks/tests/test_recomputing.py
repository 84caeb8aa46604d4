"""What runs in many open cases is worked out anew in ranges of their numbers, which workers share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.casework.clocks.actions import recomputing
from amends.casework.clocks.actions.recomputing import ranges, recompute_open_cases, recompute_range
from amends.casework.clocks.models import Clock
from amends.foundation.audit.queries import entries_of, verify
from amends.foundation.kernel.models import Job

HOUR = timedelta(hours=1)


@pytest.fixture
def three_cases(register: Callable[..., Case], run_jobs: Callable[[], int]) -> list[Case]:
    cases = [register() for _ in range(3)]
    run_jobs()
    return cases


def solutions(cases: list[Case]) -> list[timedelta]:
    by_case = {one.case_id: one for one in Clock.objects.filter(kind="solution", stopped_at=None)}
    return [by_case[case.pk].due_at - by_case[case.pk].started_at for case in cases]


def test_every_open_case_lies_in_one_range_and_what_comes_after_in_the_last(
    three_cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = (case.pk for case in three_cases)
    for size, expected in (
        (1, [(0, first), (first, second), (second, None)]),
        (2, [(0, second), (second, None)]),
        (3, [(0, None)]),
    ):
        monkeypatch.setattr(recomputing, "IN_ONE_JOB", size)
        assert list(ranges()) == expected


def test_a_house_without_open_cases_has_one_empty_range(company: Any) -> None:
    assert list(ranges()) == [(0, None)]
    assert recompute_range() == 0


def test_each_range_is_a_job_and_none_reaches_into_another(
    three_cases: list[Case],
    enter_rule: Callable[..., Any],
    run_jobs: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(recomputing, "IN_ONE_JOB", 1)
    enter_rule(code="solution", kind="solution", length="48h")
    recompute_open_cases("change:1")
    assert Job.objects.filter(name__endswith=".recompute_range", state="ready").count() == 3
    first = three_cases[0]
    assert recompute_range(0, first.pk, "change:1") == 1
    assert solutions(three_cases) == [48 * HOUR, 72 * HOUR, 72 * HOUR]
    run_jobs()
    assert solutions(three_cases) == [48 * HOUR] * 3
    said = [one.data["cases"] for one in entries_of("house").filter(action="policy.recomputed")]
    assert sorted(said) == [0, 1, 1, 1]
    assert all(verify(case.chain).broken is None for case in three_cases)
