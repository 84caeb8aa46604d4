"""The form for options: filled when it is opened, also after the connection was lost, and never over what somebody typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from amends.casework.cases.models import Case
from conftest import Company
from tests.browser.pages import Desk

TYPED = "全额退款并书面道歉"


@pytest.fixture
def form(
    house: str,
    desk_of: Callable[..., Desk],
    owned_case: Case,
    bring_to: Callable[[Case, str], Case],
    company: Company,
) -> Locator:
    """The page of a case for which options come next, the form still closed."""
    desk = desk_of(company.manager.username)
    desk.open(bring_to(owned_case, "propose").number)
    return desk.page.locator("#action-propose")


def open_(form: Locator) -> None:
    button = form.page.locator("[data-open='action-propose']")
    if not button.first.is_visible():
        form.page.locator(".talk-actions details.menu summary").click()
    button.locator("visible=true").first.click()
    expect(form.locator("[name=letter]")).to_be_visible()


def come_back(page: Page) -> None:
    page.context.set_offline(False)
    page.wait_for_function("navigator.onLine")


def test_without_a_connection_the_form_is_empty_and_is_filled_once_it_is_back(form: Locator) -> None:
    page = form.page
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/propose/drafts")):
        page.context.set_offline(True)
        open_(form)
    expect(form.locator("[name=title]")).to_have_count(2)
    expect(form.locator("[name=title]").first).to_have_value("")
    with page.expect_response("**/propose/drafts"):
        come_back(page)
    expect(form.locator("[name=title]").first).not_to_have_value("")
    expect(form.locator("[name=letter]")).not_to_have_value("")
    options = form.locator("fieldset.option-form").count()
    form.locator("[data-add-option]").click()
    expect(form.locator("fieldset.option-form")).to_have_count(options + 1)
    expect(form.locator("[name=title]").last).to_have_value("")


def test_what_was_typed_without_a_connection_stays(form: Locator) -> None:
    page = form.page
    page.context.set_offline(True)
    open_(form)
    form.locator("[name=title]").first.fill(TYPED)
    come_back(page)
    form.locator("[data-close]").first.click()
    open_(form)
    expect(form.locator("[name=title]").first).to_have_value(TYPED)
    expect(form.locator("[name=title]").last).to_have_value("")


def test_the_letter_takes_over_the_rewritten_line_of_an_option_and_nothing_else(form: Locator) -> None:
    with form.page.expect_response("**/propose/drafts"):
        open_(form)
    title, letter = form.locator("[name=title]").first, form.locator("[name=letter]")
    expect(title).not_to_have_value("")
    line, before = title.input_value().rstrip("。.；; "), letter.input_value()
    assert line in before
    for words in (TYPED, "$& 退 ¥60"):
        title.fill(f"{words}。")
        title.blur()
        expect(letter).to_have_value(before.replace(line, words, 1))
