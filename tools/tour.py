"""Walks every page of a fresh demonstration house as every role, takes pictures of all, and says what is wrong."""

from __future__ import annotations

import argparse
import base64
import html
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from house import demonstration  # noqa: E402 - found by the line above
from tour_checks import english, too_wide  # noqa: E402
from tour_pages import PASSWORD, ROLES, Stop, customer_links, desk, portal, ready_to_offer  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

OUT = ROOT / "var" / "tour"
WIDTHS = {1440: 900, 1024: 768, 390: 844}
THEMES = ("light", "dark")
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
# Drawn anew before the picture is taken, with every change of colour at its end.
IN_THEME = """async (theme) => {
  document.documentElement.dataset.theme = theme;
  await new Promise(requestAnimationFrame);
  for (const animation of document.getAnimations()) if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
  await new Promise(requestAnimationFrame);
}"""
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
# Looked at in every width, theme and language; the other roles see the same pages with other rows.
THOROUGH = {"manager", "customer"}
ADMINISTRATORS_OWN = {"start", "people", "person", "new-person", "departments", "calendars", "jobs"}


@dataclass
class Tour:
    base: str
    only: list[str]
    everything: bool
    ready: str
    problems: list[str] = field(default_factory=list)
    pictures: list[tuple[str, str, int, str, str]] = field(default_factory=list)

    def wanted(self, role: str, stop: Stop) -> bool:
        return not self.only or any(word in f"{role}-{stop.name}" for word in self.only)

    def thorough(self, role: str, stop: Stop) -> bool:
        own = role == "administrator" and stop.name in ADMINISTRATORS_OWN
        return self.everything or own or role in THOROUGH

    def frames(self, role: str, stop: Stop) -> Iterator[tuple[int, str]]:
        for width in WIDTHS:
            for theme in THEMES:
                if self.thorough(role, stop) or (theme == "light" and width != 1024):
                    yield width, theme

    def walk(self, browser: Browser, role: str, links: dict[str, str]) -> None:
        signed_in = None if role == "customer" else sign_in(browser, self.base, role)
        stops: list[Stop] = []
        for language in LANGUAGES:
            context = context_for(browser, self.base, language, signed_in)
            page = context.new_page()
            page.set_default_timeout(20_000)
            if not stops:
                stops = list(portal(links) if role == "customer" else desk(role, page, self.base, self.ready))
            for stop in stops:
                if self.wanted(role, stop) and (language == LANGUAGES[0] or self.thorough(role, stop)):
                    self.look(page, role, stop, language)
            context.close()

    def look(self, page: Page, role: str, stop: Stop, language: str) -> None:
        where = f"{role} {stop.name} {language}"
        said: list[str] = []
        on_console: Any = lambda message: said.append(message.text) if message.type == "error" else None  # noqa: E731
        on_error: Any = lambda error: said.append(str(error))  # noqa: E731
        on_response: Any = (  # noqa: E731
            lambda answer: said.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
        )
        page.on("console", on_console)
        page.on("pageerror", on_error)
        page.on("response", on_response)
        try:
            page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
            answer = page.goto(self.base + stop.address)
            if answer and stop.refusable and answer.status == 403:
                said.clear()
                return
            if answer and answer.status != stop.status:
                self.problems.append(f"{where}: answers {answer.status} instead of {stop.status}")
            if stop.act and not stop.act(page, language):
                return
            self.photograph(page, role, stop, language)
            if language != "en":
                self.problems += [f"{where}: English “{words[:90]}”" for words in english(page)]
        except Exception as error:  # the tour goes on, and says at its end what it could not see
            self.problems.append(f"{where}: {str(error).splitlines()[0]}")
        finally:
            page.remove_listener("console", on_console)
            page.remove_listener("pageerror", on_error)
            page.remove_listener("response", on_response)
        # The browser itself reports that a page answered with a refusal; that one is asked for here.
        wanted = f"status of {stop.status}"
        self.problems += [
            f"{where}: {words[:200]}" for words in said if stop.status == 200 or wanted not in words
        ]

    def photograph(self, page: Page, role: str, stop: Stop, language: str) -> None:
        for width, theme in self.frames(role, stop):
            page.set_viewport_size({"width": width, "height": WIDTHS[width]})
            page.evaluate(IN_THEME, theme)
            if width == min(WIDTHS) and theme == THEMES[0]:
                where = f"{role} {stop.name} {language}"
                self.problems += [f"{where}: at {width} px {one}" for one in too_wide(page)]
            name = f"{role}-{stop.name}-{width}-{theme}-{language}.png"
            (OUT / name).write_bytes(picture(page, whole=stop.whole))
            self.pictures.append((role, stop.name, width, theme, language))


