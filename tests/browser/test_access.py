"""The pages for those who use a keyboard only, a screen reader, or another language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from amends.casework.cases.models import Case
from conftest import Company
from tests.browser.conftest import PASSWORD
from tests.browser.pages import Desk

AXE = settings.PACKAGE.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}
RUN = """async () => (await axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
})).violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map((node) => node.html.slice(0, 160)) }))"""
SAID = {
    "zh-Hans": ("我要投诉", "今天", "zh-Hans"),
    "zh-Hant": ("我要投訴", "今天", "zh-Hant"),
    "en": ("I want to complain", "Today", "en"),
}


def grave(page: Page) -> list[dict[str, Any]]:
    """What keeps somebody from using the page, in light and in dark."""
    found = []
    for theme in ("light", "dark"):
        page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
        page.reload()
        page.evaluate(Path(AXE).read_text(encoding="utf-8"))
        found += [{"theme": theme, **one} for one in page.evaluate(RUN) if one["impact"] in GRAVE]
    return found


@pytest.mark.parametrize(
    "address",
    [
        "/desk/",
        "/desk/cases/?view=all",
        "/desk/cases/{}/",
        "/desk/cases/{}/?open=demands",
        "/desk/cases/{}/trail/",
        "/desk/reports/",
        "/desk/reading/",
    ],
)
def test_the_desk_keeps_nobody_out(
    desk_of: Callable[..., Desk], bring_to: Callable[..., Case], owned_case: Case, address: str
) -> None:
    bring_to(owned_case, "carry_out")
    desk = desk_of("manager")
    desk.page.goto(address.format(owned_case.number))
    assert grave(desk.page) == []


@pytest.mark.parametrize("address", ["/desk/people/", "/desk/people/handler/", "/desk/jobs/"])
def test_the_administration_keeps_nobody_out(desk_of: Callable[..., Desk], address: str) -> None:
    desk = desk_of("administrator")
    desk.page.goto(address)
    assert grave(desk.page) == []


@pytest.mark.parametrize(
    "address", ["/", "/complain/", "/follow/", "/c/{}/", "/c/{}/received/", "/accounts/login/"]
)
def test_the_portal_keeps_nobody_out(
    opened: Callable[..., Page], bring_to: Callable[..., Case], owned_case: Case, address: str
) -> None:
    bring_to(owned_case, "carry_out")
    page = opened(viewport={"width": 390, "height": 844})
    page.goto(address.format(owned_case.token))
    assert grave(page) == []


def test_a_case_is_answered_without_a_mouse(
    opened: Callable[..., Page], owned_case: Case, company: Company
) -> None:
    page = opened(viewport={"width": 1280, "height": 800})
    page.goto("/accounts/login/?next=/desk/cases/%3Fview%3Dopen")
    expect(page.locator("#id_login")).to_be_focused()
    page.keyboard.type(company.handler.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(f"tr[data-case='{owned_case.number}']")).to_be_visible()
    expect(page.locator(".list-foot")).to_be_in_viewport()
    # Keys are heard once a page's script has begun, here and on the case's page.
    page.wait_for_load_state()
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("[data-case-page]")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("a")
    expect(page.locator("#assign-to")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#assign-to")).not_to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("已电话联系，明天上午回复。")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".turn-note").last).to_contain_text("已电话联系")


def test_single_keys_rest_in_a_field_and_can_be_switched_off(
    desk_of: Callable[..., Desk], owned_case: Case
) -> None:
    desk = desk_of("handler")
    desk.open(owned_case.number)
    desk.text.focus()
    desk.page.keyboard.type("ran?")
    expect(desk.text).to_have_value("ran?")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    desk.page.locator(".desk-tools details.menu summary").last.click()
    desk.page.locator("[data-keys-switch]").click()
    expect(desk.page.locator("[data-keys-switch]")).to_have_attribute("aria-pressed", "false")
    desk.page.locator("h1").first.click()
    desk.page.keyboard.press("?")
    expect(desk.page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("language", list(SAID))
def test_a_language_is_chosen_once_for_all_pages(
    opened: Callable[..., Page], company: Company, language: str
) -> None:
    complain, today, tag = SAID[language]
    page = opened(viewport={"width": 1280, "height": 800})
    page.goto("/")
    page.locator("details.menu", has=page.locator("[name=language]")).locator("summary").click()
    page.locator(f"[name=language][lang='{tag}']").click()
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.locator("a.door-first strong")).to_have_text(complain)
    Desk(page).sign_in(company.manager.username, PASSWORD)
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.locator(".desk-title")).to_have_text(today)


def test_a_theme_is_kept_on_the_next_page(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 1280, "height": 800})
    page.goto("/")
    page.locator("details.menu", has=page.locator("[data-theme-choice]")).locator("summary").click()
    page.locator("[data-theme-choice=dark]").click()
    page.goto("/follow/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
