"""The people of the house whom the text names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from amends.understanding.languages.en import names as en
from amends.understanding.languages.zh_hans import names as zh
from amends.understanding.page import Page
from amends.understanding.reading import Fact

_LONGEST_GIVEN: Final = 3
_LEAST_DIGITS: Final = 3
_HOTLINES: Final = ("95", "10", "12", "400", "96")
_ROOM: Final = 24


def staff(page: Page) -> Iterator[Fact]:
    """Members of staff by name or number; the value is the name or the number."""
    if page.language == "en":
        yield from _english_staff(page)
        return
    plain, anchors = page.plain, page.anchors
    if "staff" in anchors:
        yield from _anchored(page)
    if "title" in anchors:
        yield from _titled(page)
    if "function" in anchors:
        yield from _by_function(page)
    if "小" in plain or "阿" in plain:
        yield from _lone(page)
    if page.makeup["digit"] >= _LEAST_DIGITS and "号" in plain:
        for found in zh.NUMBERED.finditer(plain):
            yield Fact("staff", found["badge"], None, *found.span())
    if page.makeup["capital"] and page.makeup["latin"]:
        yield from _foreign(page)


def _lone(page: Page) -> Iterator[Fact]:
    for found in zh.LONE.finditer(page.plain):
        given = found["given"]
        if given in zh.SURNAMES and given not in zh.NOT_LITTLE:
            yield _fact(page, *found.span())


def _foreign(page: Page) -> Iterator[Fact]:
    for pattern in (zh.FOREIGN, zh.LATIN_SPEAKER):
        for found in pattern.finditer(page.text):
            yield _fact(page, *found.span())


def _fact(page: Page, start: int, end: int) -> Fact:
    return Fact("staff", page.text[start:end], None, start, end)


def _anchored(page: Page) -> Iterator[Fact]:
    """工号0316, and 姓赵."""
    plain, text = page.plain, page.text
    for start, end, kind in page.anchors_of("staff"):
        if kind == "surname":
            if plain[end : end + 1] in zh.SURNAMES:
                yield Fact("staff", text[end], None, start, end + 1)
            elif plain[start - 1 : start] in zh.SURNAMES:
                yield Fact("staff", text[start - 1], None, start - 1, end)
        elif badge := zh.BADGE.match(plain, end, end + _ROOM):
            at, end = badge.span("badge")
            yield Fact("staff", text[at:end], None, start, end)


def _titled(page: Page) -> Iterator[Fact]:
    for start, end, _kind in page.anchors_of("title"):
        if page.plain[start - 1 : start] not in zh.NAME_STOP:
            begun = _title_start(page, start)
            if begun is not None:
                yield _fact(page, begun, end)


def _by_function(page: Page) -> Iterator[Fact]:
    plain, text = page.plain, page.text
    for _start, end, _kind in page.anchors_of("function"):
        if plain[end : end + 1] in zh.HEADS or text[end : end + 1].isupper():
            yield from _after_function(page, end)


def _after_function(page: Page, end: int) -> Iterator[Fact]:
    plain, text = page.plain, page.text
    if plain[end : end + 1] in zh.LINKS:
        link = zh.FUNCTION_LINK.match(plain, end, end + _ROOM)
        end = link.end() if link else end
    begun = end + (text[end : end + 1] == " ")
    number = zh.NUMBER_AFTER.match(plain, begun)
    if number and not number.group().startswith(_HOTLINES):
        yield Fact("staff", number.group(), None, *number.span())
        return
    named = _named(page, begun)
    if named is not None:
        yield Fact("staff", text[begun:named], None, begun, named)


def _title_start(page: Page, end: int) -> int | None:
    """Where the name before a title begins: 林小姐, Lucy姐, 小敏老师, 陈建宏先生."""
    plain, text = page.plain, page.text
    if end and text[end - 1].isascii() and text[end - 1].isalpha():
        start = end
        while start and text[start - 1].isascii() and text[start - 1].isalpha() and end - start < 15:
            start -= 1
        return start if text[start].isupper() else None
    for size in (2, 1, 3):
        start = end - size
        if start < 0:
            continue
        name = plain[start:end]
        if name[0] in "小阿老" and size == 2 and name[1] not in zh.NAME_STOP:
            return start
        if name[0] in zh.SURNAMES and (
            size == 1 or (size == 3 and not any(char in zh.NAME_STOP for char in name))
        ):
            return start
        if size == 2 and name[0] in zh.SURNAMES and name[1] == "某":
            return start
    return None


def _named(page: Page, start: int) -> int | None:
    """Where the name ends that begins here, after a function such as 店长."""
    plain, text = page.plain, page.text
    if latin := zh.LATIN_NAME.match(text, start, start + _ROOM):
        return latin.end()
    head = plain[start : start + 1]
    if not head or zh.NOT_A_NAME.match(plain, start):
        return None
    if head in "小阿老":
        given = plain[start + 1 : start + 2]
        return start + 2 if given and given not in zh.NAME_STOP and given not in zh.NOT_LITTLE else None
    if head not in zh.SURNAMES:
        return None
    end = start + 1
    while end < start + _LONGEST_GIVEN and plain[end : end + 1] not in zh.NAME_STOP and plain[end : end + 1]:
        end += 1
    return end if end - start >= 2 else None


def _english_staff(page: Page) -> Iterator[Fact]:
    for found in en.STAFF.finditer(page.text):
        kind = next(
            name for name in ("titled", "named", "function", "manager", "number", "bracketed") if found[name]
        )
        value = found[kind]
        if value.split()[0] not in en.NO_NAME and value.split()[-1] not in en.NO_NAME:
            yield Fact("staff", value, None, *found.span(kind))
