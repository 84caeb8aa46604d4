"""At least two options are put before a customer, dated and within authority."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from amends.casework.cases.actions import close_case
from amends.casework.cases.choices import MessageKind
from amends.casework.cases.models import Case, Message, Promise
from amends.casework.clocks.queries import running
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.practice.remedies.actions import explain, reject_proposal
from amends.practice.remedies.models import Proposal
from amends.practice.remedies.queries import latest_proposal, proposals_of
from amends.practice.remedies.tests.conftest import options

Propose = Callable[..., Proposal]


def test_the_letter_and_the_options_stand_before_the_customer(ready: Case, propose: Propose) -> None:
    proposal = propose()
    assert proposal.message.kind == MessageKind.PROPOSAL
    assert [option.title for option in proposal.options.all()] == ["退款", "换新"]
    assert (proposal.round, proposal.is_open) == (1, True)
    assert latest_proposal(ready) == proposal


def test_both_running_clocks_stop(ready: Case, propose: Propose, run_jobs: Callable[[], int]) -> None:
    run_jobs()
    propose()
    run_jobs()
    assert not running(ready.pk).exists()


def test_the_same_key_twice_is_offered_once(propose: Propose) -> None:
    key = "k" * 200
    assert propose(idempotency_key=key) == propose(idempotency_key=key)
    assert Proposal.objects.count() == 1
    assert Message.objects.filter(kind=MessageKind.PROPOSAL).count() == 1


def test_while_the_customer_thinks_no_second_round_is_offered(propose: Propose) -> None:
    propose()
    with pytest.raises(WrongState):
        propose()


def test_after_a_rejection_a_second_round_follows(company: Any, ready: Case, propose: Propose) -> None:
    first = propose()
    reject_proposal(case_id=ready.pk, proposal_id=first.pk, comment="太少", by=company.portal)
    second = propose(options=options("全额退款", "换新并补偿"))
    assert [proposal.round for proposal in proposals_of(ready)] == [1, 2]
    assert latest_proposal(ready) == second


@pytest.mark.parametrize(
    ("who", "refusal"), [("trainer", NotPermitted), ("administrator", NotPermitted), ("east_lead", NotFound)]
)
def test_the_wrong_role_and_the_wrong_team_are_refused(
    company: Any, propose: Propose, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        propose(by=company.members[who])
    assert not Proposal.objects.exists()


def test_it_is_refused_in_another_stage_and_in_a_closed_case(
    company: Any, owned_case: Case, ready: Case, propose: Propose
) -> None:
    Case.objects.filter(pk=ready.pk).update(stage="investigate")
    with pytest.raises(WrongState):
        propose()
    Case.objects.filter(pk=ready.pk).update(stage="propose")
    close_case(case_id=ready.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler)
    with pytest.raises(WrongState):
        propose()


def test_who_looked_at_an_old_state_is_told(ready: Case, propose: Propose) -> None:
    with pytest.raises(Conflict):
        propose(version=ready.version - 1)


def test_more_than_ones_authority_is_refused_and_nothing_is_sent(company: Any, propose: Propose) -> None:
    messages = Message.objects.count()
    with pytest.raises(Invalid) as refusal:
        propose(options=options(amount=501), by=company.handler)
    assert refusal.value.field == "options"
    with pytest.raises(Invalid):
        propose(options=options(amount=5001))
    assert Message.objects.count() == messages


@pytest.mark.parametrize(
    "code",
    ["too_few", "too_many", "no_title", "no_date", "date_past", "negative", "over_authority", "same_twice"],
)
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_problem_is_explained_in_the_readers_language(code: str, language: str) -> None:
    with translation.override("en"):
        english = explain(code, 1)
    with translation.override(language):
        assert (explain(code, 1) == english) == (language == "en")


@pytest.mark.parametrize("letter", ["", " \x00"])
def test_options_without_a_letter_are_refused(propose: Propose, letter: str) -> None:
    with pytest.raises(Invalid):
        propose(letter=letter)
    assert not Proposal.objects.exists()


def test_what_cannot_be_stored_is_taken_out_of_the_options(propose: Propose) -> None:
    proposal = propose(options=options("退\x00款", "换\u202e新"))
    assert [option.title for option in proposal.options.all()] == ["退款", "换新"]


def test_it_is_on_record(ready: Case, propose: Propose) -> None:
    propose()
    assert AuditEntry.objects.filter(chain=ready.chain, action="solution.proposed").count() == 1


def test_a_dated_promise_in_the_letter_waits_to_be_confirmed(ready: Case, propose: Propose) -> None:
    propose(letter="请您选一个。12月1日18:00前我给您打电话，告诉您安排。")
    (found,) = Promise.objects.filter(case=ready)
    assert "打电话" in found.text
    assert found.due_at is not None


def test_turned_down_what_the_letter_promised_of_the_options_falls_away_and_the_call_stays(
    company: Any, ready: Case, propose: Propose
) -> None:
    proposal = propose(
        letter="请您选一个。三个工作日内我为您全额退款。12月1日18:00前我给您打电话，告诉您进展。"
    )
    call, refund = sorted(Promise.objects.filter(case=ready), key=lambda one: "退款" in one.text)
    with translation.override("en"):
        reject_proposal(case_id=ready.pk, proposal_id=proposal.pk, comment="都不要", by=company.portal)
    call.refresh_from_db()
    refund.refresh_from_db()
    assert (call.state, refund.state) == ("to_confirm", "struck")
    assert "第 1 轮" in refund.reason and refund.ended_by == company.house
    assert AuditEntry.objects.filter(chain=ready.chain, action="promise.struck").count() == 1


def test_what_was_late_before_the_answer_stays_owed(company: Any, ready: Case, propose: Propose) -> None:
    proposal = propose(letter="请您选一个。三个工作日内我为您全额退款。")
    (refund,) = Promise.objects.filter(case=ready)
    with clock.at(refund.due_at + timedelta(hours=1)):
        reject_proposal(case_id=ready.pk, proposal_id=proposal.pk, comment="太晚", by=company.portal)
    refund.refresh_from_db()
    assert refund.state == "to_confirm"
