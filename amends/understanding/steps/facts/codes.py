"""E-mail addresses, telephone, identity and card numbers, and the numbers of orders, parcels, cases and contracts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from amends.understanding.page import Page
from amends.understanding.reading import Fact

_EMAIL: Final = re.compile(r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}")
# What may stand between the name of a number and the number.
_LINK: Final = re.compile(
    r"(?:\s?(?:号码|编号|(?:number|no|num|id|code|ref|reference|is|was|ending|in|the)\b\.?|尾号|末四位|后四位|号|是|为|系|码|:|#|\(|（|\"|“|-|，)){0,4}\s?"
)
_VALUE: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{1,3}\([\u4e00-\u9fff]{1,3}\)[\u4e00-\u9fff]{0,4}[〔\[(]\d{4}[〕\])]\d{2,8}号)"
    r"|[a-z0-9*]{1,32}(?:[-/_][a-z0-9*]{1,32}|[ -][a-z]{0,3}[\d*][a-z0-9*]{0,24}){0,8}(?: [a-z]{2,3}(?![a-z]))?"
)
_TOKEN: Final = re.compile(
    r"(?<![a-z0-9*.¥￥$£€@_-])(?=[a-z\d*+(])(?:\+|\()?(?:[a-z]{1,6}[-/ ]?)?[\d*][\d*a-z]{0,40}(?:(?:\)[ -]?| [-/] |[ \-/])\(?[\d*][\d*a-z]{0,40}){0,8}(?:\([\da]\))?(?![\d*@])"
)
_BLANKS: Final = re.compile(r"\s")
_SIGNS: Final = re.compile(r"[^\d*]")
_DIGIT: Final = re.compile(r"[\d*]")
_CHINA_ID: Final = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dx]")
_MASKED_CHINA_ID: Final = re.compile(r"[1-8]\d{0,13}\*{4,16}\d{0,5}[\dx]?")
_HONG_KONG_ID: Final = re.compile(r"[a-z]{1,2}[\d*]{6}\([\da]\)")
_TAIWAN_ID: Final = re.compile(r"[a-z][12][\d*]{8}")
_US_ID: Final = re.compile(r"[\d*x]{3}-[\d*x]{2}-\d{4}")
_PHONE: Final = re.compile(
    r"1[3-9][\d*]{9}|861[3-9][\d*]{9}|0[1-9][\d*]{8,10}|[48]00[\d*]{7}|0800[\d*]{6}|09[\d*]{8}|1[2-9]\d{9}"
)
_AREA: Final = re.compile(r"\(?[2-9][\d*]{2}\)?[ -][\d*]{3}[ -][\d*]{4}|\(?0\d{2,4}\)?[ -][\d* -]{6,12}")
_ID_BEFORE: Final = re.compile(
    r"(?:身份证|证件|身分证|卡|账|户|银行|ssn|passport|护照|card|account)[^\d,。;!?]{0,14}$"
)
_CARD_AFTER: Final = re.compile(r"\)?）?(?:的)?(?:那张|这张)?(?:信用卡|储蓄卡|银行|卡|账户)")
_ORDER_BEFORE: Final = re.compile(r"(?:单|order|件|票|parcel|tracking|ticket|booking)[^\d,。;!?]{0,10}$")
_PHONE_BEFORE: Final = re.compile(
    r"(?:电话|手机|tel|phone|whatsapp|致电|热线|联系我|call me|号码|联络)[^\d。;!?]{0,10}$"
)
_TAIL: Final = re.compile(
    r"(?:尾号|尾数|末四位|后四位|ending(?: in| with)?)\s?(?:为|是|:)?\s?(?P<value>[\d*]{3,8})(?!\d)"
)
_LEAST: Final = 3
_BEFORE_NUMBER: Final = frozenset(
    '0123456789abcdefghijklmnopqrstuvwxyz*号码编尾末后是为系:# (（"“-深京沪粤渝津'
)
_LEAST_LOOSE: Final = 9
_SHORTEST_PHONE: Final = 7
_COUNTED: Final = frozenset("元块年月天")
_SHORTEST: Final = 7
_LEAST_TOLD: Final = 4
_LONG_RUN: Final = re.compile(r"[\d*]{6,}|[\d*]{2,}\)?[ -]\(?[\d*a-z]|\*{2}")
_SHORT_MIXED: Final = re.compile(r"(?=[A-Z]*\d[A-Z]*\d)[A-Z0-9]{5,8}")
_DAY: Final = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)")
_CARD_LENGTHS: Final = range(15, 20)
_ID_LENGTH: Final = 18
_ROOM: Final = 16
_FAR: Final = 48
_PASSPORT: Final = re.compile(r"passport|护照")


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


def labelled(page: Page) -> Iterator[Fact]:
    """Numbers that are called the number of an order, a parcel, a contract, a case, a passport, a card."""
    plain = page.plain
    for anchor in page.anchors_of("number"):
        _start, start, kind = anchor
        if plain[start : start + 1] not in _BEFORE_NUMBER:
            continue
        link = _LINK.match(plain, start)
        if link:
            start = link.end()
        if not plain[start : start + 1].isalnum() and plain[start : start + 1] != "*":
            continue
        found = _VALUE.match(plain, start)
        if found is None:
            continue
        end = _value_end(page, found)
        value = page.text[start:end]
        digits = len(_DIGIT.findall(value))
        if (digits < _LEAST and not _SHORT_MIXED.fullmatch(value)) or plain[end : end + 1] in _COUNTED:
            continue
        if kind == "order":
            yield _order(page, start, end)
        elif kind == "phone":
            if digits >= _SHORTEST_PHONE:
                yield _phone(page, start, end)
        else:
            yield Fact("id_no", _BLANKS.sub("", value), kind, start, end)


def _value_end(page: Page, found: re.Match[str]) -> int:
    """Where the number ends: words in small letters after a blank are no part of it."""
    start, end = found.span()
    words = page.text[start:end].split(" ")
    while len(words) > 1 and not (_DIGIT.search(words[-1]) or words[-1].isupper()):
        words.pop()
    return start + len(" ".join(words).rstrip("-/_"))


def _order(page: Page, start: int, end: int) -> Fact:
    return Fact("order_no", _BLANKS.sub("", page.text[start:end]), None, start, end)


def _phone(page: Page, start: int, end: int) -> Fact:
    said = page.plain[start:end]
    return Fact("phone", ("+" if "+" in said else "") + _SIGNS.sub("", said), None, start, end)


def tails(page: Page) -> Iterator[Fact]:
    """The last digits of a card, or of an order."""
    plain = page.plain
    if not ("尾" in plain or "四位" in plain or "ending" in plain):
        return
    for found in _TAIL.finditer(plain):
        start, end = found.span("value")
        if _ORDER_BEFORE.search(plain, max(0, found.start() - _ROOM), found.start()):
            yield _order(page, start, end)
        elif not _PHONE_BEFORE.search(plain, max(0, found.start() - _ROOM), found.start()):
            yield Fact("id_no", page.text[start:end], "bank_card", start, end)


def numbers(page: Page) -> Iterator[Fact]:
    """Numbers that are named, then those told by their shape: telephones, identity cards, bank cards, orders."""
    if page.makeup["digit"] < _LEAST and "*" not in page.plain:
        return
    named = [*labelled(page), *tails(page)]
    yield from named
    plain, done = page.plain, 0
    run = _LONG_RUN.search(plain)
    while run is not None:
        start, end = run.span()
        if not any(fact.start <= start < fact.end for fact in named):
            token = _TOKEN.search(plain, max(done, start - _ROOM))
            while token is not None and token.end() <= start:
                token = _TOKEN.search(plain, token.end())
            if token is None:
                return
            fact = _by_shape(page, *token.span()) if len(token.group()) >= _SHORTEST else None
            if fact is not None:
                yield fact
            done = end = max(end, token.end())
        run = _LONG_RUN.search(plain, end)


def _by_shape(page: Page, start: int, end: int) -> Fact | None:
    said = page.plain[start:end]
    if _DAY.match(said) or page.plain[end : end + 1] in _COUNTED:
        return None
    bare = said.translate(_BARE)
    digits = sum(char in "0123456789" for char in bare)
    unit = _identity(page.plain, said, bare, start)
    if unit is not None:
        return Fact("id_no", _BLANKS.sub("", page.text[start:end]).upper(), unit, start, end)
    if len(bare) - bare.count("*") < _LEAST_TOLD or digits < _LEAST:
        return None
    if bare[0] in "0123456789*" and (
        _PHONE.fullmatch(bare) or _AREA.fullmatch(said) or (said[0] in "+(" and 7 <= len(bare) <= 16)
    ):
        return _phone(page, start, end)
    if said[0] in "+(":
        return None
    letters = len(bare) - digits - bare.count("*")
    if 7 <= len(bare) <= 8 and not letters and _PHONE_BEFORE.search(page.plain, max(0, start - _ROOM), start):
        return _phone(page, start, end)
    if (
        digits >= _LEAST_LOOSE
        or (letters and digits >= 6 and letters <= 6)
        or (digits >= 5 and "-" in said and letters)
    ):
        return _order(page, start, end)
    return None


_BARE: Final = str.maketrans("", "", " -+/()")


def _identity(plain: str, said: str, bare: str, start: int) -> str | None:
    if _CHINA_ID.fullmatch(bare):
        return "identity_card"
    size = len(bare)
    if "*" in bare and size == _ID_LENGTH and _MASKED_CHINA_ID.fullmatch(bare):
        return "identity_card"
    if _HONG_KONG_ID.fullmatch(said) or _TAIWAN_ID.fullmatch(bare) or _US_ID.fullmatch(said):
        return "identity_card"
    if (
        size in _CARD_LENGTHS
        and bare[0] in "3456"
        and (
            ("*" in bare and bare.isascii() and bare.replace("*", "").isdigit())
            or (bare.isdigit() and passes_luhn(bare))
        )
    ):
        return "bank_card"
    if "*" in bare and not bare.isalpha() and _PASSPORT.search(plain, max(0, start - _FAR), start):
        return "passport"
    if size in _CARD_LENGTHS and bare.isdigit() and _ID_BEFORE.search(plain, max(0, start - _ROOM), start):
        return "bank_card"
    return None
