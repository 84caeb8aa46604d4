"""On a phone what is wider than the screen shows that it goes on, and can be moved without a finger."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from amends.casework.knowledge.actions.loading import set_up_clauses
from conftest import Company
from tests.browser.pages import Desk

PHONE = {"viewport": {"width": 390, "height": 844}}
# Two covers that move with the words, two shadows that stay at the edge.
EDGES = "local, local, scroll, scroll"


def test_a_wide_table_says_that_it_goes_on_and_moves_by_keys(
    desk_of: Callable[..., Desk], company: Company
) -> None:
    set_up_clauses(by=company.house)
    page = desk_of("legal", **PHONE).page
    page.goto("/desk/knowledge/clauses/?view=all")
    region = page.get_by_role("region", name="条款")
    assert region.evaluate("one => one.scrollWidth > one.clientWidth")
    assert region.evaluate("one => getComputedStyle(one).backgroundAttachment") == EDGES
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("one => one.scrollLeft > 0", arg=region.element_handle())
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


def test_the_tab_that_one_is_on_is_in_sight(desk_of: Callable[..., Desk], company: Company) -> None:
    page = desk_of("quality", **PHONE).page
    page.goto("/desk/reviews/plan/")
    tabs = page.locator(".rv-tabs")
    assert tabs.evaluate("one => one.scrollWidth > one.clientWidth")
    assert tabs.evaluate("one => getComputedStyle(one).backgroundAttachment") == EDGES
    expect(tabs.locator("[aria-current=page]")).to_be_in_viewport(ratio=1)