def picture(page: Page, *, whole: bool) -> bytes:
    """Straight from the browser, packed quickly rather than tightly: there are more than a thousand."""
    asked: dict[str, Any] = {"format": "png", "optimizeForSpeed": True}
    session = page.context.new_cdp_session(page)
    if whole:
        size = session.send("Page.getLayoutMetrics")["cssContentSize"]
        asked |= {"captureBeyondViewport": True, "clip": {**size, "scale": 1}}
    taken = session.send("Page.captureScreenshot", asked)
    session.detach()
    return base64.b64decode(taken["data"])


def context_for(browser: Browser, base: str, language: str, state: Any = None) -> BrowserContext:
    context = browser.new_context(locale=language, reduced_motion="reduce", storage_state=state)
    context.add_cookies([{"name": "django_language", "value": language.lower(), "url": base}])
    return context


def sign_in(browser: Browser, base: str, role: str) -> Any:
    context = context_for(browser, base, "zh-Hans")
    page = context.new_page()
    page.goto(f"{base}/accounts/login/")
    page.fill("#id_login", role)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/desk/**")
    state = context.storage_state()
    context.close()
    return state


def write_index(pictures: list[tuple[str, str, int, str, str]]) -> None:
    """One page to leaf through: a row for each page of each role, and switches for width, theme and language."""
    cells = "".join(
        f'<figure data-width="{width}" data-theme="{theme}" data-language="{language}"><a href="{name}"><img loading="lazy" src="{name}"></a>'
        f"<figcaption>{html.escape(f'{role} · {page}')} · {width} · {theme} · {language}</figcaption></figure>"
        for role, page, width, theme, language in pictures
        for name in [f"{role}-{page}-{width}-{theme}-{language}.png"]
    )
    switches = "".join(
        f'<select data-by="{by}"><option value="">{by}</option>'
        + "".join(f"<option>{value}</option>" for value in values)
        + "</select>"
        for by, values in (("width", WIDTHS), ("theme", THEMES), ("language", LANGUAGES))
    )
    template = (ROOT / "tools" / "tour_index.html").read_text(encoding="utf-8")
    (OUT / "index.html").write_text(
        template.replace("<!--switches-->", switches).replace("<!--cells-->", cells), encoding="utf-8"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="parts of ROLE-PAGE names, e.g. manager-case")
    parser.add_argument("--roles", nargs="*", default=["customer", *ROLES])
    parser.add_argument(
        "--everything", action="store_true", help="every role in every width, theme and language"
    )
    options = parser.parse_args()
    chromium = subprocess.run(
        ["sh", str(ROOT / "tools" / "browser.sh")], capture_output=True, text=True, check=True
    )
    if not options.only:
        shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with demonstration() as address:
        tour = Tour(address, options.only, options.everything, ready_to_offer())
        links = customer_links()
        print(f"The house stands after {time.monotonic() - began:.0f} s.", flush=True)
        walk_all(tour, options.roles, links, chromium.stdout.strip())
    write_index(tour.pictures)
    print(f"{len(tour.pictures)} pictures after {time.monotonic() - began:.0f} s: {OUT / 'index.html'}")
    for problem in dict.fromkeys(tour.problems):
        print("  ✗", problem)
    return 1 if tour.problems else 0


def walk_all(tour: Tour, roles: list[str], links: dict[str, str], chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for role in roles:
            before = len(tour.pictures)
            tour.walk(browser, role, links)
            print(f"  {role}: {len(tour.pictures) - before} pictures", flush=True)
        browser.close()


if __name__ == "__main__":
    os.chdir(ROOT)
    raise SystemExit(main())
