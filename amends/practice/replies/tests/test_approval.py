"""Serious cases and large sums need a second person; nobody approves their own words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from amends.casework.cases.actions import add_customer_message
from amends.casework.cases.models import Case, Message
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.jobs import run_due
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions import delegate
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import (
    approve_reply,
    ensure_may_leave,
    return_reply,
    save_draft,
    submit_reply,
    undo_reply,
)
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply
from amends.practice.replies.permissions import decidable
from amends.practice.replies.queries import draft_of, kept_drafts, replies_standing, replies_waiting_for
from amends.practice.replies.tests.conftest import GOOD, LATER
from amends.practice.replies.text import sums_granted

PAYS = GOOD + "另外退还您 300 元。"


def test_a_grave_case_waits_for_a_second_pair_of_eyes_and_then_leaves(
    grave_case: Case, handler: Member, lead: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    assert (reply.state, reply.send_at) == (ReplyState.AWAITING_APPROVAL, None)
    assert reply.approval_reasons == ["severity:severe", "risk:legal"]
    with clock.at(LATER):
        run_due(reraise=True)
        assert list(replies_waiting_for(lead)) == [reply]
        approve_reply(reply_id=reply.pk, by=lead)
    reply.refresh_from_db()
    assert (reply.state, reply.approved_by) == (ReplyState.QUEUED, lead)
    with clock.at(reply.send_at):
        run_due(reraise=True)
    reply.refresh_from_db()
    assert reply.state == ReplyState.SENT
    assert Message.objects.get(reply=reply).author == handler
    assert AuditEntry.objects.filter(
        chain=grave_case.chain, action="reply.approved", actor_id=lead.pk
    ).exists()


@pytest.mark.parametrize(
    ("severity", "risks", "needed"),
    [
        ("minor", [], False),
        ("moderate", ["repeat", "vulnerable"], False),
        ("severe", [], True),
        ("critical", [], True),
        ("minor", ["legal"], True),
        ("minor", ["media"], True),
        ("minor", ["regulator"], True),
        ("minor", ["safety"], True),
        ("minor", ["violence"], True),
    ],
)
def test_weight_and_risks_decide(
    case: Case, handler: Member, severity: str, risks: list[str], needed: bool
) -> None:
    Case.objects.filter(pk=case.pk).update(severity=severity, risks=risks)
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    assert (reply.state == ReplyState.AWAITING_APPROVAL) is needed


def test_a_sum_above_the_writers_authority_needs_somebody_who_may_grant_it(
    case: Case, handler: Member, lead: Member
) -> None:
    reply = submit_reply(case_id=case.pk, body=PAYS, by=handler)
    assert reply.approval_reasons == ["amount"]
    Member.objects.filter(pk=lead.pk).update(approval_limit=200)
    lead.refresh_from_db()
    with pytest.raises(NotPermitted):
        approve_reply(reply_id=reply.pk, by=lead)
    Member.objects.filter(pk=lead.pk).update(approval_limit=300)
    lead.refresh_from_db()
    assert approve_reply(reply_id=reply.pk, by=lead).state == ReplyState.QUEUED


def test_a_limit_in_one_currency_says_nothing_about_another(
    case: Case, handler: Member, lead: Member
) -> None:
    Member.objects.filter(pk__in=[handler.pk, lead.pk]).update(approval_limit=9000)
    Member.objects.filter(pk=lead.pk).update(role=Role.MANAGER, limits_abroad={"HKD": 300})
    handler.refresh_from_db()
    words = PAYS.replace("300 元", "HK$300")
    assert sums_granted(words) == [(Decimal("300.00"), "HKD")]
    reply = submit_reply(case_id=case.pk, body=words, by=handler)
    assert (reply.approval_reasons, reply.amount, reply.currency) == (["amount"], 300, "HKD")
    assert "over_authority" in {one["code"] for one in reply.findings}
    Member.objects.filter(pk=lead.pk).update(limits_abroad={})
    lead.refresh_from_db()
    with pytest.raises(NotPermitted):
        approve_reply(reply_id=reply.pk, by=lead)


def test_sums_that_are_too_large_only_together_wait_for_whoever_may_grant_them_together(
    case: Case, handler: Member, lead: Member
) -> None:
    Member.objects.filter(pk=handler.pk).update(approval_limit=400)
    Member.objects.filter(pk=lead.pk).update(approval_limit=500)
    handler.refresh_from_db()
    words = GOOD + "另外赔您衣服钱 300 元、清洗费 200 元。"
    reply = submit_reply(case_id=case.pk, body=words, by=handler)
    assert (reply.state, reply.amount) == (ReplyState.AWAITING_APPROVAL, 500)
    Member.objects.filter(pk=lead.pk).update(approval_limit=450)
    lead.refresh_from_db()
    with pytest.raises(NotPermitted):
        approve_reply(reply_id=reply.pk, by=lead)
    Member.objects.filter(pk=lead.pk).update(approval_limit=500)
    lead.refresh_from_db()
    approve_reply(reply_id=reply.pk, by=lead)


def test_a_sum_that_nobody_may_grant_is_refused_at_once_and_the_words_stay(
    case: Case, handler: Member, lead: Member, stranger: Member
) -> None:
    Member.objects.filter(pk=lead.pk).update(approval_limit=1000)
    # Who may grant it but may not know of the case does not help.
    Member.objects.filter(pk=stranger.pk).update(approval_limit=90000)
    words = GOOD + "另外赔偿您 60000 元。"
    save_draft(case_id=case.pk, kind="reply", body=words, by=handler)
    with pytest.raises(Invalid) as refused:
        submit_reply(case_id=case.pk, body=words, by=handler)
    assert refused.value.code == "nobody_may_grant"
    assert "60,000" in str(refused.value.message)
    assert (Reply.objects.count(), draft_of(case, handler)) == (0, words)
    Member.objects.filter(pk=lead.pk).update(role=Role.MANAGER, approval_limit=60000)
    assert submit_reply(case_id=case.pk, body=words, by=handler).state == ReplyState.AWAITING_APPROVAL


def test_nobody_approves_their_own_sum_so_that_somebody_else_has_to_be_able_to(
    grave_case: Case, handler: Member, lead: Member
) -> None:
    with pytest.raises(Invalid) as refused:
        submit_reply(case_id=grave_case.pk, body=PAYS, by=lead)
    assert refused.value.code == "nobody_may_grant"


def test_who_stands_in_for_somebody_with_the_limit_counts(
    case: Case, handler: Member, lead: Member, stranger: Member, colleague: Member
) -> None:
    Member.objects.filter(pk=lead.pk).update(approval_limit=0)
    with pytest.raises(Invalid):
        submit_reply(case_id=case.pk, body=PAYS, by=handler)
    delegate(
        to=colleague,
        starts_at=clock.now(),
        ends_at=clock.now() + timedelta(days=1),
        reason="休假",
        by=stranger,
    )
    reply = submit_reply(case_id=case.pk, body=PAYS, by=handler)
    assert decidable([reply], colleague)
    approve_reply(reply_id=reply.pk, by=colleague)
    reply.refresh_from_db()
    assert (reply.approved_by, reply.approved_for) == (colleague, stranger)


def test_whoever_approves_replies_gives_back_what_is_above_their_limit(
    case: Case, handler: Member, lead: Member, colleague: Member
) -> None:
    reply = submit_reply(case_id=case.pk, body=PAYS, by=handler)
    Member.objects.filter(pk=lead.pk).update(approval_limit=0)
    lead.refresh_from_db()
    assert decidable([reply], lead)
    assert not decidable([reply], colleague)
    assert not decidable([reply], handler)
    return_reply(reply_id=reply.pk, reason="金额请先商量。", by=lead)
    reply.refresh_from_db()
    assert (reply.returned_by, reply.returned_at is not None) == (lead, True)


def test_a_sum_that_was_decided_needs_no_limit_of_whoever_reads_it(
    grave_case: Case, handler: Member, lead: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = [lambda cases: [(case, Decimal(5000), "CNY") for case in cases]]
    monkeypatch.setattr("amends.practice.replies.text._decided", decided)
    reply = submit_reply(case_id=grave_case.pk, body=GOOD + "您选的办法，我们退您 5000 元。", by=handler)
    assert reply.amount is None
    assert approve_reply(reply_id=reply.pk, by=lead).state == ReplyState.QUEUED


def test_what_the_customer_has_overtaken_is_not_approved_but_given_back(
    grave_case: Case, handler: Member, lead: Member, house: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    add_customer_message(case_id=grave_case.pk, text="我又打了电话，还是没人理我。", by=house)
    with pytest.raises(Conflict) as refused:
        approve_reply(reply_id=reply.pk, by=lead)
    assert refused.value.code == "newer_message"
    reply.refresh_from_db()
    assert (reply.state, reply.approved_by) == (ReplyState.AWAITING_APPROVAL, None)
    return_reply(reply_id=reply.pk, reason="请先回复她新的来信。", by=lead)
    assert draft_of(grave_case, handler) == GOOD


def test_a_reply_that_is_stopped_after_it_was_approved_is_told_to_both(
    grave_case: Case, handler: Member, lead: Member, house: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    approve_reply(reply_id=reply.pk, by=lead)
    add_customer_message(case_id=grave_case.pk, text="我又打了电话，还是没人理我。", by=house)
    with clock.at(LATER):
        run_due(reraise=True)
    told = {
        one.member_id: one.data["what"]
        for one in Notice.objects.filter(origin__contains=f"reply:{reply.pk}:")
    }
    assert told[handler.pk] == "reply_stopped"
    assert Notice.objects.get(member=lead, data__what="reply_approved_stopped")
    reply.refresh_from_db()
    assert (reply.state, reply.returned_by) == (ReplyState.RETURNED, house)


def test_the_author_hears_who_gave_it_back(grave_case: Case, handler: Member, lead: Member) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    return_reply(reply_id=reply.pk, reason="请先写调查的进展。", by=lead)
    run_due(reraise=True)
    assert Notice.objects.get(member=handler, data__what="reply_returned").data["by"] == lead.display_name


def test_words_that_come_back_to_a_draft_of_something_else_are_kept_beside_it(
    grave_case: Case, handler: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    save_draft(case_id=grave_case.pk, kind="reply", body="我在写另一封信，还没写完。", by=handler)
    undo_reply(reply_id=reply.pk, by=handler)
    assert draft_of(grave_case, handler) == "我在写另一封信，还没写完。"
    assert [one.body for one in kept_drafts(handler)] == [GOOD]


def test_a_sum_within_the_writers_authority_goes_straight_out(case: Case, handler: Member) -> None:
    Member.objects.filter(pk=handler.pk).update(approval_limit=300)
    handler.refresh_from_db()
    assert submit_reply(case_id=case.pk, body=PAYS, by=handler).state == ReplyState.QUEUED


def test_a_sum_that_the_customer_asks_for_is_granted_by_nobody_who_only_notes_it(
    grave_case: Case, handler: Member, lead: Member
) -> None:
    """Whoever may approve no such sum may approve that it was noted; in other marks it is granted."""
    add_customer_message(case_id=grave_case.pk, text="请退还9000元。", by=handler)
    Member.objects.filter(pk=lead.pk).update(approval_limit=100)
    lead.refresh_from_db()
    noted = GOOD + "您的要求，我照原话记下了：“请退还9000元”。"
    reply = submit_reply(case_id=grave_case.pk, body=noted, by=handler)
    assert reply.amount is None
    approve_reply(reply_id=reply.pk, by=lead)
    undo_reply(reply_id=reply.pk, by=handler)
    with pytest.raises(Invalid, match="8,000"):
        submit_reply(case_id=grave_case.pk, body=GOOD + "我已替您记下：“今天退还您 8000 元”。", by=handler)


def test_giving_back_needs_a_reason_and_returns_the_words(
    grave_case: Case, handler: Member, lead: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    with pytest.raises(Invalid):
        return_reply(reply_id=reply.pk, reason="  ", by=lead)
    return_reply(reply_id=reply.pk, reason="请先写调查的进展。", by=lead)
    reply.refresh_from_db()
    assert (reply.state, draft_of(grave_case, handler)) == (ReplyState.RETURNED, GOOD)
    assert replies_standing(grave_case, handler).returned == reply
    again = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    assert again.pk != reply.pk
    assert replies_standing(grave_case, handler).returned is None


def test_the_four_refusals_of_approving_and_giving_back(
    grave_case: Case, handler: Member, colleague: Member, stranger: Member, lead: Member, onlooker: Member
) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    for wrong_role in (colleague,):
        with pytest.raises(NotPermitted):
            approve_reply(reply_id=reply.pk, by=wrong_role)
        with pytest.raises(NotPermitted):
            return_reply(reply_id=reply.pk, reason="改", by=wrong_role)
    for wrong_team in (stranger, onlooker):
        with pytest.raises(NotFound):
            approve_reply(reply_id=reply.pk, by=wrong_team)
        with pytest.raises(NotFound):
            return_reply(reply_id=reply.pk, reason="改", by=wrong_team)
    approve_reply(reply_id=reply.pk, by=lead)
    with pytest.raises(WrongState):
        approve_reply(reply_id=reply.pk, by=lead)
    with pytest.raises(WrongState):
        return_reply(reply_id=reply.pk, reason="改", by=lead)


def test_a_lead_does_not_approve_what_they_wrote(grave_case: Case, lead: Member) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=lead)
    assert reply.state == ReplyState.AWAITING_APPROVAL
    assert list(replies_waiting_for(lead)) == []
    with pytest.raises(NotPermitted):
        approve_reply(reply_id=reply.pk, by=lead)
    with pytest.raises(NotPermitted):
        return_reply(reply_id=reply.pk, reason="改", by=lead)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.filter(pk=reply.pk).update(approved_by=lead)


def test_the_author_may_take_back_what_waits(grave_case: Case, handler: Member, lead: Member) -> None:
    reply = submit_reply(case_id=grave_case.pk, body=GOOD, by=handler)
    undo_reply(reply_id=reply.pk, by=handler)
    with pytest.raises(WrongState):
        approve_reply(reply_id=reply.pk, by=lead)


def test_words_that_go_out_with_something_else_are_held_to_the_same(
    grave_case: Case, handler: Member, lead: Member
) -> None:
    with pytest.raises(NotPermitted):
        ensure_may_leave(case=grave_case, words=GOOD, kind="solution", by=handler)
    ensure_may_leave(case=grave_case, words=GOOD, kind="solution", by=lead)
    with pytest.raises(Invalid):
        ensure_may_leave(case=grave_case, words="再闹我们将追究您的法律责任。", kind="solution", by=lead)
