"""The composer's kinds, letters on paper, and text blocks, as a handler meets them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import post_reply
from amends.casework.cases.models import Case
from amends.casework.clocks.models import PolicyChange
from amends.casework.knowledge.actions import add_clause, change_clause
from amends.casework.knowledge.actions.clauses import Said
from amends.doors.desk.queries.letter import kind_of_letter
from amends.foundation.kernel import clock
from amends.practice.replies.actions import add_block, save_draft
from amends.practice.replies.choices import ReplyKind
from amends.practice.replies.models import TextBlock


@pytest.fixture
def handler(client: Client, company: Any) -> Client:
    client.force_login(company.handler)
    return client


def at(name: str, case: Case, *more: Any) -> str:
    return reverse(f"desk:{name}", args=[case.number, *more])


@pytest.mark.parametrize("kind", [*ReplyKind.values, "phone"])
def test_every_kind_is_drafted(handler: Client, owned_case: Case, kind: str) -> None:
    text = handler.post(at("suggest", owned_case), {"kind": kind}).json()["text"]
    assert len(text) > 40
    assert "{" not in text


def test_a_letter_speaks_of_what_the_house_s_trade_meets(
    handler: Client, owned_case: Case, company: Any
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(category="quality", kind="complaint")
    owned_case.grievances.all().delete()
    owned_case.messages.update(body="说好三天发货，物流一直没有动，催了也没人理。")
    at_first = handler.post(at("suggest", owned_case), {"kind": "first_response"}).json()["text"]
    PolicyChange.objects.create(
        house={"industries": ["finance"]},
        reason="开户",
        entered_at=clock.now(),
        entered_by=company.administrator,
        decided_by=company.manager,
        decided_at=clock.now(),
        confirmed=True,
    )
    in_a_bank = handler.post(at("suggest", owned_case), {"kind": "first_response"}).json()["text"]
    assert ("查清这一单" in at_first, "查清这一单" in in_a_bank) == (True, False)


def test_a_script_for_a_call_is_never_sent_as_one(handler: Client, owned_case: Case, company: Any) -> None:
    handler.post(
        at("reply", owned_case), {"body": "您好，我来处理，明天12:00前答复您，请直接回复。", "kind": "phone"}
    )
    assert owned_case.replies.get().kind == "first_response"


@pytest.mark.parametrize("stage", ["listen", "confirm"])
def test_whoever_was_written_to_gets_no_first_letter_again(owned_case: Case, stage: str) -> None:
    owned_case.stage, owned_case.first_reply_at = stage, None
    assert kind_of_letter(owned_case) == "first_response"
    owned_case.first_reply_at = clock.now()
    assert kind_of_letter(owned_case) == "holding"


def test_the_chosen_kind_is_checked_and_sent(handler: Client, owned_case: Case) -> None:
    body = "您好，信收到了，有事请直接回复我。"
    codes = [
        one["code"]
        for one in handler.post(at("check", owned_case), {"body": body, "kind": "acknowledgement"}).json()[
            "findings"
        ]
    ]
    assert "no_solution" not in codes
    handler.post(at("reply", owned_case), {"body": body, "kind": "acknowledgement"})
    assert owned_case.replies.get().kind == "acknowledgement"


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_draft_and_sent_letter_on_paper(
    handler: Client, owned_case: Case, company: Any, form: str, begins: bytes
) -> None:
    assert handler.get(at("draft_paper", owned_case, form)).status_code == 422
    save_draft(case_id=owned_case.pk, kind="reply", body="您好：让您久等了。", by=company.handler)
    answer = handler.get(at("draft_paper", owned_case, form))
    assert b"".join(answer.streaming_content).startswith(begins)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    message = post_reply(case_id=owned_case.pk, body="您好：办好了。", by=company.handler)
    answer = handler.get(at("letter_paper", owned_case, message.pk, form))
    assert b"".join(answer.streaming_content).startswith(begins)
    page = handler.get(at("case", owned_case)).content.decode()
    assert at("letter_paper", owned_case, message.pk, form) in page


def test_letters_of_other_teams_and_other_cases_stay_there(
    client: Client, owned_case: Case, company: Any
) -> None:
    message = post_reply(case_id=owned_case.pk, body="您好：办好了。", by=company.handler)
    client.force_login(company.east_handler)
    assert client.get(at("letter_paper", owned_case, message.pk, "pdf")).status_code == 404
    assert client.get(at("offered_blocks", owned_case)).status_code == 404
    client.force_login(company.trainer)
    assert client.get(at("draft_paper", owned_case, "pdf")).status_code == 403
    client.force_login(company.handler)
    received = owned_case.messages.filter(direction="in").first()
    assert received is not None
    assert client.get(at("letter_paper", owned_case, received.pk, "pdf")).status_code == 404
    assert client.get(at("letter_paper", owned_case, message.pk, "exe")).status_code == 404
    assert client.post(at("letter_paper", owned_case, message.pk, "pdf")).status_code == 405


def test_the_customer_has_our_letters_on_paper(client: Client, owned_case: Case, company: Any) -> None:
    message = post_reply(case_id=owned_case.pk, body="您好：办好了。", by=company.handler)
    url = reverse("portal:letter", args=[owned_case.token, message.pk, "docx"])
    assert url in client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    assert b"".join(client.get(url).streaming_content).startswith(b"PK")
    received = owned_case.messages.filter(direction="in").first()
    assert received is not None
    assert (
        client.get(reverse("portal:letter", args=[owned_case.token, received.pk, "pdf"])).status_code == 404
    )
    assert client.get(reverse("portal:letter", args=["not-a-token", message.pk, "pdf"])).status_code == 404


def test_blocks_are_offered_filled_or_say_what_is_missing(
    handler: Client, owned_case: Case, company: Any
) -> None:
    for title, body in (("开头", "我是{owner}，案件{case}。"), ("订单", "您的订单{order}已发出。")):
        add_block(department_id=company.care.pk, language="zh-Hans", title=title, body=body, by=company.lead)
    add_block(
        department_id=company.east.pk, language="zh-Hans", title="别家", body="您好", by=company.east_lead
    )
    blocks = {one["title"]: one for one in handler.get(at("offered_blocks", owned_case)).json()["blocks"]}
    assert set(blocks) == {"开头", "订单"}
    assert blocks["开头"]["text"] == f"我是{company.handler}，案件{owned_case.number}。"
    assert blocks["订单"]["text"] == ""
    assert "订单号" in blocks["订单"]["refused"]


def test_who_writes_from_elsewhere_uses_the_words_of_the_case_s_team(
    client: Client, owned_case: Case, company: Any
) -> None:
    words = {"language": "zh-Hans", "body": "您好"}
    add_block(department_id=company.care.pk, title="案件的团队", by=company.lead, **words)
    add_block(department_id=company.head.pk, title="总部", by=company.manager, **words)
    add_block(department_id=company.east.pk, title="别家", by=company.east_lead, **words)
    client.force_login(company.manager)
    found = client.get(at("offered_blocks", owned_case)).json()["blocks"]
    assert {one["title"] for one in found} == {"案件的团队", "总部"}


def test_the_page_of_blocks_keeps_what_was_typed(client: Client, company: Any) -> None:
    client.force_login(company.lead)
    form = {"form": "new", "department": company.care.pk, "language": "zh-Hans", "title": "开头"}
    answer = client.post(reverse("desk:add_block"), {**form, "body": "{谁}您好"})
    assert answer.status_code == 422
    assert "{谁}您好" in answer.content.decode()
    assert client.post(reverse("desk:add_block"), {**form, "body": "{customer}您好"}).status_code == 302
    page = client.get(reverse("desk:blocks")).content.decode()
    assert "{customer}您好" in page
    client.force_login(company.handler)
    assert client.get(reverse("desk:blocks")).status_code == 403
    assert client.get(reverse("desk:add_block")).status_code == 405
    block = TextBlock.objects.get(retired_at=None)
    client.force_login(company.lead)
    typed = {"form": str(block.pk), "title": "开头", "body": "写了很久的话 {谁}"}
    answer = client.post(reverse("desk:change_block", args=[block.pk]), typed)
    assert answer.status_code == 422
    assert "写了很久的话 {谁}" in answer.content.decode()


def test_what_a_block_rests_on_is_said_on_both_pages_and_never_to_the_customer(
    client: Client, owned_case: Case, company: Any
) -> None:
    said = Said({"zh-Hans": "七天退货"}, {"zh-Hans": "七天内可以退。"}, "门店规定", "P")
    clause = add_clause(code="R7", kind="policy", said=said, by=company.manager)
    body = "七天内可以退。[§R7]"
    add_block(department_id=company.care.pk, language="zh-Hans", title="退货", body=body, by=company.lead)
    client.force_login(company.handler)
    (offered,) = client.get(at("offered_blocks", owned_case)).json()["blocks"]
    assert offered["text"] == "七天内可以退。"
    client.force_login(company.manager)
    assert "七天内可以退。</q>" in client.get(reverse("desk:clause", args=["R7"])).content.decode()
    assert "要复看" not in client.get(reverse("desk:blocks")).content.decode().partition("<tbody>")[2]
    change_clause(clause_id=clause.pk, said=said, why="放宽", by=company.manager)
    for page in (reverse("desk:clause", args=["R7"]), reverse("desk:blocks")):
        assert "要复看</span>" in client.get(page).content.decode()
