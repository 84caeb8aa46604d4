"""Takes the pictures of the README from a fresh demonstration house: docs/pictures/desk.png and portal.png."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from house import demonstration  # noqa: E402 - found by the line above
from tour import ARGUMENTS, context_for, sign_in  # noqa: E402
from tour_pages import checked, customer_links, first_case  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OUT = ROOT / "docs" / "pictures"
LANGUAGE = "zh-Hans"
MOST_BYTES = 300_000


def desk(browser: Browser, base: str) -> Page:
    """A case in hand: the conversation, a promise without a date marked as it is typed, and what to know."""
    page = context_for(browser, base, LANGUAGE, sign_in(browser, base, "manager")).new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    angry = "view=open&stage=listen&emotion=anger&language=zh-Hans"
    page.goto(base + first_case(page, base, angry, "[data-mode-choice=reply]:not([aria-disabled=true])"))
    checked(page, LANGUAGE)
    return page


def portal(browser: Browser, base: str, link: str) -> Page:
    """What a customer sees when there is something to choose."""
    page = context_for(browser, base, LANGUAGE).new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(base + link)
    return page


def keep(page: Page, name: str) -> None:
    """As few bytes as the picture needs: a palette is enough for an interface of few colours."""
    from PIL import Image

    path = OUT / name
    page.screenshot(path=path, animations="disabled")
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(
            256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
    small.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size / 1000:.0f} kB")
    if size > MOST_BYTES:
        raise SystemExit(f"{name} is larger than {MOST_BYTES // 1000} kB.")


def main() -> None:
    from playwright.sync_api import sync_playwright

    found = subprocess.run(
        ["sh", str(ROOT / "tools" / "browser.sh")], capture_output=True, text=True, check=True
    )
    OUT.mkdir(parents=True, exist_ok=True)
    with demonstration() as base:
        link = customer_links()["options"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=list(ARGUMENTS))
            keep(desk(browser, base), "desk.png")
            keep(portal(browser, base, link), "portal.png")
            browser.close()


if __name__ == "__main__":
    main()
