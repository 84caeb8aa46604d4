"""Answers beside the complaint form: seen, opened, passed by, and never at the cost of a word that was written."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from amends.casework.cases.models import Case
from amends.casework.knowledge import actions
from amends.casework.knowledge.models import Feedback
from conftest import Company
from tests.browser.pages import Customer

QUESTION = "开票抬头写错了能重开吗？\n订单是昨天的。"
HARM = "开票抬头写错了能重开吗？还有，吃了你们的蛋糕我全身红肿，现在在医院。"
ANSWER = "把正确的抬头发给我们"


@pytest.fixture
def early(house: str, company: Company, customer_page: Customer) -> Locator:
    """The place of the answers on the opened form; there is one for invoices among others."""
    topics = {"外卖迟到了": "late", "房间太吵": "room", "烘焙课改期": "baking", "储值卡余额": "card"}
    confirmed(company, "invoice", "发票抬头开错了怎么办", f"{ANSWER}，当天重开。", "billing")
    for title, code in topics.items():
        confirmed(company, code, title, "请联系门店。", "service")
    customer_page.page.goto("/complain/")
    return customer_page.page.locator("[data-early]")


def confirmed(company: Company, code: str, title: str, body: str, category: str) -> None:
    version = actions.start_article(
        code=code,
        language="zh-Hans",
        words={"title": title, "body": body, "asked": "开票抬头写错了能重开吗" if code == "invoice" else ""},
        audience="public",
        categories=[category],
        by=company.lead,
    )
    actions.hand_in(version_id=version.pk, by=company.lead)
    actions.confirm_wording(version_id=version.pk, by=company.quality)


def pause_after(page: Page, words: str) -> int:
    """Somebody writes and pauses; what the house says to it."""
    with page.expect_response("**/complain/answers/") as looked:
        page.locator("#id_text").fill(words)
    return looked.value.status


def test_a_visitor_sees_an_answer_opens_it_goes_on_and_files_every_word(
    early: Locator, customer_page: Customer
) -> None:
    page, text = customer_page.page, customer_page.page.locator("#id_text")
    next_button = page.locator("[data-wizard-next]")
    text.focus()
    before = next_button.bounding_box()
    pause_after(page, QUESTION)
    expect(early.locator("summary")).to_have_count(1)
    expect(page.locator("[data-early-sign]")).not_to_have_text("")
    expect(text).to_be_focused()
    assert next_button.bounding_box() == before
    text.press("Tab")
    expect(next_button).to_be_focused()
    early.locator("summary").click()
    expect(early.locator(".kb-body")).to_contain_text(ANSWER)
    expect(text).to_have_value(QUESTION)
    customer_page.go_on(name="王小美", phone="138 0000 1234")
    expect(early).to_be_hidden()
    number, case = customer_page.send(), Case.objects.get()
    assert (case.number, case.messages.get().body) == (number, QUESTION)


def test_this_answers_it_files_nothing_and_one_press_brings_the_form_back(
    early: Locator, customer_page: Customer
) -> None:
    page = customer_page.page
    pause_after(page, QUESTION)
    early.locator("summary").click()
    with page.expect_response("**/complain/answers/invoice/") as counted:
        early.locator("[data-early-done]").click()
    assert counted.value.status == 204
    end = page.locator("[data-early-end]")
    expect(end.locator("h2")).to_be_focused()
    expect(page.locator("form[data-wizard]")).to_be_hidden()
    assert (Case.objects.exists(), Feedback.objects.get().words) == (False, "")
    end.locator("[data-early-back]").click()
    expect(end).to_be_hidden()
    expect(page.locator("#id_text")).to_be_focused()
    expect(page.locator("#id_text")).to_have_value(QUESTION)


def test_words_of_harm_take_the_answers_away_and_hidden_ones_stay_away(
    early: Locator, customer_page: Customer
) -> None:
    page = customer_page.page
    assert pause_after(page, QUESTION) == 200
    expect(early).to_be_visible()
    assert pause_after(page, HARM) == 204
    expect(early).to_be_hidden()
    assert pause_after(page, QUESTION) == 200
    early.locator("[data-early-hide]").click()
    expect(early).to_be_hidden()
    expect(page.locator("[data-wizard-next]")).to_be_focused()
    expect(page.locator("#id_text")).to_have_value(QUESTION)
