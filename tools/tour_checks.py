"""What must not show on any page: errors, things wider than the page, English words in a Chinese page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Names and abbreviations that stay as they are in every language.
SAME_EVERYWHERE = {"Amends", "English", "Enter", "Ctrl", "PDF", "CSV", "SLA", "VIP", "OK"}

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (at !== element && style.overflowX !== 'visible') return true;
      if (style.position === 'fixed') return at.getBoundingClientRect().right <= width + 1;
    }
    return false;
  };
  const found = [];
  if (document.scrollingElement.scrollWidth > width + 1) found.push(`the page is ${document.scrollingElement.scrollWidth} wide`);
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= width + 1 || !element.checkVisibility()) continue;
    if (scrolls(element) || element.closest('.sr-only, [hidden]')) continue;
    found.push(`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} reaches ${Math.round(box.right)}`);
  }
  return found.slice(0, 3);
}"""
SHOWN_WORDS = """() => {
  const found = new Set();
  const add = (text) => { const words = (text ?? '').replace(/\\s+/g, ' ').trim(); if (/[A-Za-z]{3}/.test(words)) found.add(words); };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    // What a customer wrote stays in the customer's language.
    if (!parent || parent.closest('script, style, template, .said, .turn-words, .read-quote, .points, .letter, .case-snippet')) continue;
    add(walker.currentNode.data);
  }
  for (const element of document.querySelectorAll('[title], [aria-label], [placeholder], [data-label], [data-why-not], [data-insert], #words')) {
    for (const { name, value } of element.attributes) {
      if (['title', 'aria-label', 'placeholder'].includes(name) || name.startsWith('data-')) add(value);
    }
  }
  return [...found];
}"""


@cache
def ours() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every English text of the house that is said otherwise in Chinese: as it is, or with places left open."""
    from babel.messages.pofile import read_po
    from django.conf import settings

    path = settings.PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    texts: set[str] = set()
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        said = message.string if isinstance(message.string, str) else "".join(message.string)
        texts |= {" ".join(text.split()) for text in ids if text != said and re.search("[A-Za-z]{3}", text)}
    texts -= SAME_EVERYWHERE
    open_ones = {text for text in texts if PLACE.search(text)}
    # Places with nothing but marks between them would fit anything.
    worded = sorted(text for text in open_ones if re.search("[A-Za-z]{3}", PLACE.sub("", text)))
    return texts - open_ones, [pattern(text) for text in worded]


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(".+?".join(map(re.escape, PLACE.split(text))))


def english(page: Page) -> list[str]:
    whole, open_ones = ours()
    shown: list[str] = page.evaluate(SHOWN_WORDS)
    return [words for words in shown if words in whole or any(one.fullmatch(words) for one in open_ones)]


def too_wide(page: Page) -> list[str]:
    found: list[str] = page.evaluate(TOO_WIDE)
    return found
