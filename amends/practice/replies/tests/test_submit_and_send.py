"""A reply is handed in, may be taken back for a moment, and leaves once."""

from __future__ import annotations

from datetime import datetime

import pytest

from amends.casework.cases.actions import add_customer_message
from amends.casework.cases.choices import Direction
from amends.casework.cases.models import Case, Message
from amends.casework.knowledge import actions as knowledge
from amends.casework.knowledge.models import Quotation
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, TooLarge, WrongState
from amends.foundation.kernel.jobs import run_due
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import save_draft, send_reply, submit_reply, undo_reply
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply, ReplyDraft
from amends.practice.replies.queries import draft_of, replies_standing
from amends.practice.replies.tests.conftest import GOOD, LATER


def sent(case: Case) -> list[str]:
    return list(Message.objects.filter(case=case, direction=Direction.OUT).values_list("body", flat=True))


def test_a_reply_leaves_when_the_time_for_taking_it_back_is_over(case: Case, handler: Member) -> None:
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    assert reply.state == ReplyState.QUEUED
    assert (reply.send_at - clock.now()).total_seconds() == 15
    run_due(reraise=True)
    assert sent(case) == []
    with clock.at(LATER):
        run_due(reraise=True)
    reply.refresh_from_db()
    assert (reply.state, reply.message.body, reply.message.author) == (ReplyState.SENT, GOOD, handler)
    assert sent(case) == [GOOD]
    actions = set(AuditEntry.objects.filter(chain=case.chain).values_list("action", flat=True))
    assert {"reply.submitted", "reply.sent"} <= actions


def test_sending_twice_sends_once(case: Case, handler: Member, house: Member) -> None:
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    with clock.at(LATER):
        send_reply(reply_id=reply.pk, by=house)
        send_reply(reply_id=reply.pk, by=house)
        run_due(reraise=True)
    assert sent(case) == [GOOD]


def test_the_same_click_hands_in_once(case: Case, handler: Member, colleague: Member) -> None:
    first = submit_reply(case_id=case.pk, body=GOOD, idempotency_key="click-1", by=handler)
    again = submit_reply(case_id=case.pk, body=GOOD, idempotency_key="click-1", by=handler)
    assert first == again
    assert Reply.objects.count() == 1
    with pytest.raises(Conflict):
        submit_reply(case_id=case.pk, body=GOOD, idempotency_key="click-1", by=colleague)


def test_a_second_reply_waits_for_the_first(case: Case, handler: Member, colleague: Member) -> None:
    submit_reply(case_id=case.pk, body=GOOD, by=handler)
    with pytest.raises(WrongState):
        submit_reply(case_id=case.pk, body=GOOD, by=colleague)


def test_taking_back_gives_the_words_back(case: Case, handler: Member) -> None:
    save_draft(case_id=case.pk, kind="reply", body=GOOD, by=handler)
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    assert draft_of(case, handler) == ""
    undo_reply(reply_id=reply.pk, by=handler)
    assert draft_of(case, handler) == GOOD
    assert replies_standing(case, handler).under_way is None
    with clock.at(LATER):
        run_due(reraise=True)
    assert sent(case) == []


def test_what_has_left_cannot_be_taken_back(case: Case, handler: Member) -> None:
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    with clock.at(LATER):
        run_due(reraise=True)
        with pytest.raises(WrongState):
            undo_reply(reply_id=reply.pk, by=handler)


def test_newer_words_of_the_customer_stop_the_sending(case: Case, handler: Member, house: Member) -> None:
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    add_customer_message(case_id=case.pk, text="不用退了，已经自己修好了。", by=house)
    with clock.at(LATER):
        run_due(reraise=True)
    reply.refresh_from_db()
    assert reply.state == ReplyState.RETURNED
    assert reply.return_reason
    assert draft_of(case, handler) == GOOD
    assert sent(case) == []


def test_newer_words_are_noticed_already_when_handing_in(case: Case, handler: Member, house: Member) -> None:
    seen = case.latest_inbound_id
    add_customer_message(case_id=case.pk, text="再补充一句。", by=house)
    with pytest.raises(Conflict) as refused:
        submit_reply(case_id=case.pk, body=GOOD, based_on_message_id=seen, by=handler)
    assert refused.value.code == "newer_message"
    assert Reply.objects.count() == 0


def test_an_author_who_lost_the_case_gets_the_reply_back(case: Case, handler: Member) -> None:
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    with clock.at(LATER):
        run_due(reraise=True)
    reply.refresh_from_db()
    assert reply.state == ReplyState.RETURNED
    assert sent(case) == []


