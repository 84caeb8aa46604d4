"""Facts: the checkable details of a text, none overlapping another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Final

from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts import codes, contacts, counted, english, money, places, products, staff

MOST_OF_ONE_KIND: Final = 200
_LEAST_DIGITS: Final = 4
_MOST_ONES: Final = 64
_ONES: Final = b"\x01" * _MOST_ONES
_START: Final = itemgetter(Fact._fields.index("start"))
Finder = Callable[[Page], Iterator[Fact]]
# The surer a pattern is, the earlier it comes: where two overlap, the first stays.
_CHINESE: Final[tuple[Finder, ...]] = (
    codes.emails,
    codes.numbers,
    money.signed,
    counted.counted,
    contacts.chinese,
    staff.staff,
    places.places,
    products.products,
)
_ENGLISH: Final[tuple[Finder, ...]] = (
    codes.emails,
    codes.numbers,
    money.signed,
    english.dates,
    money.english,
    english.durations,
    contacts.english,
    staff.staff,
    places.places,
    products.products,
)


def find(page: Page) -> tuple[Fact, ...]:
    """All facts in the order of the text; at most MOST_OF_ONE_KIND of each kind."""
    taken = bytearray(len(page.text))
    kept: list[Fact] = []
    amounts = False
    for finder in _ENGLISH if page.language == "en" else _CHINESE:
        for fact in finder(page):
            kind, _value, _unit, start, end = fact
            if taken.find(1, start, end) < 0:
                taken[start:end] = (
                    _ONES[: end - start] if end - start <= _MOST_ONES else b"\x01" * (end - start)
                )
                kept.append(fact)
                amounts = amounts or kind == "amount"
    if amounts and page.makeup["digit"] >= _LEAST_DIGITS:
        for fact in money.said_again(page, kept):
            if taken.find(1, fact.start, fact.end) < 0:
                taken[fact.start : fact.end] = b"\x01" * (fact.end - fact.start)
                kept.append(fact)
    kept.sort(key=_START)
    return tuple(kept) if len(kept) <= MOST_OF_ONE_KIND else _bounded(kept)


def _bounded(facts: list[Fact]) -> tuple[Fact, ...]:
    counts: Counter[str] = Counter()
    kept = []
    for fact in facts:
        counts[fact.kind] += 1
        if counts[fact.kind] <= MOST_OF_ONE_KIND:
            kept.append(fact)
    return tuple(kept)
