"""The end of a case, and its coming back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import (
    close_case,
    follow_up_case,
    judge_point,
    mark_cause_recorded,
    reopen_case,
)
from amends.casework.cases.choices import LinkKind, LooseEnd, Outcome, Phase, Stage
from amends.casework.cases.models import Case, CaseLink
from amends.casework.cases.rules import EARLY
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState

LATE = sorted(set(Outcome) - EARLY)
LEFT = "顾客已到店谈妥"
ENDINGS = {
    "OOS": {"referred_to": "市场监管所", "rule": "不属本店经营", "told": "电话告知"},
    "WDN": {"how": "phone"},
}


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
    case = close_case(case_id=case.pk, outcome=outcome, left_open=LEFT, by=company.handler)
    assert (case.phase, case.outcome, case.due_at, case.unread) == (Phase.CLOSED, outcome, None, False)
    assert case.stage_records.filter(left_at=None).count() == 0


@pytest.mark.parametrize("outcome", sorted(EARLY - {Outcome.DUP}))
def test_an_early_end_needs_a_reason_in_words(company: Any, owned_case: Case, outcome: Outcome) -> None:
    end = {
        "case_id": owned_case.pk,
        "outcome": outcome,
        "ending": ENDINGS.get(outcome),
        "by": company.handler,
    }
    with pytest.raises(Invalid) as refusal:
        close_case(reason=" \x00", **end)
    assert refusal.value.field == "reason"
    case = close_case(reason="客户撤诉", **end)
    entry = entries_of(case.chain).last()
    assert entry is not None
    assert (entry.action, entry.reason) == ("case.closed", "客户撤诉")


@pytest.mark.parametrize("left_out", ["referred_to", "rule", "told"])
def test_passing_on_says_to_whom_by_which_rule_and_how_the_customer_was_told(
    company: Any, owned_case: Case, left_out: str
) -> None:
    ending = {**ENDINGS["OOS"], left_out: "  "}
    with pytest.raises(Invalid) as refusal:
        close_case(case_id=owned_case.pk, outcome="OOS", reason="转办", ending=ending, by=company.handler)
    assert refusal.value.field == left_out
    case = close_case(
        case_id=owned_case.pk, outcome="OOS", reason="转办", ending=ENDINGS["OOS"], by=company.handler
    )
    assert case.ending == {**ENDINGS["OOS"], "reason": "转办"}


def test_a_duplicate_names_the_case_it_repeats_and_both_know_of_it(
    company: Any, owned_case: Case, register: Callable[..., Any]
) -> None:
    first = register("同一个电饭锅，上周已经投诉过")
    end = {"case_id": owned_case.pk, "outcome": "DUP", "reason": "同一件事", "by": company.handler}
    with pytest.raises(Invalid) as refusal:
        close_case(**end)
    assert refusal.value.field == "duplicate_of"
    with pytest.raises(Invalid):
        close_case(ending={"duplicate_of": owned_case.number}, **end)
    with pytest.raises(NotFound):
        close_case(ending={"duplicate_of": "A26-999999"}, **end)
    case = close_case(ending={"duplicate_of": first.number}, **end)
    found = CaseLink.objects.get()
    assert (found.case, found.other, found.kind) == (case, first, LinkKind.DUPLICATE)
    assert entries_of(first.chain).last().action == "case.linked"  # type: ignore[union-attr]


def test_a_case_of_another_team_is_not_found_as_the_first_one(
    company: Any, owned_case: Case, register: Callable[..., Any]
) -> None:
    hidden = register("别的门店的事", department=company.east)
    with pytest.raises(NotFound):
        close_case(
            case_id=owned_case.pk,
            outcome="DUP",
            reason="同一件事",
            ending={"duplicate_of": hidden.number},
            by=company.handler,
        )
    assert not CaseLink.objects.exists()


def test_a_regular_end_asks_for_a_finding_of_each_point(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]
) -> None:
    case = bring_to(owned_case, Stage.REVIEW)
    mark_cause_recorded(case_id=case.pk, cause="QA-01", by=company.handler)
    assert case.grievances.exists()
    with pytest.raises(WrongState, match=str(LooseEnd.POINT.label)):
        close_case(case_id=case.pk, outcome="UPH", by=company.handler)
    for point in case.grievances.all():
        judge_point(case_id=case.pk, point_id=point.pk, finding="upheld", reason="属实", by=company.handler)
    assert not close_case(case_id=case.pk, outcome="UPH", by=company.handler).is_open


def test_after_the_window_a_case_is_not_reopened_but_followed_up_by_a_new_one(
    company: Any, owned_case: Case, settings: Any
) -> None:
    close_case(case_id=owned_case.pk, outcome="SUM", reason="当场办好", by=company.handler)
    with pytest.raises(WrongState):
        follow_up_case(case_id=owned_case.pk, text="又坏了", by=company.handler)
    after = clock.now() + timedelta(days=settings.AMENDS_REOPEN_DAYS, minutes=1)
    with clock.at(after):
        with pytest.raises(WrongState):
            reopen_case(case_id=owned_case.pk, reason="又坏了", by=company.handler)
        act = {"case_id": owned_case.pk, "text": "换的锅又冒烟了", "idempotency_key": "k1"}
        case = follow_up_case(**act, by=company.portal)
        assert follow_up_case(**act, by=company.portal) == case
    found = CaseLink.objects.get()
    assert (found.case, found.other, found.kind) == (case, owned_case, LinkKind.FOLLOW_UP)
    assert (case.customer, case.department, case.is_open) == (
        owned_case.customer,
        owned_case.department,
        True,
    )
    owned_case.refresh_from_db()
    assert not owned_case.is_open


def test_an_unknown_outcome_is_refused(company: Any, owned_case: Case) -> None:
    with pytest.raises(Invalid):
        close_case(case_id=owned_case.pk, outcome="FINE", reason="好", by=company.handler)


def test_closing_twice_is_refused_and_closes_once(company: Any, owned_case: Case) -> None:
    first = close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    with pytest.raises(WrongState):
        close_case(case_id=owned_case.pk, outcome="DUP", reason="重复", by=company.handler)
    owned_case.refresh_from_db()
    assert (owned_case.outcome, owned_case.closed_at) == ("WDN", first.closed_at)


def test_a_reopened_case_starts_again_at_the_investigation(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]
) -> None:
    case = bring_to(owned_case, Stage.REVIEW)
    mark_cause_recorded(case_id=case.pk, cause="QA-01", by=company.handler)
    close_case(case_id=case.pk, outcome="UPH", left_open=LEFT, by=company.handler)
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


def test_a_case_that_ended_early_goes_on_where_it_ended(company: Any, owned_case: Case) -> None:
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="顾客说算了", by=company.handler
    )
    case = reopen_case(case_id=owned_case.pk, reason="又来电", by=company.handler)
    assert case.stage == Stage.LISTEN