@pytest.mark.parametrize(
    "body",
    [
        "您好，再闹我们将追究您的法律责任。",
        "只要您删除差评，我们就给您退款。",
        "证件号 110101199003071234 已核对。",
    ],
)
def test_what_must_not_reach_a_customer_is_refused(case: Case, handler: Member, body: str) -> None:
    with pytest.raises(Invalid) as refused:
        submit_reply(case_id=case.pk, body=body, by=handler)
    assert refused.value.code == "blocked"
    assert not Job.objects.filter(name__contains="replies").exists()


def test_mere_warnings_are_kept_with_the_reply_and_do_not_hold_it_up(case: Case, handler: Member) -> None:
    reply = submit_reply(case_id=case.pk, body="我们会尽快给您答复。", by=handler)
    assert reply.state == ReplyState.QUEUED
    assert "no_time" in {finding["code"] for finding in reply.findings}


@pytest.mark.parametrize("body", ["", " \n\t ", "\x00"])
def test_nothing_cannot_be_sent(case: Case, handler: Member, body: str) -> None:
    with pytest.raises(Invalid):
        submit_reply(case_id=case.pk, body=body, by=handler)


def test_too_much_is_refused(case: Case, handler: Member, settings: object) -> None:
    settings.AMENDS_TEXT_CHARACTERS = 100
    with pytest.raises(TooLarge):
        submit_reply(case_id=case.pk, body="长" * 101, by=handler)


def test_an_unknown_kind_is_refused(case: Case, handler: Member) -> None:
    with pytest.raises(Invalid):
        submit_reply(case_id=case.pk, body=GOOD, kind="poem", by=handler)


def test_the_four_refusals_of_handing_in_and_taking_back(
    case: Case, handler: Member, colleague: Member, stranger: Member, onlooker: Member, lead: Member
) -> None:
    with pytest.raises(NotPermitted):  # wrong role
        submit_reply(case_id=case.pk, body=GOOD, by=onlooker)
    with pytest.raises(NotFound):  # wrong team
        submit_reply(case_id=case.pk, body=GOOD, by=stranger)
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    for other in (colleague, lead):  # wrong person
        with pytest.raises(NotPermitted):
            undo_reply(reply_id=reply.pk, by=other)
    with pytest.raises(NotFound):
        undo_reply(reply_id=reply.pk, by=stranger)
    undo_reply(reply_id=reply.pk, by=handler)
    with pytest.raises(WrongState):  # wrong state
        undo_reply(reply_id=reply.pk, by=handler)


def test_only_the_house_sends(case: Case, handler: Member, lead: Member) -> None:
    reply = submit_reply(case_id=case.pk, body=GOOD, by=handler)
    for person in (handler, lead):
        with pytest.raises(NotPermitted), clock.at(LATER):
            send_reply(reply_id=reply.pk, by=person)


def test_a_draft_survives_owner_change_and_closing(
    case: Case, handler: Member, lead: Member, now: datetime
) -> None:
    save_draft(case_id=case.pk, kind="note", body="待查 ", by=handler)
    save_draft(case_id=case.pk, kind="reply", body="您好", by=handler)
    save_draft(case_id=case.pk, kind="reply", body="您好：", by=handler)
    Case.objects.filter(pk=case.pk).update(owner=lead, phase="closed", closed_at=now)
    assert draft_of(case, handler) == "您好："
    assert draft_of(case, handler, "note") == "待查 "
    assert draft_of(case, lead) == ""
    assert ReplyDraft.objects.count() == 2


def test_the_refusals_of_keeping_a_draft(
    case: Case, onlooker: Member, stranger: Member, handler: Member
) -> None:
    with pytest.raises(NotPermitted):
        save_draft(case_id=case.pk, kind="note", body="x", by=onlooker)
    with pytest.raises(NotFound):
        save_draft(case_id=case.pk, kind="note", body="x", by=stranger)
    with pytest.raises(Invalid):
        save_draft(case_id=case.pk, kind="poem", body="x", by=handler)


def test_words_of_an_article_that_left_with_a_reply_are_noted(
    case: Case, handler: Member, lead: Member
) -> None:
    words = {"title": "怎么退款", "body": f"{GOOD.splitlines()[0]}\n\n没有寄出的话。", "asked": ""}
    draft = knowledge.start_article(
        code="refund", language="zh-Hans", words=words, audience="public", categories=["service"], by=handler
    )
    knowledge.hand_in(version_id=draft.pk, by=handler)
    knowledge.confirm_wording(version_id=draft.pk, by=lead)
    for said in words["body"].split("\n\n"):
        knowledge.quote_article(
            version_id=draft.pk,
            words=said,
            case_id=case.pk,
            number=case.number,
            chain=case.chain,
            category="service",
            by=handler,
        )
    submit_reply(case_id=case.pk, body=GOOD, by=handler)
    run_due(reraise=True)
    assert not Quotation.objects.exclude(sent_at=None).exists()
    with clock.at(LATER):
        run_due(reraise=True)
    went, stayed = Quotation.objects.order_by("pk")
    assert went.sent_at is not None and stayed.sent_at is None
