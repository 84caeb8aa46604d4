"""A customer writes again, chooses, confirms or disputes, and rates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from amends.casework.cases.actions import close_case, mark_solved
from amends.casework.cases.choices import Direction
from amends.casework.cases.models import Attachment, Case, Message
from amends.doors.portal.pages import status_text, steps
from amends.doors.portal.tests.conftest import upload
from amends.foundation.kernel import clock
from amends.practice.remedies.actions import choose_option, propose_solutions
from amends.practice.remedies.models import Proposal
from amends.practice.remedies.rules import OfferedOption
from amends.practice.surveys.models import Rating


@pytest.fixture
def post(client: Client, owned_case: Case, files: Any) -> Callable[..., Any]:
    def send(page: str, *more: object, **data: Any) -> Any:
        return client.post(reverse(f"portal:{page}", args=[owned_case.token, *more]), data)

    return send


@pytest.fixture
def proposal(company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]) -> Proposal:
    bring_to(owned_case, "propose")
    on = clock.today() + timedelta(days=3)
    options = [OfferedOption(title=title, amount=Decimal(99), due_on=on) for title in ("退款", "换新")]
    return propose_solutions(
        case_id=owned_case.pk, letter="请您选一个。", options=options, by=company.manager
    )


@pytest.fixture
def solved(company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case]) -> Case:
    bring_to(owned_case, "carry_out")
    return mark_solved(case_id=owned_case.pk, what="已退款", by=company.handler)


@pytest.mark.usefixtures("proposal")
def test_when_it_is_the_customers_turn_the_page_does_not_say_that_we_still_work_on_it(
    client: Client, owned_case: Case
) -> None:
    page = client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    assert "都不合适" in page
    assert "我们正在为您准备解决办法。" not in page


def test_a_day_that_passed_before_the_choice_is_not_held_out(
    client: Client, owned_case: Case, proposal: Proposal
) -> None:
    address = reverse("portal:case", args=[owned_case.token])
    assert "另定日期" not in client.get(address).content.decode()
    proposal.options.update(due_on=clock.today() - timedelta(days=1))
    page = client.get(address).content.decode()
    assert page.count("选定后，我们马上另定日期告诉您") == 2
    assert "前完成" not in page


def test_who_chose_after_the_day_had_passed_reads_that_a_new_one_comes_until_we_wrote(
    client: Client, company: Any, owned_case: Case, proposal: Proposal
) -> None:
    address = reverse("portal:case", args=[owned_case.token])
    proposal.options.update(due_on=clock.today() - timedelta(days=1))
    choose_option(case_id=owned_case.pk, option_id=proposal.options.first().pk, by=company.portal)
    assert "原定的日期已经过了，我们马上另定日期告诉您。" in client.get(address).content.decode()
    send_at = clock.now() + timedelta(seconds=1)
    Message.objects.create(
        case=owned_case, direction=Direction.OUT, body="周五前。", author=company.handler, sent_at=send_at
    )
    assert "原定的日期已经过了" not in client.get(address).content.decode()


@pytest.mark.parametrize("page", ["message", "confirm", "rate"])
def test_answers_are_posted(client: Client, owned_case: Case, page: str) -> None:
    assert client.get(reverse(f"portal:{page}", args=[owned_case.token])).status_code == 405


def test_a_message_with_a_picture_arrives_once(
    post: Callable[..., Any], owned_case: Case, photo: bytes
) -> None:
    for _ in range(2):
        answer = post("message", body="还有一张照片", idempotency_key="m-1", files=[upload("b.jpg", photo)])
        assert answer.status_code == 302
    assert owned_case.messages.count() == 2
    assert Attachment.objects.get().message == owned_case.messages.order_by("id").last()


@pytest.mark.parametrize("body", ["", " \x00", "长" * 60_001])
def test_an_unusable_message_is_refused_and_kept_on_the_page(
    post: Callable[..., Any], owned_case: Case, body: str
) -> None:
    answer = post("message", body=body)
    assert answer.status_code == 422
    assert body.strip("\x00 ") in answer.content.decode()
    assert owned_case.messages.count() == 1


def test_a_customer_can_write_to_a_closed_case(
    post: Callable[..., Any], company: Any, owned_case: Case
) -> None:
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    post("message", body="又坏了")
    owned_case.refresh_from_db()
    assert owned_case.unread


def test_choosing_takes_the_case_on(post: Callable[..., Any], owned_case: Case, proposal: Proposal) -> None:
    option = proposal.options.all()[1]
    for _ in range(2):
        assert post("decide", proposal.pk, answer="yes", option=option.pk).status_code == 302
    owned_case.refresh_from_db()
    assert owned_case.stage == "carry_out"
    assert proposal.options.get(chosen=True) == option


def test_none_of_them_is_a_message_and_a_new_round(
    post: Callable[..., Any], owned_case: Case, proposal: Proposal
) -> None:
    for _ in range(2):
        post("decide", proposal.pk, answer="no", reason="太少了，我要全额", idempotency_key="k" * 300)
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.comment) == ("rejected", "太少了，我要全额")
    assert owned_case.messages.filter(body="太少了，我要全额").count() == 1
    owned_case.refresh_from_db()
    with override("zh-hans"):
        assert "另想办法" in status_text(owned_case, proposal)
        current = next(one for one in steps(owned_case, proposal, []) if one["state"] == "current")
        assert current["label"] == "解决方案"


@pytest.mark.parametrize("option", ["", "x", "²", "-1", "9" * 40, "\x00"])
def test_an_option_that_is_none_changes_nothing(
    post: Callable[..., Any], owned_case: Case, proposal: Proposal, option: str
) -> None:
    assert post("decide", proposal.pk, answer="yes", option=option).status_code == 302
    proposal.refresh_from_db()
    assert proposal.is_open


def test_a_proposal_of_another_case_cannot_be_answered(
    client: Client, register: Callable[..., Case], proposal: Proposal
) -> None:
    other = register("另一件")
    for data in ({"answer": "no"}, {"answer": "yes", "option": proposal.options.all()[0].pk}):
        client.post(reverse("portal:decide", args=[other.token, proposal.pk]), data)
    proposal.refresh_from_db()
    assert proposal.is_open


def test_what_is_done_is_not_said_to_be_still_in_hand(
    client: Client,
    post: Callable[..., Any],
    owned_case: Case,
    bring_to: Callable[[Case, str], Case],
    company: Any,
) -> None:
    def page() -> str:
        return client.get(reverse("portal:case", args=[owned_case.token])).content.decode()

    in_hand = "我们正在落实约定的事项。"
    bring_to(owned_case, "carry_out")
    assert in_hand in page()
    mark_solved(case_id=owned_case.pk, what="已退款", by=company.handler)
    assert in_hand not in page()
    post("confirm", answer="yes")
    assert in_hand not in page()
    post("confirm", answer="no", reason="运费没退", idempotency_key="c-1")
    assert in_hand in page()


def test_confirming_and_disputing(post: Callable[..., Any], solved: Case) -> None:
    post("confirm", answer="yes")
    solved.refresh_from_db()
    assert solved.confirmed_at is not None
    post("confirm", answer="no", reason="运费没退", idempotency_key="c-1")
    solved.refresh_from_db()
    assert (solved.solved_at, solved.unread) == (None, True)
    assert Message.objects.filter(case=solved, body="运费没退").count() == 1


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_before_anything_was_done_there_is_nothing_to_confirm(
    client: Client, post: Callable[..., Any], owned_case: Case, answer: str
) -> None:
    assert post("confirm", answer=answer, reason="x").status_code == 302
    owned_case.refresh_from_db()
    assert owned_case.confirmed_at is None
    assert owned_case.messages.count() == 1


@pytest.mark.parametrize(
    ("solved_answer", "treated", "kept"),
    [("5", "4", (5, 4)), ("", "4", None), ("²", "4", None), ("6", "1", None), ("9" * 30, "1", None)],
)
def test_a_rating_is_two_answers_from_one_to_five(
    post: Callable[..., Any], solved: Case, solved_answer: str, treated: str, kept: tuple[int, int] | None
) -> None:
    assert post("rate", solved=solved_answer, treated=treated, comment="好" * 5000).status_code == 302
    rating = Rating.objects.filter(case=solved).first()
    assert ((rating.solved, rating.treated) if rating else None) == kept


def test_a_refused_answer_is_explained_on_the_case_page(
    client: Client, post: Callable[..., Any], owned_case: Case
) -> None:
    client.cookies["django_language"] = "en"
    post("rate", solved="5", treated="5")
    page = client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    assert "once the matter is solved" in page
