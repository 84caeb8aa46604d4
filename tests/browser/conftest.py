"""A house that stands and works while a browser looks at it: web server and worker in threads of the test."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from amends.foundation.kernel import jobs
from conftest import Company
from tests.browser.pages import Customer, Desk

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "Amends-2026!"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def beside_a_running_loop() -> Iterator[None]:
    """Playwright keeps an event loop in the test's thread; the database is still asked from no coroutine."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield started
        started.close()


class Gate:
    """Stands before the server, and lets nobody in between two tests.

    A page asks on its own: what it asked for when its browser went is still being answered, and an emptied table
    and a question that holds it can wait for each other.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._changed = threading.Condition()
        self._inside = 0
        self._open = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        with self._changed:
            if not self._open:
                start_response("503 Service Unavailable", [])
                return
            self._inside += 1
        answer: Iterable[bytes] = ()
        try:
            answer = self._application(environ, start_response)
            yield from answer
        finally:
            getattr(answer, "close", lambda: None)()
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def open(self) -> None:
        self._open = True

    def close(self) -> None:
        """Returns when everybody has been answered; fails when somebody is kept for longer than a minute."""
        with self._changed:
            self._open = False
            assert self._changed.wait_for(lambda: self._inside == 0, 60)


@pytest.fixture(scope="session")
def gate(live_server: Any) -> Gate:
    server = live_server.thread.httpd
    gate = Gate(server.get_app())
    server.set_app(gate)
    return gate


@pytest.fixture
def house(live_server: Any, gate: Gate, settings: Any, files: Path, company: Company) -> Iterator[str]:
    """Its address. Replies leave at once, and every job is done as soon as it is due."""
    settings.AMENDS_UNDO_SECONDS = 0
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for member in company.members.values():
        member.set_password(PASSWORD)
        member.save()
    stop = threading.Event()
    worker = threading.Thread(target=jobs.work, args=(stop,), kwargs={"threads": 1}, daemon=True)
    worker.start()
    gate.open()
    yield live_server.url
    gate.close()
    stop.set()
    jobs.wake.set()
    worker.join(20)
    assert not worker.is_alive()


@pytest.fixture
def opened(chromium: Browser, house: str) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own; what its console complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(*, language: str = "zh-Hans", **options: Any) -> Page:
        context = chromium.new_context(
            base_url=house, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce", **options
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "django_language", "value": language.lower(), "url": house}])
        page: Page = context.new_page()
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    # What is refused (a session that ended, words that a rule does not let pass) the browser reports as well, and a lost connection.
    known = ("401", "409", "422", "ERR_INTERNET_DISCONNECTED", "htmx:afterRequest", "htmx:sendError")
    assert [words for words in complaints if not any(one in words for one in known)] == []


@pytest.fixture
def customer_page(opened: Callable[..., Page]) -> Customer:
    return Customer(opened(**PHONE))


@pytest.fixture
def desk_of(opened: Callable[..., Page]) -> Callable[..., Desk]:
    """The desk of somebody who has just signed in."""

    def enter(username: str, **options: Any) -> Desk:
        desk = Desk(opened(**{**DESK, **options}))
        desk.sign_in(username, PASSWORD)
        return desk

    return enter
