"""The goods, plans and papers that the text is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from amends.understanding.languages.en import names as en
from amends.understanding.languages.zh_hans import names as zh
from amends.understanding.page import Anchor, Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts.name_start import name_start

_ROOM: Final = 24
_MODIFIERS: Final = 2
_GOT_ROOM: Final = 9


def products(page: Page) -> Iterator[Fact]:
    """Goods, plans and papers by name, with what stands before it to tell the sort; each at its first mention."""
    if page.language == "en":
        yield from _english_products(page)
        return
    plain = page.plain
    seen: list[str] = []
    for anchor in page.anchors_of("product"):
        start, end = _chinese_name(page, anchor)
        before = plain[start - 1 : start]
        if not (
            ((not anchor[2] or start < anchor[0]) and (not before or before in zh.BEFORE_GOODS))
            or zh.GOT.search(plain, max(0, start - _GOT_ROOM), start)
        ):
            continue
        words = plain[start:end]
        if not any(words in one or one in words for one in seen):
            seen.append(words)
            yield Fact("product", page.text[start:end], None, start, end)
    if not seen:
        yield from _new_goods(page)


def _new_goods(page: Page) -> Iterator[Fact]:
    """Goods that no list knows, told by the verb before them: 买的…, 订了一台…."""
    for start, end, _kind in page.anchors_of("bought"):
        if page.plain[end - 1] not in zh.BOUGHT_LAST and page.plain[end : end + 1] not in zh.BOUGHT_NEXT:
            continue
        found = zh.NEW_GOODS.match(page.plain, start)
        if found and not zh.NO_GOODS.match(found["name"]):
            yield Fact(
                "product", page.text[found.start("name") : found.end("name")], None, *found.span("name")
            )
            return


def _english_products(page: Page) -> Iterator[Fact]:
    end_before = -2
    start_before = -1
    seen: list[str] = []
    for anchor in [*page.anchors_of("product"), (len(page.text) + 2, 0, "")]:
        start, end, _kind = anchor
        if start == end_before + 1:
            end_before = end
            continue
        if end_before >= 0:
            begun, ends = _english_name(page, (start_before, end_before, ""))
            words = page.plain[begun:ends]
            told = not seen or en.GOT.search(page.plain, max(0, begun - _ROOM), begun)
            if told and not any(words in one or one in words for one in seen):
                seen.append(words)
                yield Fact("product", page.text[begun:ends], None, begun, ends)
        start_before, end_before = start, end


def _chinese_name(page: Page, anchor: Anchor) -> tuple[int, int]:
    start, end, _kind = anchor
    model = zh.MODEL.match(page.plain, end, end + _ROOM)
    return name_start(page.plain, start, zh.PRODUCT_STOP, zh.LONGEST_PRODUCT), model.end() if model else end


def _english_name(page: Page, anchor: Anchor) -> tuple[int, int]:
    start, end, _kind = anchor
    for _ in range(_MODIFIERS):
        before = page.plain[max(0, start - _ROOM) : start]
        if not before.endswith(" "):
            break
        word = before[:-1].rsplit(" ", 1)[-1]
        if (
            not word
            or not word.replace("'", "").replace("-", "").isalpha()
            or word in en.NO_MODIFIER
            or word.endswith("ed")
        ):
            break
        start -= len(word) + 1
    return start, end
