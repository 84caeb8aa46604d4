"""Wordings that are looked up by rule: tried only on texts in which they can stand at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from amends.understanding.page import Page

LEAST_LETTERS: Final = 4


class Wording:
    """What is said in Chinese or in English.

    `keys` are characters of which each match in Chinese has one at least; a match in English has at least `LEAST_LETTERS` letters.
    Most texts have neither, and asking for them costs a twentieth of asking the patterns.
    """

    def __init__(self, *, keys: str = "", chinese: str = "", english: str = "") -> None:
        self.keys: Final = frozenset(keys)
        self.chinese: Final = re.compile(chinese)
        self.english: Final = re.compile(english)

    def finditer(self, page: Page) -> Iterator[re.Match[str]]:
        """Where it stands in the text as matched; first what is said in Chinese."""
        if not self.keys.isdisjoint(page.characters):
            yield from self.chinese.finditer(page.plain)
        if self.english.pattern and page.letters >= LEAST_LETTERS:
            yield from self.english.finditer(page.plain)

    def stands_in(self, page: Page) -> bool:
        """Whether it stands in the text at all, denied or not."""
        return next(self.finditer(page), None) is not None
