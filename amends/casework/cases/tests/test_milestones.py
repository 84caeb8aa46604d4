"""What higher floors report down: agreed, solved, confirmed or disputed, followed up, cause recorded, due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import (
    agree_solution,
    confirm_solution,
    dispute_solution,
    mark_cause_recorded,
    mark_followed_up,
    mark_solved,
    set_due,
)
from amends.casework.cases.models import Case
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState


@pytest.fixture
def agreed(company: Any, owned_case: Case) -> Case:
    return agree_solution(case_id=owned_case.pk, summary="退款", by=company.portal)


@pytest.fixture
def solved(company: Any, agreed: Case) -> Case:
    return mark_solved(case_id=agreed.pk, what="已退款299元", by=company.handler)


def test_nothing_is_carried_out_that_the_customer_did_not_choose(company: Any, owned_case: Case) -> None:
    with pytest.raises(WrongState):
        mark_solved(case_id=owned_case.pk, what="已退款", by=company.handler)


def test_what_was_carried_out_is_said_in_words(company: Any, agreed: Case) -> None:
    with pytest.raises(Invalid):
        mark_solved(case_id=agreed.pk, what=" ", by=company.handler)
    assert mark_solved(case_id=agreed.pk, what="已退款", by=company.handler).solved_at is not None


@pytest.mark.parametrize("act", [confirm_solution, dispute_solution])
def test_a_customer_answers_only_when_something_was_done(
    company: Any, agreed: Case, act: Callable[..., Case]
) -> None:
    with pytest.raises(WrongState):
        act(case_id=agreed.pk, by=company.portal)


def test_confirming_again_changes_nothing(company: Any, solved: Case) -> None:
    first = confirm_solution(case_id=solved.pk, by=company.portal)
    entries = AuditEntry.objects.count()
    assert confirm_solution(case_id=solved.pk, by=company.portal).confirmed_at == first.confirmed_at
    assert AuditEntry.objects.count() == entries


def test_a_dispute_takes_the_case_back_to_carrying_out_and_wakes_its_owner(
    company: Any, solved: Case
) -> None:
    confirm_solution(case_id=solved.pk, by=company.portal)
    mark_followed_up(case_id=solved.pk, what="没接电话", by=company.handler)
    case = dispute_solution(case_id=solved.pk, by=company.portal)
    assert (case.solved_at, case.confirmed_at, case.followed_up_at, case.unread) == (None, None, None, True)
    assert case.agreed_at is not None
    assert mark_solved(case_id=case.pk, what="重做了", by=company.handler).solved_at is not None


def test_following_up_comes_after_solving_and_is_said_in_words(company: Any, agreed: Case) -> None:
    with pytest.raises(WrongState):
        mark_followed_up(case_id=agreed.pk, what="都好", by=company.handler)
    mark_solved(case_id=agreed.pk, what="已退款", by=company.handler)
    with pytest.raises(Invalid):
        mark_followed_up(case_id=agreed.pk, what="", by=company.handler)
    assert mark_followed_up(case_id=agreed.pk, what="都好", by=company.handler).followed_up_at is not None


def test_a_recorded_cause_is_noted_with_its_time(company: Any, owned_case: Case) -> None:
    moment = clock.now() + timedelta(days=3)
    with clock.at(moment):
        case = mark_cause_recorded(case_id=owned_case.pk, cause="QA-01", by=company.quality)
    assert case.cause_recorded_at == moment


def test_the_due_time_counts_as_a_change_only_when_it_is_one(company: Any, owned_case: Case) -> None:
    now = clock.now()
    values = {"kind": "solution", "since": now, "due_at": now + timedelta(hours=72)}
    first = set_due(case_id=owned_case.pk, **values, by=company.house)
    assert first.due_at == values["due_at"]
    assert set_due(case_id=owned_case.pk, **values, by=company.house).version == first.version
