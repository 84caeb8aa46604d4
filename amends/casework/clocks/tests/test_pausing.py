"""A clock stands still for a reason, goes on, and never hides the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import close_case
from amends.casework.cases.models import Case
from amends.casework.clocks.actions import apply_effect, pause_clock, resume_clock
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock, Pause
from amends.casework.clocks.queries import running
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState

HOUR = timedelta(hours=1)


@pytest.fixture
def solution(owned_case: Case, company: Any) -> Clock:
    apply_effect(
        case_id=owned_case.pk,
        happening="complaint_registered",
        at=owned_case.received_at,
        by=company.house,
    )
    return running(owned_case.pk).get(kind=ClockKind.SOLUTION)


def pause(one: Clock, company: Any, **fields: Any) -> Clock:
    values = {"reason": "information", "by": company.handler, **fields}
    return pause_clock(case_id=one.case_id, clock_id=one.pk, **values)


def resume(one: Clock, company: Any, **fields: Any) -> Clock:
    return resume_clock(case_id=one.case_id, clock_id=one.pk, **{"by": company.handler, **fields})


def test_a_pause_moves_the_due_time_and_both_are_kept(company: Any, solution: Clock) -> None:
    due_at = solution.due_at
    with clock.at(solution.started_at + 2 * HOUR):
        pause(solution, company, note="等发票照片")
    with clock.at(solution.started_at + 12 * HOUR):
        resume(solution, company)
    with clock.at(solution.started_at + 20 * HOUR):
        pause(solution, company, reason="expert")
    with clock.at(solution.started_at + 25 * HOUR):
        resume(solution, company)
    solution.refresh_from_db()
    assert solution.due_at == due_at + 15 * HOUR
    assert solution.unpaused_due_at == due_at
    assert [(one.reason, one.started_by, one.ended_by) for one in Pause.objects.all()] == [
        ("information", company.handler, company.handler),
        ("expert", company.handler, company.handler),
    ]
    assert len(solution.explanation["pauses"]) == 2


def test_what_is_met_only_thanks_to_a_pause_counts_against_us_too(company: Any, solution: Clock) -> None:
    with clock.at(solution.started_at + HOUR):
        pause(solution, company)
    with clock.at(solution.started_at + 30 * HOUR):
        resume(solution, company)
    at = solution.started_at + 80 * HOUR
    apply_effect(case_id=solution.case_id, happening="case_solved", at=at, by=company.house)
    solution.refresh_from_db()
    assert solution.was_met is True
    assert solution.was_met_unpaused is False


def test_while_it_stands_still_another_clock_leads_on_the_case(company: Any, solution: Clock) -> None:
    apply_effect(
        case_id=solution.case_id,
        happening="reply_sent",
        at=solution.started_at + HOUR,
        by=company.house,
    )
    case = Case.objects.get(pk=solution.case_id)
    assert case.due_kind == "solution"
    pause(solution, company)
    case.refresh_from_db()
    assert case.due_at is None
    resume(solution, company)
    case.refresh_from_db()
    assert case.due_kind == "solution"


def test_the_end_of_the_case_ends_the_pause(
    company: Any, solution: Clock, run_jobs: Callable[[], int]
) -> None:
    pause(solution, company)
    close_case(
        case_id=solution.case_id, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    run_jobs()
    assert not Pause.objects.filter(ended_at=None).exists()
    solution.refresh_from_db()
    assert solution.stopped_at and solution.paused_since is None
    assert (solution.ended, solution.was_met) == ("fell", None)


def test_pausing_and_resuming_are_on_record_with_the_reason(company: Any, solution: Clock) -> None:
    pause(solution, company, note="等发票照片")
    resume(solution, company)
    entries = list(entries_of(solution.case.chain).filter(action__in=["clock.paused", "clock.resumed"]))
    assert [one.actor_name for one in entries] == ["handler先生"] * 2
    assert "等发票照片" in entries[0].reason


@pytest.mark.parametrize("reason", ["", "busy", "too much to do"])
def test_a_pause_needs_a_reason_of_the_list(company: Any, solution: Clock, reason: str) -> None:
    with pytest.raises(Invalid):
        pause(solution, company, reason=reason)
    assert not Pause.objects.exists()


def test_what_is_overdue_stands_still_or_has_stopped_is_not_paused(company: Any, solution: Clock) -> None:
    with clock.at(solution.due_at), pytest.raises(WrongState):
        pause(solution, company)
    pause(solution, company)
    with pytest.raises(WrongState):
        pause(solution, company)
    resume(solution, company)
    with pytest.raises(WrongState):
        resume(solution, company)
    apply_effect(case_id=solution.case_id, happening="case_solved", at=clock.now(), by=company.house)
    with pytest.raises(WrongState):
        pause(solution, company)


@pytest.mark.parametrize("kind", ["first_response", "legal_result", "task"])
def test_only_where_the_rule_allows_it(company: Any, solution: Clock, kind: str) -> None:
    code = {"first_response": "first-response", "legal_result": "CN-EXP"}.get(kind, "")
    Clock.objects.filter(pk=solution.pk).update(kind=kind, about="x", rule_code=code)
    with pytest.raises(WrongState):
        pause(solution, company)


def test_a_legal_limit_pauses_where_its_rule_says_so(
    company: Any, solution: Clock, enter_rule: Callable[..., Any]
) -> None:
    enter_rule(code="CN-EXP", kind="legal_result", length="7cd", pausable=True, pause_hours=24)
    Clock.objects.filter(pk=solution.pk).update(kind="legal_result", rule_code="CN-EXP", rule_version=1)
    pause(solution, company, reason="expert")
    assert Pause.objects.count() == 1


def test_all_pauses_of_a_clock_together_are_limited(company: Any, solution: Clock) -> None:
    with clock.at(solution.started_at + HOUR):
        pause(solution, company)
        solution.refresh_from_db()
        assert solution.next_at == clock.now() + 240 * HOUR
    with clock.at(solution.started_at + 241 * HOUR):
        resume(solution, company)
    with clock.at(solution.started_at + 242 * HOUR), pytest.raises(WrongState):
        pause(solution, company)


def test_a_closed_case_has_nothing_to_pause(
    company: Any, solution: Clock, run_jobs: Callable[[], int]
) -> None:
    close_case(
        case_id=solution.case_id, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    run_jobs()
    with pytest.raises(WrongState):
        pause(solution, company)


@pytest.mark.parametrize(
    ("who", "error"),
    [("trainer", NotPermitted), ("administrator", NotPermitted), ("east_handler", NotFound)],
)
def test_who_may_not_pause(company: Any, solution: Clock, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        pause(solution, company, by=company.members[who])
    with pytest.raises(error):
        resume(solution, company, by=company.members[who])


def test_a_clock_of_another_case_is_not_found(
    company: Any, solution: Clock, register: Callable[..., Case]
) -> None:
    other = register("另一件投诉")
    with pytest.raises(NotFound):
        pause_clock(case_id=other.pk, clock_id=solution.pk, reason="information", by=company.lead)
