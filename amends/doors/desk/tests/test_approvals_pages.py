"""Asking on the sheet, deciding in the queue, the matrix by two people, and standing in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases.actions import ask_approval
from amends.casework.cases.models import ApprovalRequest, Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.models import AuthorityRule, Delegation
from amends.foundation.organisation.queries import ceiling_of
from amends.practice.remedies.budget.actions import change_budget, open_budget
from amends.practice.replies.models import Reply
from amends.practice.replies.queries import own_waiting

QUEUE, MATRIX = "/desk/approvals/", "/desk/authority/"


def signed_in(member: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    return client


def page(member: Any, path: str) -> str:
    return signed_in(member).get(path).content.decode()


def sheet(case: Case) -> str:
    return reverse("desk:case_approvals", args=[case.number])


@pytest.fixture
def asked(company: Any, owned_case: Case) -> ApprovalRequest:
    return ask_approval(
        case_id=owned_case.pk,
        power="grant",
        amount=Decimal(800),
        what="等了三周，想给八百",
        by=company.handler,
    )


def test_the_addresses_are_as_people_were_told() -> None:
    assert (reverse("desk:approvals"), reverse("desk:authority")) == (QUEUE, MATRIX)


def test_a_handler_asks_and_a_lead_grants_in_the_queue(company: Any, owned_case: Case) -> None:
    handler, lead = signed_in(company.handler), signed_in(company.lead)
    form = {"power": "grant", "amount": "800", "what": "等了三周，想给八百", "urgent": "on"}
    handler.post(reverse("desk:ask_approval", args=[owned_case.number]), form)
    request = ApprovalRequest.objects.get()
    assert request.asked_of == company.lead
    assert "等了三周" in page(company.lead, QUEUE)
    lead.post(reverse("desk:decide_approval", args=[request.pk]), {"answer": "grant"})
    assert "Granted" in page(company.handler, sheet(owned_case))
    assert "answered after" in page(company.handler, QUEUE)


def test_what_was_answered_or_withdrawn_no_longer_calls_for_an_answer(company: Any, owned_case: Case) -> None:
    handler, lead = signed_in(company.handler), signed_in(company.lead)
    form = {"power": "grant", "amount": "800", "what": "等了三周，想给八百", "urgent": "on"}
    handler.post(reverse("desk:ask_approval", args=[owned_case.number]), form)
    assert "To be decided now" in page(company.handler, sheet(owned_case))
    withdrawn = ApprovalRequest.objects.get()
    handler.post(reverse("desk:withdraw_approval", args=[withdrawn.pk]))
    handler.post(reverse("desk:ask_approval", args=[owned_case.number]), form)
    answered = ApprovalRequest.objects.exclude(pk=withdrawn.pk).get()
    lead.post(reverse("desk:decide_approval", args=[answered.pk]), {"answer": "grant"})
    shown = page(company.handler, sheet(owned_case))
    assert "To be decided now" not in shown
    assert shown.count(f"asked of {company.lead.display_name}") == 1
    assert " · </p>" not in shown


def test_the_list_marks_what_breaks_the_budget(company: Any, asked: ApprovalRequest) -> None:
    said, today = "more than the budget has left", clock.today()
    assert said not in page(company.lead, QUEUE)
    budget = open_budget(
        department_id=company.care.pk,
        currency="CNY",
        starts_on=today,
        ends_on=today + timedelta(days=30),
        amount=Money(Decimal(799)),
        by=company.manager,
    )
    assert said in page(company.lead, QUEUE)
    change_budget(budget_id=budget.pk, by_amount=Money(Decimal(1)), reason="够了", by=company.manager)
    assert said not in page(company.lead, QUEUE)


@pytest.mark.parametrize("name", ["lead", "handler"])
def test_the_page_costs_the_same_however_much_waits(
    company: Any, register: Callable[..., Case], name: str
) -> None:
    reader = company.members[name]

    def wait(count: int) -> None:
        for n in range(count):
            case = register(f"第{n}件：锅坏了，要退款。")
            for author, amount in ((company.handler, 800), (company.lead, 6000)):
                what = {"case": case, "author": author, "state": "awaiting_approval"}
                Reply.objects.create(**what, body=f"赔偿您{90 + n}元。", submitted_at=clock.now())
                ask_approval(case_id=case.pk, power="grant", amount=Decimal(amount), what="再给", by=author)

    def cost() -> int:
        page(reader, QUEUE)
        with CaptureQueriesContext(connection) as seen:
            text = page(reader, QUEUE)
        assert "赔偿您90元" in text
        return len(seen)

    wait(1)
    few = cost()
    wait(4)
    assert cost() == few


def test_of_one_s_own_waiting_letters_the_oldest_are_shown(company: Any, owned_case: Case) -> None:
    what = {"case": owned_case, "author": company.handler, "state": "awaiting_approval"}
    first, _second = (
        Reply.objects.create(**what, body=words, submitted_at=clock.now()) for words in ("一", "二")
    )
    assert own_waiting(company.handler, limit=1) == [first]
    assert len(own_waiting(company.handler)) == 2


def test_a_no_without_a_reason_is_said_and_nothing_happens(company: Any, asked: ApprovalRequest) -> None:
    answer = signed_in(company.lead).post(reverse("desk:decide_approval", args=[asked.pk]), {"answer": "no"})
    assert answer.status_code >= 400
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_what_was_typed_and_refused_stands_there_again(company: Any, owned_case: Case) -> None:
    path = reverse("desk:ask_approval", args=[owned_case.number])
    answer = signed_in(company.handler).post(path, {"power": "grant", "amount": "很多", "what": "别丢了这句"})
    assert answer.status_code == 422
    assert "别丢了这句" in answer.content.decode()


def test_the_queue_shows_only_what_one_may_see_and_decide(company: Any, asked: ApprovalRequest) -> None:
    for who, sees in (("lead", True), ("manager", True), ("east_lead", False), ("colleague", False)):
        assert ("等了三周" in page(company.members[who], QUEUE)) is sees


def test_replies_that_wait_stand_in_the_same_queue(company: Any, owned_case: Case) -> None:
    Reply.objects.create(
        case=owned_case,
        author=company.handler,
        kind="solution",
        body="请看这封信",
        state="awaiting_approval",
        submitted_at=clock.now(),
    )
    assert "请看这封信" in page(company.lead, QUEUE)
    # Who wrote it finds it among what they asked for, with the way to take it back.
    own = page(company.handler, QUEUE)
    assert "No reply waits for you." in own
    assert "Read or take back" in own
    assert "Read or take back" not in page(company.lead, QUEUE)
    assert "请看这封信" not in page(company.east_lead, QUEUE)


def test_who_is_to_stand_in_is_told_and_told_of_its_end(company: Any, run_jobs: Callable[[], int]) -> None:
    today = clock.today()
    form = {"to": company.colleague.username, "starts_on": today, "ends_on": today, "reason": "休假"}
    lead, colleague = signed_in(company.lead), signed_in(company.colleague)
    lead.post(reverse("desk:stand_in"), form)
    run_jobs()
    told = f"You stand in for {company.lead.display_name}, {today} to {today}"
    assert told in page(company.colleague, "/desk/notices/")
    assert told not in page(company.handler, "/desk/notices/")
    notice = Notice.objects.get(member=company.colleague)
    assert colleague.post(reverse("desk:notice", args=[notice.pk])).url == QUEUE
    lead.post(reverse("desk:end_standing_in", args=[Delegation.objects.get().pk]))
    run_jobs()
    assert f"You no longer stand in for {company.lead.display_name}" in page(
        company.colleague, "/desk/notices/"
    )


def test_the_matrix_is_changed_by_two(company: Any) -> None:
    form = {"power": "grant", "role": "handler", "may": "on", "up_to": "60", "reason": "旺季收紧"}
    manager, legal = signed_in(company.manager), signed_in(company.legal)
    manager.post(reverse("desk:set_authority"), form)
    rule = AuthorityRule.objects.get()
    decide = reverse("desk:decide_authority", args=[rule.pk])
    assert manager.post(decide, {"answer": "confirm"}).status_code == 403
    assert ceiling_of(company.handler, "grant") == 500
    legal.post(decide, {"answer": "confirm"})
    assert ceiling_of(company.handler, "grant") == 60
    assert "up to ¥60" in page(company.handler, MATRIX)
    manager.post(reverse("desk:set_authority"), {**form, "currency": "HKD", "up_to": "80"})
    assert "up to HK$80" in page(company.legal, MATRIX)


@pytest.mark.parametrize("who", ["handler", "lead", "quality", "administrator"])
def test_others_only_read_the_matrix(company: Any, who: str) -> None:
    assert signed_in(company.members[who]).post(reverse("desk:set_authority"), {}).status_code == 403
    if who != "administrator":
        assert "Change the matrix" not in page(company.members[who], MATRIX)


def test_standing_in_is_arranged_and_ended(company: Any) -> None:
    lead, today = signed_in(company.lead), clock.today()
    form = {
        "to": "colleague",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=2)).isoformat(),
        "reason": "休假",
    }
    lead.post(reverse("desk:stand_in"), form)
    made = Delegation.objects.get()
    assert company.lead.display_name in page(company.colleague, QUEUE)
    # The last day is told as it was entered, not the midnight after it.
    assert f"{form['starts_on']} – {form['ends_on']}<" in page(company.lead, QUEUE)
    lead.post(reverse("desk:end_standing_in", args=[made.pk]))
    assert Delegation.objects.get().ended_at is not None


@pytest.mark.parametrize(
    "name", ["ask_approval", "decide_approval", "withdraw_approval", "stand_in", "set_authority"]
)
def test_changes_are_not_made_by_looking(company: Any, asked: ApprovalRequest, name: str) -> None:
    values: dict[str, list[Any]] = {"ask_approval": [asked.case.number], "stand_in": [], "set_authority": []}
    path = reverse(f"desk:{name}", args=values.get(name, [asked.pk]))
    assert signed_in(company.manager).get(path).status_code == 405


@pytest.mark.parametrize(("who", "status"), [("east_lead", 404), ("trainer", 403)])
def test_other_teams_and_roles_are_refused(
    company: Any, asked: ApprovalRequest, who: str, status: int
) -> None:
    client = signed_in(company.members[who])
    assert client.get(sheet(asked.case)).status_code == status
    assert (
        client.post(reverse("desk:decide_approval", args=[asked.pk]), {"answer": "grant"}).status_code
        == status
    )


def test_changing_a_cell_begins_with_what_holds_now(company: Any) -> None:
    client = Client()
    client.force_login(company.manager)
    page = client.get(reverse("desk:authority"), {"power": "grant", "role": "lead"})
    assert (page.context["entered"]["up_to"], page.context["entered"]["sensitive_too"]) == ("10000", True)
    assert 'name="sensitive_too" checked' in page.content.decode()
    client.force_login(company.handler)
    assert "?power=grant" not in client.get(reverse("desk:authority")).content.decode()


def test_who_asks_what_nobody_may_decide_is_told(company: Any, owned_case: Case) -> None:
    ask = reverse("desk:ask_approval", args=[owned_case.number])
    form = {"power": "grant", "amount": "700", "what": "等了三周"}
    told = "Nobody above you may decide this sum yet"
    handler = signed_in(company.handler)
    assert told in handler.post(ask, {**form, "currency": "HKD"}, follow=True).content.decode()
    assert told not in signed_in(company.colleague).post(ask, form, follow=True).content.decode()
