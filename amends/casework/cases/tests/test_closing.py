"""The end of a case, and its coming back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.actions import close_case, mark_cause_recorded, reopen_case
from amends.casework.cases.actions.closing import EARLY
from amends.casework.cases.choices import Outcome, Phase, Stage
from amends.casework.cases.models import Case
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel.errors import Invalid, WrongState

LATE = sorted(set(Outcome) - EARLY)


@pytest.mark.parametrize("outcome", LATE)
def test_the_regular_end_needs_the_whole_way_and_the_cause(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case], outcome: Outcome
) -> None:
    with pytest.raises(WrongState):
        close_case(case_id=owned_case.pk, outcome=outcome, reason="快", by=company.handler)
    case = bring_to(owned_case, Stage.REVIEW)
    with pytest.raises(WrongState):
        close_case(case_id=case.pk, outcome=outcome, by=company.handler)
    mark_cause_recorded(case_id=case.pk, cause="QA-01", by=company.handler)
    case = close_case(case_id=case.pk, outcome=outcome, by=company.handler)
    assert (case.phase, case.outcome, case.due_at, case.unread) == (Phase.CLOSED, outcome, None, False)
    assert case.stage_records.filter(left_at=None).count() == 0


@pytest.mark.parametrize("outcome", sorted(EARLY))
def test_an_early_end_needs_a_reason_in_words(company: Any, owned_case: Case, outcome: Outcome) -> None:
    with pytest.raises(Invalid) as refusal:
        close_case(case_id=owned_case.pk, outcome=outcome, reason=" \x00", by=company.handler)
    assert refusal.value.field == "reason"
    case = close_case(case_id=owned_case.pk, outcome=outcome, reason="客户撤诉", by=company.handler)
    entry = entries_of(case.chain).last()
    assert entry is not None
    assert (entry.action, entry.reason) == ("case.closed", "客户撤诉")


def test_an_unknown_outcome_is_refused(company: Any, owned_case: Case) -> None:
    with pytest.raises(Invalid):
        close_case(case_id=owned_case.pk, outcome="FINE", reason="好", by=company.handler)


def test_closing_twice_is_refused_and_closes_once(company: Any, owned_case: Case) -> None:
    first = close_case(case_id=owned_case.pk, outcome="WDN", reason="撤诉", by=company.handler)
    with pytest.raises(WrongState):
        close_case(case_id=owned_case.pk, outcome="DUP", reason="重复", by=company.handler)
    owned_case.refresh_from_db()
    assert (owned_case.outcome, owned_case.closed_at) == ("WDN", first.closed_at)


def test_a_reopened_case_starts_again_at_the_investigation(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]
) -> None:
    case = bring_to(owned_case, Stage.REVIEW)
    mark_cause_recorded(case_id=case.pk, cause="QA-01", by=company.handler)
    close_case(case_id=case.pk, outcome="UPH", by=company.handler)
    case = reopen_case(case_id=case.pk, reason="又冒烟了", by=company.handler)
    assert (case.phase, case.stage, case.outcome, case.closed_at) == (Phase.OPEN, Stage.INVESTIGATE, "", None)
    assert (case.agreed_at, case.solved_at, case.followed_up_at, case.cause_recorded_at) == (None,) * 4
    assert case.first_reply_at is not None
    assert case.owner == company.handler


def test_reopening_needs_a_reason_and_a_closed_case(company: Any, owned_case: Case) -> None:
    with pytest.raises(Invalid):
        reopen_case(case_id=owned_case.pk, reason="", by=company.handler)
    with pytest.raises(WrongState):
        reopen_case(case_id=owned_case.pk, reason="再看看", by=company.handler)
