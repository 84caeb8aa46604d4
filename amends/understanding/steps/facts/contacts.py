"""E-mail addresses, telephone, identity, card and order numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from amends.understanding.languages.en import facts as en
from amends.understanding.languages.zh_hans import facts as zh
from amends.understanding.page import Page
from amends.understanding.reading import Fact

_EMAIL: Final = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
_CHINA_ID: Final = re.compile(
    r"(?<![a-z0-9])[1-9]\d{5}(?:18|19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dx](?![a-z0-9])"
)
_HONG_KONG_ID: Final = re.compile(r"(?<![a-z0-9])[a-z]{1,2}\d{6}\([\da]\)")
_TAIWAN_ID: Final = re.compile(r"(?<![a-z0-9])[a-z][12]\d{8}(?![a-z0-9])")
_US_ID: Final = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_CARD: Final = re.compile(r"(?<![\da-z])(?:\d{4}[ -]?){3,4}\d{1,4}(?![\da-z])")
_PHONE: Final = re.compile(
    r"(?<![\da-z+.-])(?:"
    r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|1[3-9][\d*]{9}"
    r"|\(?0\d{2,3}\)?[ -]?\d{7,8}(?:-\d{1,5})?|[48]00[ -]?\d{3,4}[ -]?\d{3,4}"
    r"|\+\d{1,3}[ -]?(?:\(?\d{1,4}\)?[ -]?){2,4}\d{2,4}|09\d{2}[ -]?\d{3}[ -]?\d{3}"
    r"|\(?[2-9]\d{2}\)?[ -.]\d{3}[-.]\d{4}"
    r"|(?:95|96|10|12)\d{3}(?!\d)(?=[^年元月块天个]|$)"
    r")(?![\d\-])"
)
_LOCAL_PHONE: Final = re.compile(
    r"(?:电话|手机|tel|phone|call me at|致电|whatsapp)(?:号码|号|是|为)?\s?[:：]?\s?(?P<value>[2-9]\d{3}[ -]?\d{4})(?!\d)"
)
_LOOSE_ORDER: Final = re.compile(r"(?<![a-z0-9-])(?:[a-z]{1,4}-?\d{6,20}|\d{12,24})(?![a-z0-9-])")
_NOT_DIGIT: Final = re.compile(r"[^\d]")
_DIGIT: Final = re.compile(r"\d")


def _digits(page: Page) -> int:
    return page.makeup["digit"]


def emails(page: Page) -> Iterator[Fact]:
    """E-mail addresses."""
    if "@" in page.plain:
        for found in _EMAIL.finditer(page.plain):
            value = found.group().rstrip(".-")
            yield Fact("email", value, None, found.start(), found.start() + len(value))


def passes_luhn(digits: str) -> bool:
    """Whether a card number's check digit is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def identity_numbers(page: Page) -> Iterator[Fact]:
    """Numbers of identity documents and of bank cards: what has to be masked."""
    if _digits(page) < 5:
        return
    for pattern in (_CHINA_ID, _HONG_KONG_ID, _TAIWAN_ID, _US_ID):
        for found in pattern.finditer(page.plain):
            yield Fact("id_no", found.group().upper(), None, *found.span())
    for found in _CARD.finditer(page.plain):
        digits = _NOT_DIGIT.sub("", found.group())
        if 15 <= len(digits) <= 19 and passes_luhn(digits):
            yield Fact("id_no", digits, None, *found.span())
    for pattern in (zh.ID_WORDS, en.ID_WORDS):
        for found in pattern.finditer(page.plain):
            yield Fact("id_no", found["value"].replace(" ", "").upper(), None, *found.span("value"))


def order_numbers(page: Page) -> Iterator[Fact]:
    """Numbers that are called the number of an order, a parcel, a contract, a case."""
    if _digits(page) < 1:
        return
    for pattern in (zh.ORDER_NO, en.ORDER_NO):
        for found in pattern.finditer(page.plain):
            start, end = found.span("value")
            if _DIGIT.search(found["value"]):
                yield Fact("order_no", page.text[start:end], None, start, end)


def loose_order_numbers(page: Page) -> Iterator[Fact]:
    """Long numbers that stand alone and look like an order's."""
    if _digits(page) >= 6:
        for found in _LOOSE_ORDER.finditer(page.plain):
            yield Fact("order_no", page.text[found.start() : found.end()], None, *found.span())


def phones(page: Page) -> Iterator[Fact]:
    """Telephone numbers, digits only in the value (with a leading + where written)."""
    if _digits(page) < 5:
        return
    for found in _PHONE.finditer(page.plain):
        sign = "+" if found.group().startswith("+") else ""
        yield Fact("phone", sign + re.sub(r"[^\d*]", "", found.group()), None, *found.span())
    for found in _LOCAL_PHONE.finditer(page.plain):
        yield Fact("phone", _NOT_DIGIT.sub("", found["value"]), None, *found.span("value"))
