"""A reply that waits for a second pair of eyes: its author takes it back, and no older words come in its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from amends.casework.cases.models import Case
from amends.practice.replies.actions import submit_reply
from amends.practice.replies.models import Reply
from conftest import Company
from tests.browser.pages import Desk

OLD = "您好，我已经收到您的投诉，明天上午十点前打电话给您。负责人：林知夏。"
NEW = OLD + "退款已经在办，后天中午前到账。"


@pytest.fixture
def grave(owned_case: Case) -> Case:
    Case.objects.filter(pk=owned_case.pk).update(severity="severe")
    return owned_case


@pytest.fixture
def light(owned_case: Case) -> Case:
    Case.objects.filter(pk=owned_case.pk).update(severity="minor", risks=[], has_risk=False)
    return owned_case


def at(case: Case, desk_of: Callable[..., Desk], username: str) -> Desk:
    desk = desk_of(username)
    desk.open(case.number)
    return desk


def checked(desk: Desk, words: str) -> None:
    with desk.page.expect_response("**/check"):
        desk.write_reply(words)


def named(page: Page, name: str) -> None:
    """The button carries the name that it keeps for what will happen."""
    shown = page.locator("[data-send-name]")
    expect(shown).to_have_text(shown.get_attribute(f"data-{name}") or "?")


def test_the_author_takes_back_what_waits_and_goes_on_with_it(
    house: str, desk_of: Callable[..., Desk], grave: Case, company: Company
) -> None:
    desk = at(grave, desk_of, company.handler.username)
    desk.write_reply(OLD)
    named(desk.page, "ask")
    desk.send()
    expect(desk.page.locator(".waiting-account")).to_be_visible()
    with desk.page.expect_navigation():
        desk.page.locator("button[form=take-back]").click()
    expect(desk.text).to_be_visible()
    expect(desk.text).to_have_value(OLD)


def test_older_words_do_not_come_back_in_the_place_of_newer_ones(
    house: str, desk_of: Callable[..., Desk], grave: Case, company: Company
) -> None:
    desk = at(grave, desk_of, company.handler.username)
    desk.write_reply(OLD)
    expect(desk.page.locator("[data-saved] svg")).to_be_visible()
    submit_reply(case_id=grave.pk, body=NEW, by=company.handler)
    with desk.page.expect_response("**/reply") as answer:
        desk.send_button.click()
    assert answer.value.status == 409
    expect(desk.page.locator(".composer-notice")).to_be_visible()
    desk.open(grave.number)
    expect(desk.page.locator("[data-waiting-bar]")).to_be_visible()
    expect(desk.text).to_have_value("")
    assert desk.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('rescue')).length") == 0
    assert [one.body for one in Reply.objects.all()] == [NEW]


def test_the_button_says_what_will_happen(
    house: str, desk_of: Callable[..., Desk], light: Case, company: Company
) -> None:
    desk = at(light, desk_of, company.handler.username)
    checked(desk, OLD)
    named(desk.page, "send")
    checked(desk, f"{OLD}另外赔偿您800元。")
    named(desk.page, "ask")
    expect(desk.page.locator("[data-code=over_authority]")).to_have_class("finding tone-violet")
    checked(desk, OLD)
    named(desk.page, "send")


def test_nothing_written_is_said_and_not_sent(
    house: str, desk_of: Callable[..., Desk], light: Case, company: Company
) -> None:
    desk = at(light, desk_of, company.handler.username)
    desk.write_reply("  ")
    desk.send_button.click()
    expect(desk.page.locator(".toast")).to_be_visible()
    assert not Reply.objects.exists()
