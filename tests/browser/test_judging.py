"""What was read is judged by mouse in two presses, and by keyboard without one."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from amends.casework.cases.models import Case
from amends.casework.readings.models import Correction
from tests.browser.pages import Desk


def test_a_wrong_label_is_put_right_in_two_presses(desk_of: Callable[..., Desk], owned_case: Case) -> None:
    page = desk_of("handler").page
    page.goto(f"/desk/cases/{owned_case.number}/")
    row = page.locator("#read-severity")
    row.locator("summary").click()
    row.locator(".relabel[value=critical]").click()
    expect(page.locator("#read-severity .severity-critical")).to_be_visible()
    assert Case.objects.get(pk=owned_case.pk).severity == "critical"


def test_the_keyboard_alone_judges(desk_of: Callable[..., Desk], owned_case: Case) -> None:
    page = desk_of("handler").page
    page.goto(f"/desk/cases/{owned_case.number}/")
    page.keyboard.press("w")
    page.keyboard.press("w")
    page.keyboard.press("w")
    expect(page.locator("#read-emotion summary")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#read-emotion .tone-green")).to_be_visible()
    assert [(one.field, one.right) for one in Correction.objects.all()] == [("emotion", True)]


def test_enter_in_the_reason_chooses_no_label(desk_of: Callable[..., Desk], owned_case: Case) -> None:
    page = desk_of("handler").page
    page.goto(f"/desk/cases/{owned_case.number}/")
    page.locator("#read-kind summary").click()
    reason = page.locator("#read-kind [name=reason]")
    reason.fill("看着像咨询")
    reason.press("Enter")
    page.locator("#read-kind .relabel[value=enquiry]").click()
    expect(page.locator("#read-kind .tone-blue")).to_be_visible()
    (said,) = Correction.objects.all()
    assert (said.now, said.reason) == ("enquiry", "看着像咨询")


def test_with_several_labels_the_row_stays_open(desk_of: Callable[..., Desk], owned_case: Case) -> None:
    page = desk_of("handler").page
    page.goto(f"/desk/cases/{owned_case.number}/")
    page.locator("#read-demands summary").click()
    page.locator("#read-demands .relabel[value=apology][name=add]").click()
    expect(page.locator("#read-demands .relabel[value=apology][name=drop]")).to_be_visible()
    page.locator("#read-demands .relabel[value=improvement][name=add]").click()
    expect(page.locator("#read-demands .relabel[value=improvement][name=drop]")).to_be_visible()
    assert {"apology", "improvement"} <= set(Case.objects.get(pk=owned_case.pk).demands)
