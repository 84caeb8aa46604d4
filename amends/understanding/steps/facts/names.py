"""Products, places and staff that the text names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from amends.understanding.languages.en import facts as en
from amends.understanding.languages.zh_hans import facts as zh
from amends.understanding.page import Page
from amends.understanding.reading import Fact

_LONGEST_NAME: Final = 10
_SHORTEST_NAME: Final = 2


def products(page: Page) -> Iterator[Fact]:
    """The goods and contracts named by a common word; each word once."""
    seen: set[str] = set()
    for hit in page.hits_of("fact:product"):
        value = page.text[hit.start : hit.end]
        if value not in seen:
            seen.add(value)
            yield Fact("product", value, None, hit.start, hit.end)


def places(page: Page) -> Iterator[Fact]:
    """Shops, branches, quarters and cities named."""
    if page.language != "en":
        yield from _named_places(page)
        yield from _marked_places(page)
    if page.language in ("en", "und"):
        for found in en.PLACE.finditer(page.text):
            yield Fact("place", found["value"], None, *found.span("value"))
    for hit in page.hits_of("fact:place"):
        yield Fact("place", page.text[hit.start : hit.end], None, hit.start, hit.end)


def _named_places(page: Page) -> Iterator[Fact]:
    for hit in page.hits_of("place:ending"):
        start = _name_start(page.plain, hit.start)
        if hit.start - start >= _SHORTEST_NAME:
            yield Fact("place", page.text[start : hit.end], None, start, hit.end)


def _marked_places(page: Page) -> Iterator[Fact]:
    """Places with a letter or a house number in them."""
    makeup = page.makeup
    if makeup["latin"] or makeup["capital"]:
        for found in zh.MASKED_PLACE.finditer(page.plain):
            yield Fact("place", page.text[found.start() : found.end()], None, *found.span())
    if makeup["digit"]:
        for found in zh.ROAD.finditer(page.plain):
            yield Fact("place", page.text[found.start() : found.end()], None, *found.span())


def _name_start(plain: str, end: int) -> int:
    start, last = end, max(0, end - _LONGEST_NAME)
    while start > last and plain[start - 1] not in zh.PLACE_STOP and plain[start - 1].isalnum():
        start -= 1
    return start


def staff(page: Page) -> Iterator[Fact]:
    """Members of staff by name or number; the value is the name or the number."""
    for found in zh.STAFF.finditer(page.plain):
        name = found.lastgroup or "titled"
        start, end = found.span(name)
        if name in ("named", "titled") and zh.STAFF_STOP.search(page.plain, start + 1, end):
            continue
        yield Fact("staff", page.text[start:end], None, found.start(), found.end())
    if page.language in ("en", "und"):
        for found in en.STAFF.finditer(page.text):
            yield Fact("staff", found["value"], None, *found.span("value"))
