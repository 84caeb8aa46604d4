"""What is seen of a reply that waits for a second pair of eyes, by its author and by whoever reads it, and what they can do."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import add_customer_message
from amends.casework.cases.models import Case, Message
from amends.foundation.kernel import clock
from amends.foundation.organisation.actions import delegate
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import approve_reply, return_reply, submit_reply, undo_reply
from amends.practice.replies.models import Reply
from amends.practice.replies.queries import draft_of

QUEUE = "/desk/approvals/"
BODY = "王女士您好，电饭锅冒烟让您受惊了，我们道歉。<b>我们一定彻底解决。</b>"
WHY = "顾客自己这样要求的"
FETCH = {"X-Requested-With": "fetch", "Accept": "application/json"}


def signed_in(member: Any, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(member)
    return client


def at(name: str, case: Case, *more: Any) -> str:
    return reverse(f"desk:{name}", args=[case.number, *more])


def page(member: Any, case: Case) -> str:
    return signed_in(member).get(at("case", case)).content.decode()


@pytest.fixture
def grave(owned_case: Case) -> Case:
    Case.objects.filter(pk=owned_case.pk).update(severity="severe", risks=["legal"], has_risk=True)
    return Case.objects.get(pk=owned_case.pk)


@pytest.fixture
def light(owned_case: Case) -> Case:
    Case.objects.filter(pk=owned_case.pk).update(severity="minor", risks=[], has_risk=False)
    return Case.objects.get(pk=owned_case.pk)


@pytest.fixture
def waiting(company: Any, grave: Case) -> Reply:
    """A reply with a remark that its author kept, and one that is only told."""
    start = BODY.index("我们一定彻底解决")
    kept = {"code": "canned", "severity": "reason", "start": start, "end": start + 8}
    told = {"code": "no_time", "severity": "warn", "start": len(BODY), "end": len(BODY)}
    return Reply.objects.create(
        case=grave,
        author=company.handler,
        kind="first_response",
        body=BODY,
        state="awaiting_approval",
        approval_reasons=["severity:severe", "finding:over_promise", "amount"],
        findings=[
            {**told, "message": "没有写时间", "suggestion": "明天12:00前"},
            {**kept, "message": "套话", "suggestion": "", "kept": WHY},
        ],
        submitted_at=clock.now(),
        based_on_message_id=grave.latest_inbound_id,
    )


def test_whoever_decides_sees_why_it_waits_what_was_remarked_and_what_was_kept(
    company: Any, grave: Case, waiting: Reply
) -> None:
    shown = page(company.lead, grave)
    for words in (
        "Waits because",
        "promises too much",
        "a sum above the writer’s limit",
        "set phrases",
        "我们一定彻底解决",
        "没有写时间",
        "明天12:00前",
        "Kept by the author, because",
        WHY,
        "2 remarks of the check",
    ):
        assert words in shown, words
    assert '<mark class="evidence" tabindex="0" data-labels="canned"' in shown
    assert "<b>我们一定" not in shown
    queue = signed_in(company.lead).get(QUEUE).content.decode()
    for words in ("Waits because", "promises too much", "set phrases", WHY):
        assert words in queue, words


def test_the_author_takes_back_what_waits_and_goes_on_writing(
    company: Any, grave: Case, waiting: Reply
) -> None:
    shown = page(company.handler, grave)
    assert "Your reply waits for a second pair of eyes." in shown
    assert f'action="{at("undo", grave, waiting.pk)}"' in shown
    assert "Take back" not in page(company.lead, grave)
    answer = signed_in(company.handler).post(at("undo", grave, waiting.pk), follow=True)
    assert answer.redirect_chain == [(at("case", grave), 302)]
    text = answer.content.decode()
    assert "Taken back. Nothing was sent" in text
    assert 'data-mode="reply"' in text
    assert draft_of(grave, company.handler) == BODY
    assert "took the reply back" in text


def test_nobody_else_takes_it_back_and_what_left_is_told(company: Any, grave: Case, waiting: Reply) -> None:
    other = signed_in(company.lead).post(at("undo", grave, waiting.pk), follow=True).content.decode()
    assert "Only the author takes a reply back." in other
    assert Reply.objects.get().state == "awaiting_approval"
    assert signed_in(company.handler).post(at("undo", grave, waiting.pk), headers=FETCH).json() == {
        "undone": True
    }


def test_the_reasons_come_back_with_the_words(company: Any, grave: Case, waiting: Reply) -> None:
    return_reply(reply_id=waiting.pk, reason="请写上时间", by=company.lead)
    context = signed_in(company.handler).get(at("case", grave)).context["composer"]
    assert json.loads(context["kept"]) == [{"code": "canned", "words": "我们一定彻底解决", "reason": WHY}]
    assert context["last_reply"] == waiting.pk
    assert json.loads(signed_in(company.lead).get(at("case", grave)).context["composer"]["kept"]) == []


def test_who_gave_it_back_and_when_is_said_to_the_author(company: Any, grave: Case, waiting: Reply) -> None:
    return_reply(reply_id=waiting.pk, reason="请写上时间", by=company.lead)
    shown = page(company.handler, grave)
    assert f"{company.lead.display_name} gave this reply back" in shown
    lines = [
        one
        for one in signed_in(company.handler).get(at("case", grave)).context["timeline"]
        if one.get("timed")
    ]
    assert [one["summary"] for one in lines] == [
        f"{company.handler.display_name} handed in a reply for approval",
        f"{company.lead.display_name} gave the reply back to {company.handler.display_name}",
    ]
    assert "请写上时间" in lines[1]["html"]


def test_that_it_was_approved_is_told_to_members_and_never_to_the_customer(
    company: Any, grave: Case, waiting: Reply
) -> None:
    approve_reply(reply_id=waiting.pk, by=company.lead)
    said = f"{company.lead.display_name} approved the reply of {company.handler.display_name}"
    assert said in page(company.colleague, grave)
    read = Client(headers={"accept-language": "en"}).get(reverse("portal:case", args=[grave.token]))
    assert (read.status_code, "approv" in read.content.decode()) == (200, False)


def test_a_newer_message_stops_the_approval_and_is_shown_to_both(
    company: Any, grave: Case, waiting: Reply
) -> None:
    add_customer_message(case_id=grave.pk, text="我又打了电话，还是没人理我。", by=company.house)
    newer = Message.objects.latest("pk")
    for member in (company.lead, company.handler):
        shown = page(member, grave)
        assert "The customer has written since: " in shown
        assert f'href="#{newer.pk}"' in shown
    lead = signed_in(company.lead)
    ids = [one["id"] for one in lead.get(at("case", grave)).context["timeline"]]
    assert ids.index(f"reply-{waiting.pk}") < ids.index(newer.pk)
    bar = lead.get(at("case", grave)).context["composer"]["bar"]
    assert (bar["approve_url"], bool(bar["return_url"])) == ("", True)
    assert "The customer has written since" in lead.get(QUEUE).content.decode()
    answer = lead.post(at("approve", grave, waiting.pk), follow=True).content.decode()
    assert "give the reply back to be adapted" in answer
    assert Reply.objects.get().state == "awaiting_approval"


def test_a_sum_above_everybody_s_limit_is_refused_and_said(company: Any, owned_case: Case) -> None:
    form = {"body": "王女士您好，赔偿您60000元。", "promises_seen": "1"}
    answer = signed_in(company.handler).post(at("reply", owned_case), form, headers=FETCH)
    assert (answer.status_code, answer.json()["error"]) == (422, "nobody_may_grant")
    assert "Name a smaller sum" in answer.json()["message"]
    assert not Reply.objects.exists()


def test_what_is_above_one_s_limit_can_still_be_given_back(company: Any, owned_case: Case) -> None:
    reply = submit_reply(case_id=owned_case.pk, body="王女士您好，赔偿您800元。", by=company.handler)
    Member.objects.update(approval_limit=Decimal(100))
    bar = signed_in(company.lead).get(at("case", owned_case)).context["composer"]["bar"]
    assert (bar["approve_url"], bar["is_above"]) == ("", True)
    queue = signed_in(company.lead).get(QUEUE).content.decode()
    assert "Above what you may grant: you may give these back" in queue
    signed_in(company.lead).post(at("return", owned_case, reply.pk), {"reason": "先商量金额"})
    reply.refresh_from_db()
    assert (reply.state, reply.returned_by) == ("returned", company.lead)


def test_own_letters_that_wait_stand_among_what_one_asked_for_and_on_the_sheet(
    company: Any, grave: Case, waiting: Reply
) -> None:
    own = signed_in(company.handler).get(QUEUE).content.decode()
    assert "Read or take back" in own
    assert "waits since" in own
    assert f"#reply-{waiting.pk}" in own
    assert "You have asked for nothing" not in own
    sheet = signed_in(company.handler).get(at("case_approvals", grave)).content.decode()
    assert "waits since" in sheet
    assert "Nothing was asked yet." not in sheet
    undo_reply(reply_id=waiting.pk, by=company.handler)
    assert "waits since" not in signed_in(company.handler).get(QUEUE).content.decode()


def test_who_stands_in_reads_in_whose_place_they_decide(company: Any, grave: Case, waiting: Reply) -> None:
    said = f"You decide in the place of {company.lead.display_name}."
    assert said not in page(company.colleague, grave)
    now = clock.now()
    delegate(
        to=company.colleague, starts_at=now, ends_at=now + timedelta(days=1), reason="休假", by=company.lead
    )
    assert said in page(company.colleague, grave)
    approve_reply(reply_id=waiting.pk, by=company.colleague)
    told = f"approved the reply of {company.handler.display_name}, for {company.lead.display_name}"
    assert told in page(company.handler, grave)


@pytest.mark.parametrize(("words", "waits"), [("赔偿您800元。", True), ("赔偿您80元。", False)])
def test_the_check_says_whether_it_would_wait(company: Any, light: Case, words: str, waits: bool) -> None:
    found = signed_in(company.handler).post(at("check", light), {"body": words}, headers=FETCH).json()
    assert found["approval"] is waits
    above = {one["weight"] for one in found["findings"] if one["code"] == "over_authority"}
    assert above == ({"approve"} if waits else set())


def test_promises_are_asked_about_after_what_stands_against_the_reply(company: Any, light: Case) -> None:
    handler = signed_in(company.handler)
    unclear = "王女士您好，\r\n我们会查清原因并回复您。"
    asked = handler.post(at("reply", light), {"body": unclear}, headers=FETCH).json()
    assert asked["approval"] is False
    one = asked["promises"][0]
    # Counted as the page counts them, a line end being one character.
    assert unclear.replace("\r\n", "\n")[one["start"] : one["end"]] == one["words"]
    threat = unclear + "再闹我们将追究您的法律责任。"
    refused = handler.post(at("reply", light), {"body": threat}, headers=FETCH)
    assert (refused.status_code, refused.json()["error"]) == (422, "blocked")
    dear = handler.post(at("reply", light), {"body": unclear + "赔偿您800元。"}, headers=FETCH).json()
    assert dear["approval"] is True
    assert not Reply.objects.exists()
