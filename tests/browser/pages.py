"""What people do on the pages, in their own terms; only this file knows where on a page it is done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from playwright.sync_api import Locator, Page, expect


class Customer:
    """Somebody with a phone and a complaint."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def write(self, text: str, *, picture: bytes | None = None, name: str, phone: str) -> None:
        """Answers one question after the other, up to the last look before sending."""
        page = self.page
        page.goto("/")
        page.locator("a.door-first").click()
        page.locator("#id_text").fill(text)
        self.go_on(picture=picture, name=name, phone=phone)

    def go_on(self, *, picture: bytes | None = None, name: str, phone: str) -> None:
        """What happened is written already; the other questions, up to the last look."""
        page = self.page
        self.next()
        page.locator("#id_place").fill("南屏店")
        self.next()
        page.locator(".chip").first.click()
        self.next()
        if picture:
            page.locator("input[type=file]").first.set_input_files(
                {"name": "蛋糕.jpg", "mimeType": "image/jpeg", "buffer": picture}
            )
            expect(page.locator("[data-previews] > *").first).to_be_visible()
        self.next()
        page.locator("#id_name").fill(name)
        page.locator("#id_phone").fill(phone)
        self.next()
        expect(page.locator("[data-answers]")).to_contain_text(name)

    def next(self) -> None:
        self.page.locator("[data-wizard-next]").click()

    def send(self) -> str:
        """Sends it and tells the number."""
        self.next()
        return self.number()

    def number(self) -> str:
        number = self.page.locator(".ticket-number")
        expect(number).to_have_text(re.compile(r"A\d\d-\d{6}"))
        return number.inner_text().strip()

    def follow(self) -> None:
        self.page.locator("a.button-wide").click()
        expect(self.page.locator(".way")).to_be_visible()

    def token(self) -> str:
        """What the link of the case that is followed ends with."""
        return self.page.url.rstrip("/").rsplit("/", 1)[-1]

    def letter_from_us(self) -> Locator:
        """Looks again, as one does who waits for an answer: it leaves by a job of its own."""
        letter = self.page.locator(".letter:not(.letter-mine)")
        for _look in range(60):
            self.page.reload()
            if letter.count():
                break
        return letter

    def choose(self, title: str) -> None:
        self.page.reload()
        self.page.locator(".choice", has_text=title).locator("input[name=option]").check()
        with self.page.expect_navigation():
            self.page.locator("button[name=answer][value=yes]").click()
        expect(self.page.locator(".choice")).to_have_count(0)

    def confirm(self) -> None:
        self.page.reload()
        with self.page.expect_navigation():
            self.page.locator("form[action$='/confirm/'] button[value=yes]").click()
        expect(self.page.locator("form[action$='/rate/']")).to_be_visible()

    def rate(self, solved: int, treated: int, comment: str) -> None:
        form = self.page.locator("form[action$='/rate/']")
        for name, value in (("solved", solved), ("treated", treated)):
            form.locator(f".face:has(input[name={name}][value='{value}'])").click()
        form.locator("#id_comment").fill(comment)
        with self.page.expect_navigation():
            form.locator("button").click()
        expect(form).to_have_count(0)


class Desk:
    """Somebody at the desk, with the keys and buttons in front of them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, username: str, password: str) -> None:
        self.page.goto("/accounts/login/")
        self.page.locator("#id_login").fill(username)
        self.page.locator("#id_password").fill(password)
        self.page.locator("#id_password").press("Enter")
        expect(self.page.locator(".desk-rail")).to_be_visible()

    def row(self, number: str) -> Locator:
        return self.page.locator(f"tr[data-case='{number}']")

    def open(self, number: str) -> None:
        self.page.goto(f"/desk/cases/{number}/")
        expect(self.page.locator("[data-case-page]")).to_have_attribute("data-case-page", number)

    @property
    def text(self) -> Locator:
        return self.page.locator("#composer-text")

    @property
    def findings(self) -> Locator:
        return self.page.locator("#findings .finding")

    def write_reply(self, words: str) -> None:
        self.page.locator("[data-mode-choice=reply]").click()
        self.text.fill(words)

    def draft(self) -> str:
        """Lets the house draft the reply, and waits until the check has looked at it."""
        with self.page.expect_response("**/check") as checked:
            self.page.locator("[data-suggest]").click()
        assert checked.value.ok
        return self.text.input_value()

    @property
    def send_button(self) -> Locator:
        return self.page.locator("[data-submit]:visible")

    def send(self) -> None:
        with self.page.expect_navigation(), self.page.expect_response("**/reply") as answer:
            self.send_button.click()
        assert answer.value.ok, answer.value.text()
        expect(self.text).to_have_value("")

    def act(self, step: str, fields: Mapping[str, Any] | None = None) -> None:
        """Opens a step's dialog, fills it in and confirms; the page comes back and says what was done."""
        button = self.page.locator(f"[data-open='action-{step}']")
        if not button.first.is_visible():
            self.page.locator(".talk-actions details.menu summary").click()
        with self.filled(step):
            button.locator("visible=true").first.click()
        dialog = self.page.locator(f"#action-{step}")
        expect(dialog).to_be_visible()
        for name, value in (fields or {}).items():
            self.fill(dialog, name, value if isinstance(value, list) else [value])
        with self.page.expect_navigation():
            dialog.locator(".dialog-foot button:not([data-close])").click()
        expect(self.page.locator(".toast")).to_be_visible()

    def filled(self, step: str) -> AbstractContextManager[Any]:
        """The form for options asks for its drafts when it is opened."""
        drafts = step == "propose"
        return self.page.expect_response("**/propose/drafts") if drafts else nullcontext()

    def fill(self, dialog: Locator, name: str, values: list[str]) -> None:
        for position, value in enumerate(values):
            field = dialog.locator(f"[name={name}]").nth(position)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def stage(self) -> str:
        return self.page.locator(".stage-current").inner_text().strip()
