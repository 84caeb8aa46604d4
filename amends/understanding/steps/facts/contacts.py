"""That the writer had turned to the house before: how, and how often where it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from amends.understanding.languages.en import contacts as en
from amends.understanding.languages.zh_hans import contacts as zh
from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts.money import en_number
from amends.understanding.steps.facts.numbers import whole

_QUOTES: Final = frozenset('“"‘「『')
_SIZES: Final = (1, 2, 3)
_DONE: Final = frozenset("了过咗")
_STRONG_GROUPS: Final = frozenset({"whom", "done", "times"})
_MANY_ROOM: Final = 12


def chinese(page: Page) -> Iterator[Fact]:
    """Earlier contacts in Chinese; the value is how often, or empty."""
    plain = page.plain
    for start, end, kind in page.anchors_of("contact"):
        found = zh.PATTERNS[kind].match(plain, start)
        if found is None:
            continue
        before = None
        begun = start
        if plain[start - 1 : start] in zh.LAST_BEFORE:
            before = zh.MANY_BEFORE.search(plain, max(0, start - _MANY_ROOM), start)
            if before:
                begun = before.start()
        if kind == "strong" and plain[found.end() : found.end() + 1] == "我":
            continue
        if (
            kind == "strong"
            and before is None
            and not (plain[start + 1] in _DONE or found["done"] or found["times"] or found["whom"])
        ):
            done = zh.DONE_BEFORE.search(plain, max(0, start - _MANY_ROOM), start)
            if done is None or plain[end : end + 1] in "率电热":
                continue
            begun = done.start()
        if _of_others(plain, begun):
            continue
        yield Fact("earlier_contact", _count(found, before), zh.unit_of(found.group()), begun, found.end())


def _of_others(plain: str, start: int) -> bool:
    """Whether the words before tell of somebody else's call, of a plan, or that there was none."""
    return plain[start - 1 : start] in _QUOTES or any(
        plain[max(0, start - size) : start] in zh.NO_CONTACT_BEFORE for size in _SIZES
    )


def _count(found: re.Match[str], before: re.Match[str] | None) -> str:
    last = found.lastgroup
    said = None if last is None else found["n1"] if last in _STRONG_GROUPS else found[last]
    if said is None and before is not None:
        said = before["nth"] or before["times"]
    if said is None or "几" in said:
        return ""
    count = whole(said)
    return str(count) if count else ""


def english(page: Page) -> Iterator[Fact]:
    """Earlier contacts in English; the value is how often, or empty."""
    plain = page.plain
    for found in en.EARLIER_CONTACT.finditer(plain):
        start, end = found.span()
        if en.NO_CONTACT_BEFORE.search(plain, max(0, start - 24), start) or en.NO_CONTACT_AFTER.match(
            plain, end
        ):
            continue
        said = next((found[name] for name in en.COUNTS if found[name]), "")
        nth = en.NTH.get(said)
        number_of = nth or (int(en_number(said) or 0) if said else 0)
        yield Fact("earlier_contact", str(number_of or ""), en.unit_of(found.group()), start, end)
