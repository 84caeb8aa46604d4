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
        for found in zh.PLACE_ENDINGS.finditer(page.plain):
            start = _name_start(page.plain, found.start())
            if found.start() - start >= _SHORTEST_NAME:
                yield Fact("place", page.text[start : found.end()], None, start, found.end())
        for pattern in (zh.MASKED_PLACE, zh.ROAD):
            for found in pattern.finditer(page.plain):
                yield Fact("place", page.text[found.start() : found.end()], None, *found.span())
    if page.language in ("en", "und"):
        for found in en.PLACE.finditer(page.text):
            yield Fact("place", found["value"], None, *found.span("value"))
    for hit in page.hits_of("fact:place"):
        yield Fact("place", page.text[hit.start : hit.end], None, hit.start, hit.end)


def _name_start(plain: str, end: int) -> int:
    start = end
    while start > 0 and end - start < _LONGEST_NAME and not zh.PLACE_STOP.match(plain, start - 1):
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
