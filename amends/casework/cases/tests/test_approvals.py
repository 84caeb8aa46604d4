"""Asking upwards: who decides, in whose name, by when, and what a granted request carries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.actions import (
    advance_stage,
    ask_approval,
    close_case,
    decide_approval,
    mark_concerned,
    restrict_case,
    withdraw_approval,
)
from amends.casework.cases.actions.approvals import ensure_authority, pass_on_late
from amends.casework.cases.models import ApprovalRequest, Case, StaffConcerned
from amends.casework.cases.queries.approvals import decider, waiting_approvals
from amends.casework.cases.rules.approvals import approval_due, is_grave, is_sensitive
from amends.foundation.audit.queries import entries_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions import decide_rule, delegate, enter_absence, enter_rule


def ask(case: Case, by: Any, **fields: Any) -> ApprovalRequest:
    values: dict[str, Any] = {"power": "grant", "amount": Decimal(800), "what": "顾客等了三周，给 800 元"}
    return ask_approval(case_id=case.pk, by=by, **{**values, **fields})


def set_rule(company: Any, power: str, role: str, *, may: bool) -> None:
    rule = enter_rule(
        power=power,
        role=role,
        may=may,
        up_to=None,
        sensitive_too=may,
        valid_from=None,
        reason="试点",
        by=company.manager,
    )
    decide_rule(rule_id=rule.pk, confirm=True, by=company.legal)


@pytest.mark.parametrize(
    ("restricted", "risks", "expected"),
    [(False, [], False), (True, [], True), (False, ["legal"], True), (False, ["media"], False)],
)
def test_what_makes_a_case_sensitive(restricted: bool, risks: list[str], expected: bool) -> None:
    assert is_sensitive(restricted=restricted, risks=risks) is expected


def test_a_fast_question_has_less_time() -> None:
    now = clock.now()
    assert approval_due(now, urgent=True) < approval_due(now, urgent=False)
    assert [is_grave(one) for one in ("", "minor", "moderate", "severe", "critical")] == [False] * 3 + [
        True
    ] * 2


def test_what_is_granted_carries_one_act(company: Any, owned_case: Case) -> None:
    request = ask(owned_case, company.handler)
    decide_approval(request_id=request.pk, grant=True, reason="同意", by=company.lead)
    ensure_authority(owned_case, "grant", by=company.handler, amount=Decimal(700))
    assert ApprovalRequest.objects.get().state == "used"
    with pytest.raises(NotPermitted) as refusal:
        ensure_authority(owned_case, "grant", by=company.handler, amount=Decimal(700))
    assert refusal.value.code == "needs_approval"


def test_it_carries_no_larger_sum_no_other_case_and_nobody_else(
    company: Any, owned_case: Case, register: Callable[..., Any]
) -> None:
    request = ask(owned_case, company.handler)
    decide_approval(request_id=request.pk, grant=True, by=company.lead)
    other = register("另一件")
    for case, by, amount in (
        (owned_case, company.handler, 801),
        (other, company.handler, 700),
        (owned_case, company.colleague, 700),
    ):
        with pytest.raises(NotPermitted):
            ensure_authority(case, "grant", by=by, amount=Decimal(amount))
    with pytest.raises(NotPermitted):
        ensure_authority(owned_case, "grant", by=company.handler, amount=Decimal(700), currency="HKD")


def test_another_currency_is_decided_by_who_has_a_limit_in_it(company: Any, owned_case: Case) -> None:
    grant: dict[str, Any] = {"by": company.handler, "amount": Decimal(100), "currency": "HKD"}
    with pytest.raises(NotPermitted):
        ensure_authority(owned_case, "grant", **grant)
    request = ask(owned_case, company.handler, amount=Decimal(100), currency="hkd")
    with pytest.raises(NotPermitted):
        decide_approval(request_id=request.pk, grant=True, by=company.manager)
    company.manager.limits_abroad = {"HKD": "100.00"}
    company.manager.save()
    decide_approval(request_id=request.pk, grant=True, by=company.manager)
    ensure_authority(owned_case, "grant", **grant)
    entry = entries_of(owned_case.chain).last()
    assert entry is not None
    assert entry.data["amount"] == "100.00 HKD"


def test_nobody_decides_what_they_asked_nor_does_who_stands_in_for_them(
    company: Any, owned_case: Case
) -> None:
    company.lead.approval_limit = Decimal(100)
    company.lead.save()
    request = ask(owned_case, company.lead)
    now = clock.now()
    delegate(
        to=company.colleague, starts_at=now, ends_at=now + timedelta(days=1), reason="休假", by=company.lead
    )
    for by in (company.lead, company.colleague):
        with pytest.raises(NotPermitted):
            decide_approval(request_id=request.pk, grant=True, by=by)


def test_who_stands_in_decides_for_the_other_and_both_names_are_kept(company: Any, owned_case: Case) -> None:
    request = ask(owned_case, company.handler)
    now = clock.now()
    delegate(
        to=company.colleague, starts_at=now, ends_at=now + timedelta(days=1), reason="休假", by=company.lead
    )
    decided = decide_approval(request_id=request.pk, grant=True, by=company.colleague)
    assert (decided.decided_by, decided.decided_for) == (company.colleague, company.lead)
    entry = entries_of(owned_case.chain).last()
    assert entry is not None
    assert entry.data["decided_for"] == company.lead.display_name


def test_a_no_needs_a_reason_and_carries_nothing(company: Any, owned_case: Case) -> None:
    request = ask(owned_case, company.handler)
    with pytest.raises(Invalid):
        decide_approval(request_id=request.pk, grant=False, by=company.lead)
    decide_approval(request_id=request.pk, grant=False, reason="超出比例", by=company.lead)
    with pytest.raises(WrongState):
        decide_approval(request_id=request.pk, grant=True, by=company.manager)
    with pytest.raises(NotPermitted):
        ensure_authority(owned_case, "grant", by=company.handler, amount=Decimal(700))


def test_who_has_too_little_authority_is_told_so(company: Any, owned_case: Case) -> None:
    request = ask(owned_case, company.handler, amount=Decimal(9000))
    with pytest.raises(NotPermitted):
        decide_approval(request_id=request.pk, grant=True, by=company.lead)


@pytest.mark.parametrize("who", ["east_lead", "east_handler"])
def test_another_team_is_told_that_there_is_no_such_request(company: Any, owned_case: Case, who: str) -> None:
    request = ask(owned_case, company.handler)
    with pytest.raises(NotFound):
        decide_approval(request_id=request.pk, grant=True, by=company.members[who])
    assert waiting_approvals(company.members[who]) == []
    assert waiting_approvals(company.lead) == [request]


def test_whom_the_complaint_is_about_does_not_decide(company: Any, owned_case: Case) -> None:
    request = ask(owned_case, company.handler)
    mark_concerned(case_id=owned_case.pk, member=company.lead, reason="录音", by=company.handler)
    with pytest.raises(NotFound):
        decide_approval(request_id=request.pk, grant=True, by=company.lead)


def test_one_asks_only_for_what_one_may_not_decide_once_and_in_an_open_case(
    company: Any, owned_case: Case
) -> None:
    with pytest.raises(WrongState):
        ask(owned_case, company.handler, amount=Decimal(10))
    for wrong in ({"amount": None}, {"amount": Decimal(-1)}, {"power": "approve_reply"}, {"what": " "}):
        with pytest.raises(Invalid):
            ask(owned_case, company.handler, **wrong)
    ask(owned_case, company.handler)
    with pytest.raises(WrongState):
        ask(owned_case, company.handler)
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.manager
    )
    with pytest.raises(WrongState):
        ask(owned_case, company.handler, power="skip_stage", amount=None)


def test_only_who_asked_withdraws_it(company: Any, owned_case: Case) -> None:
    request = ask(owned_case, company.handler)
    with pytest.raises(NotPermitted):
        withdraw_approval(request_id=request.pk, by=company.lead)
    withdraw_approval(request_id=request.pk, by=company.handler)
    with pytest.raises(WrongState):
        decide_approval(request_id=request.pk, grant=True, by=company.lead)


@pytest.mark.parametrize("who", ["trainer", "administrator"])
def test_who_does_not_work_on_cases_neither_asks_nor_decides(
    company: Any, owned_case: Case, who: str
) -> None:
    with pytest.raises(NotPermitted):
        ask(owned_case, company.members[who])
    request = ask(owned_case, company.handler)
    with pytest.raises(NotFound):
        decide_approval(request_id=request.pk, grant=True, by=company.members[who])


def test_the_fast_channel_asks_the_next_present_person_who_may_decide(company: Any, owned_case: Case) -> None:
    company.handler.line_manager = company.quality
    company.handler.save()
    company.lead.presence = "away"
    company.lead.save()
    request = ask(owned_case, company.handler, urgent=True)
    assert request.asked_of == company.quality
    assert request.due_at - request.asked_at == timedelta(minutes=15)


def test_unanswered_in_time_it_goes_up_the_line_and_stays_with_the_last(
    company: Any, owned_case: Case
) -> None:
    request = ask(owned_case, company.handler, urgent=True)
    assert request.asked_of == company.lead
    pass_on_late()
    request.refresh_from_db()
    assert request.asked_of == company.lead
    for minutes in (15, 31, 50):
        with clock.at(request.asked_at + timedelta(minutes=minutes)):
            pass_on_late()
    request.refresh_from_db()
    assert (request.asked_of, request.passed_on) == (company.manager, [company.lead.pk])
    assert decider(request, company.lead) == company.lead


def test_the_fast_channel_asks_who_stands_in_for_somebody_away(company: Any, owned_case: Case) -> None:
    now = clock.now()
    until = now + timedelta(days=1)
    enter_absence(member=company.lead, starts_at=now, ends_at=until, deputy=None, by=company.lead)
    delegate(to=company.colleague, starts_at=now, ends_at=until, reason="开会", by=company.lead)
    request = ask(owned_case, company.handler, urgent=True)
    assert request.asked_of == company.colleague
    decided = decide_approval(request_id=request.pk, grant=True, by=company.colleague)
    assert decided.decided_for == company.lead


def test_an_ordinary_question_is_told_to_who_may_decide_and_goes_up_when_its_time_is_over(
    company: Any, owned_case: Case, run_jobs: Callable[[], int]
) -> None:
    company.manager.approval_limit = Decimal(20000)
    company.manager.save()
    request = ask(owned_case, company.handler, amount=company.lead.approval_limit + 1)
    run_jobs()
    told = Notice.objects.filter(kind="approval").values_list("member", flat=True)
    assert list(told) == [company.manager.pk]
    small = ask(owned_case, company.colleague)
    with clock.at(small.due_at):
        pass_on_late()
    request.refresh_from_db()
    small.refresh_from_db()
    assert (request.asked_of, small.asked_of) == (company.manager, company.lead)
    assert request.due_at > small.asked_at + timedelta(hours=15)


def test_with_the_case_end_the_questions_and_what_was_granted_and_not_used(
    company: Any, owned_case: Case
) -> None:
    waits, answered = ask(owned_case, company.handler), ask(owned_case, company.colleague)
    decide_approval(request_id=answered.pk, grant=True, by=company.lead)
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="顾客撤诉", by=company.handler
    )
    waits.refresh_from_db()
    answered.refresh_from_db()
    assert waits.state == answered.state == "lapsed"
    with pytest.raises(WrongState):
        decide_approval(request_id=waits.pk, grant=True, by=company.lead)


def test_closing_a_severe_case_takes_the_authority_that_the_house_set(company: Any, owned_case: Case) -> None:
    Case.objects.filter(pk=owned_case.pk).update(severity="critical")
    set_rule(company, "close_severe", "handler", may=False)
    act: dict[str, Any] = {
        "case_id": owned_case.pk,
        "outcome": "WDN",
        "reason": "撤诉",
        "ending": {"how": "phone"},
        "by": company.handler,
    }
    with pytest.raises(NotPermitted):
        close_case(**act)
    request = ask(owned_case, company.handler, power="close_severe", amount=None)
    decide_approval(request_id=request.pk, grant=True, by=company.lead)
    assert not close_case(**act).is_open
    assert ApprovalRequest.objects.get().state == "used"


def test_skipping_a_stage_takes_the_authority_that_the_house_set(company: Any, owned_case: Case) -> None:
    set_rule(company, "skip_stage", "handler", may=False)
    with pytest.raises(NotPermitted):
        advance_stage(case_id=owned_case.pk, skip_reason="急", by=company.handler)
    assert advance_stage(case_id=owned_case.pk, record="要点", by=company.handler).stage == "confirm"
    assert advance_stage(case_id=owned_case.pk, skip_reason="急", by=company.lead).stage == "investigate"


def test_a_restricted_case_takes_more_authority_than_a_handler_has(company: Any, owned_case: Case) -> None:
    restrict_case(case_id=owned_case.pk, reason="涉及同事", by=company.legal)
    case = Case.objects.get(pk=owned_case.pk)
    with pytest.raises(NotPermitted):
        ensure_authority(case, "grant", by=company.handler, amount=Decimal(10))
    ensure_authority(case, "grant", by=company.legal, amount=Decimal(10))


def test_the_authority_of_whoever_the_complaint_is_about_is_not_used_in_it(
    company: Any, owned_case: Case
) -> None:
    now = clock.now()
    delegate(
        to=company.colleague, starts_at=now, ends_at=now + timedelta(days=1), reason="休假", by=company.lead
    )
    request = ask(owned_case, company.handler)
    assert decider(request, company.colleague) == company.lead
    StaffConcerned.objects.create(
        case=owned_case,
        member=company.lead,
        state="proposed",
        source="person",
        by=company.handler,
        named_at=now,
    )
    assert decider(request, company.colleague) is None
    assert decider(request, company.lead) is None
    assert decider(request, company.manager) == company.manager
