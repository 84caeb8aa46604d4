"""Facts: the checkable details of a text, none overlapping another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts import contacts, money, names, times

MOST_OF_ONE_KIND: Final = 200
# The surer a pattern is, the earlier it comes: where two overlap, the first stays.
_FINDERS: Final[tuple[Callable[[Page], Iterator[Fact]], ...]] = (
    contacts.emails,
    contacts.identity_numbers,
    contacts.order_numbers,
    times.dates,
    contacts.phones,
    contacts.loose_order_numbers,
    money.amounts,
    names.staff,
    times.earlier_contacts,
    times.durations,
    names.places,
    names.products,
)


def find(page: Page) -> tuple[Fact, ...]:
    """All facts in the order of the text; at most MOST_OF_ONE_KIND of each kind."""
    taken = bytearray(len(page.text))
    kept: list[Fact] = []
    counts: dict[str, int] = {}
    for finder in _FINDERS:
        for fact in finder(page):
            if 1 in taken[fact.start : fact.end]:
                continue
            counts[fact.kind] = counts.get(fact.kind, 0) + 1
            if counts[fact.kind] > MOST_OF_ONE_KIND:
                break
            taken[fact.start : fact.end] = b"\x01" * (fact.end - fact.start)
            kept.append(fact)
    return tuple(sorted(kept, key=lambda fact: fact.start))
