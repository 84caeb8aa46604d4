"""What somebody writes is never lost, never sent by accident, and never sent twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from amends.casework.cases.models import Case, Note
from amends.practice.replies.models import Reply
from conftest import Company
from tests.browser.conftest import PASSWORD
from tests.browser.pages import Customer, Desk

WORDS = "您好，我已经收到您的投诉，明天上午十点前打电话给您。负责人：林知夏。"


@pytest.fixture
def at_the_case(house: str, desk_of: Callable[..., Desk], owned_case: Case, company: Company) -> Desk:
    desk = desk_of(company.handler.username)
    desk.open(owned_case.number)
    return desk


def compose(page: Page, letters: str) -> None:
    """Letters that an input method holds and has not yet turned into characters."""
    session = page.context.new_cdp_session(page)
    place = len(letters)
    session.send("Input.imeSetComposition", {"text": letters, "selectionStart": place, "selectionEnd": place})


def counted(page: Page, ending: str) -> list[str]:
    """Every request to an address from now on."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if request.url.endswith(ending) else None)
    return seen


def test_an_ended_session_costs_no_word(at_the_case: Desk, owned_case: Case, company: Company) -> None:
    desk, page = at_the_case, at_the_case.page
    desk.write_reply(WORDS)
    Session.objects.all().delete()
    desk.send_button.click()
    rescue = page.locator(".rescue")
    expect(rescue).to_be_visible()
    expect(desk.text).to_have_value(WORDS)
    with page.context.expect_page() as other:
        rescue.locator("a").click()
    Desk(other.value).sign_in(company.handler.username, PASSWORD)
    with page.expect_response("**/reply") as answer:
        rescue.locator("button").click()
    assert answer.value.ok
    expect(page.locator(".turn-reply").last).to_contain_text("明天上午十点前")
    assert Reply.objects.filter(case=owned_case, body=WORDS).count() == 1


def test_a_closed_browser_costs_no_word(at_the_case: Desk, owned_case: Case) -> None:
    at_the_case.write_reply(WORDS)
    expect(at_the_case.page.locator("[data-saved] svg")).to_be_visible()
    at_the_case.page.goto("/desk/")
    at_the_case.open(owned_case.number)
    at_the_case.page.locator("[data-mode-choice=reply]").click()
    expect(at_the_case.text).to_have_value(WORDS)


@pytest.mark.parametrize("keys", ["Enter", "Control+Enter"])
def test_enter_sends_nothing_while_an_input_method_composes(
    at_the_case: Desk, owned_case: Case, keys: str
) -> None:
    desk, page = at_the_case, at_the_case.page
    sent = counted(page, "/note")
    desk.text.focus()
    compose(page, "nihao")
    page.keyboard.press(keys)
    page.context.new_cdp_session(page).send("Input.insertText", {"text": "你好"})
    desk.text.fill("你好")
    with page.expect_response("**/note"):
        page.keyboard.press("Control+Enter")
    expect(page.locator(".turn-note").last).to_contain_text("你好")
    assert len(sent) == 1
    assert Note.objects.filter(case=owned_case, body="你好").count() == 1


def test_enter_alone_is_a_new_line(at_the_case: Desk) -> None:
    sent = counted(at_the_case.page, "/note")
    at_the_case.text.focus()
    at_the_case.page.keyboard.type("一")
    at_the_case.page.keyboard.press("Enter")
    at_the_case.page.keyboard.type("二")
    expect(at_the_case.text).to_have_value("一\n二")
    assert sent == []


def test_a_question_is_not_answered_while_an_input_method_composes(customer_page: Customer) -> None:
    page = customer_page.page
    page.goto("/complain/")
    page.locator("#id_text").fill("蛋糕塌了，没有人接电话。")
    for _question in range(4):
        customer_page.next()
    page.locator("#id_name").focus()
    compose(page, "wang")
    page.keyboard.press("Enter")
    expect(page.locator("#id_name")).to_be_visible()
    expect(page.locator("[data-review]")).to_be_hidden()


def test_a_double_click_sends_one_reply(at_the_case: Desk, owned_case: Case) -> None:
    desk, page = at_the_case, at_the_case.page
    desk.write_reply(WORDS)
    with page.expect_response("**/reply"):
        desk.send_button.dblclick()
    expect(desk.text).to_have_value("")
    expect(page.locator(".turn-reply", has_text="明天上午十点前")).to_have_count(1)
    assert Reply.objects.filter(case=owned_case, body=WORDS).count() == 1


def test_a_double_tap_files_one_complaint(customer_page: Customer, company: Company) -> None:
    customer_page.write("蛋糕塌了，没有人接电话，请退款。", name="王小美", phone="13800001234")
    customer_page.page.locator("[data-wizard-next]").dblclick()
    assert customer_page.number()
    assert Case.objects.count() == 1


def test_a_lost_connection_costs_no_word(customer_page: Customer, company: Company) -> None:
    page = customer_page.page
    customer_page.write("蛋糕塌了，没有人接电话，请退款。", name="王小美", phone="13800001234")
    page.context.set_offline(True)
    customer_page.next()
    expect(page.locator("[data-offline-sign]")).to_be_visible()
    page.context.set_offline(False)
    assert customer_page.send()
    assert Case.objects.count() == 1
