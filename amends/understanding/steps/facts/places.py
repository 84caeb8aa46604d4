"""The shops, branches, streets, quarters and cities that the text names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from amends.understanding.languages.en import names as en
from amends.understanding.languages.zh_hans import names as zh
from amends.understanding.page import Anchor, Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts.name_start import name_start

_ROOM: Final = 24
_SHORTEST: Final = 2
_LONG: Final = 4
_STREETS: Final = frozenset("路街大道巷段")


def places(page: Page) -> Iterator[Fact]:
    """Shops, branches, streets, quarters and cities; what stands unbroken side by side is one."""
    if page.language != "en":
        yield from _chinese_places(page)
        return
    taken: list[tuple[int, int]] = []
    for found in en.PLACE.finditer(page.text):
        start, end = found.span("value")
        if found["town"]:
            end = found.end("town")
        while head := en.NOT_IN_PLACE.match(page.text, start, end):
            start = head.end()
        if page.text[start:end].count(" "):
            taken.append((start, end))
    taken += [(start, end) for start, end, _kind in page.anchors_of("place")]
    for start, end in taken:
        if page.text[start].isupper() or page.text[start].isdigit():
            yield Fact("place", page.text[start:end], None, start, end)


def _chinese_places(page: Page) -> Iterator[Fact]:
    plain = page.plain
    start = end = -1
    for anchor in page.anchors_of("place"):
        at, ends, kind = anchor
        begun = name_start(plain, at, zh.PLACE_STOP, zh.LONGEST_PLACE) if kind else at
        if begun <= end <= at:
            end = _tail(plain, anchor)
            continue
        if start >= 0:
            yield from _place(page, start, end)
        start = -1
        if not kind or at - begun >= _SHORTEST or (at > begun and (kind == "road" or ends - at >= _LONG)):
            start, end = begun, _tail(plain, anchor)
    if start >= 0:
        yield from _place(page, start, end)


def _place(page: Page, start: int, end: int) -> Iterator[Fact]:
    yield Fact("place", page.text[start:end], None, start, end)
    there = zh.NAMED_THERE.match(page.plain, end)
    if there and not any(char in zh.NO_PLACE_NAME for char in there["name"]):
        yield Fact(
            "place", page.text[there.start("name") : there.end()], None, there.start("name"), there.end()
        )


def _tail(plain: str, anchor: Anchor) -> int:
    """What belongs to the name after its ending: a house number, a building, a shop on that street."""
    _start, end, kind = anchor
    if not kind:
        return end
    tail = zh.PLACE_TAIL.match(plain, end, end + _ROOM)
    end = tail.end() if tail else end
    if kind == "road" and plain[_start] in _STREETS:
        name = zh.UNMARKED_NAME.match(plain, end, end + 8)
        if name and not any(char in zh.PLACE_STOP for char in name.group()):
            return name.end()
    return end
