"""Two people in one case: who is named hears of it, who types is seen, and an input method keeps its keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from amends.casework.cases.actions import add_note, assign_case
from amends.casework.cases.models import Case, Note
from amends.foundation.notices.models import Notice
from conftest import Company
from tests.browser.conftest import PASSWORD, PHONE
from tests.browser.pages import Desk
from tests.browser.test_writing import compose


def test_a_colleague_is_named_by_keyboard_and_finds_it_behind_the_bell(
    house: str, desk_of: Callable[..., Desk], owned_case: Case, company: Company
) -> None:
    desk = desk_of(company.handler.username)
    desk.open(owned_case.number)
    page, names = desk.page, desk.page.locator("[data-people]")
    desk.text.press_sequentially("请看 @colle")
    expect(names.locator("li")).to_have_count(1)
    # Enter belongs to the input method as long as it composes.
    compose(page, "ji")
    desk.text.press("Enter")
    assert not Note.objects.exists()
    compose(page, "")
    desk.text.fill("请看 @coll")
    expect(names.locator("li")).to_have_count(1)
    desk.text.press("Enter")
    expect(desk.text).to_have_value("请看 @colleague先生 ")
    expect(names).to_be_hidden()
    with page.expect_navigation():
        desk.text.press("Control+Enter")
    assert Notice.objects.get(kind="mention").member == company.colleague

    other = desk_of(company.colleague.username)
    expect(other.page.locator("[data-bell-count]")).to_have_text("1")
    other.page.locator("[data-bell]").click()
    other.page.locator(".notice-open").first.click()
    expect(other.page.locator(".turn-note")).to_contain_text("@colleague先生")
    expect(page.locator("[data-viewers]")).to_contain_text("colleague先生")
    other.text.press_sequentially("在查")
    expect(page.locator("[data-viewers]")).to_contain_text("正在写")


def test_a_refusal_of_a_note_does_not_stand_over_the_reply(
    house: str, desk_of: Callable[..., Desk], owned_case: Case, company: Company
) -> None:
    desk = desk_of(company.handler.username)
    desk.open(owned_case.number)
    desk.text.fill(f"@{company.members['east_handler'].display_name} 请看")
    desk.text.press("Control+Enter")
    refusal = desk.page.locator("#composer [role=alert]")
    expect(refusal).to_be_visible()
    desk.page.locator("[data-mode-choice=reply]").click()
    expect(refusal).to_have_count(0)
    desk.page.locator("[data-mode-choice=note]").click()
    expect(desk.text).to_have_value(f"@{company.members['east_handler'].display_name} 请看")


def test_x_marks_cases_and_the_bar_says_how_many(
    house: str, desk_of: Callable[..., Desk], owned_case: Case, company: Company
) -> None:
    desk = desk_of(company.handler.username)
    page = desk.page
    page.goto("/desk/cases/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_have_text("已选 1 / 1 件")
    page.locator(".bulk-bar button[value=watch]").click()
    page.locator(".dialog-foot .button-primary").click()
    expect(page.locator(".related")).to_contain_text(owned_case.number)
    page.locator(".page-head .button-primary").click()
    expect(page.locator(".related")).to_contain_text("已撤回")


def test_the_bell_and_an_open_page_of_notices_renew_themselves(
    house: str, desk_of: Callable[..., Desk], owned_case: Case, company: Company
) -> None:
    page = desk_of(company.colleague.username).page
    page.goto("/desk/notices/")
    expect(page.locator("[data-bell-count]")).to_be_hidden()
    page.evaluate("window.stayed = true")
    add_note(case_id=owned_case.pk, body="@colleague 请看一下", by=company.handler)
    expect(page.locator("[data-bell-count]")).to_have_text("1")
    expect(page.locator("[data-live-notices]")).to_contain_text(owned_case.number)
    assert page.evaluate("window.stayed"), "the page was not loaded again"


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_on_a_phone_what_can_be_done_with_marked_cases_stays_in_sight(
    opened: Callable[..., Page], register: Callable[..., Case], company: Company, language: str
) -> None:
    for _n in range(14):
        assign_case(case_id=register().pk, to=company.handler, by=company.house)
    page = opened(language=language, **PHONE)
    Desk(page).sign_in(company.handler.username, PASSWORD)
    page.goto("/desk/cases/")
    page.locator(".case-mark").first.check()
    button = page.locator(".bulk-bar button[value=close]")
    expect(button).to_be_in_viewport(ratio=1)
    rail, bar = page.locator(".desk-rail").bounding_box(), page.locator(".bulk-bar").bounding_box()
    assert rail
    assert bar
    assert bar["y"] + bar["height"] <= rail["y"] + 2
