"""Amounts of money with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from amends.understanding.languages.en import facts as en
from amends.understanding.languages.zh_hans.facts import WRITTEN_SCALES
from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts.numbers import number

_SIGNED: Final = re.compile(
    r"(?:(?:(?<![a-z])(?P<letters>hk|nt|us|s|a|c|au|sg)?(?P<sign>\$)|(?P<mark>[£€¥￥])|(?<![a-z])(?P<code>hkd|ntd|nt|usd|rmb|cny|gbp|eur|sgd|twd|rm|港币|人民币|新?台币|美元|美金))\s?)"
    r"(?P<number>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)(?P<scale>[万亿]|k\b|\s?million\b)?(?:元|蚊)?"
)
_SIGNS: Final = {
    "hk": "HKD", "hkd": "HKD", "nt": "TWD", "港币": "HKD", "人民币": "CNY", "新台币": "TWD", "台币": "TWD", "美元": "USD", "美金": "USD", "rm": "MYR", "ntd": "TWD", "twd": "TWD", "us": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP", "€": "EUR",
    "eur": "EUR", "¥": "CNY", "￥": "CNY", "rmb": "CNY", "cny": "CNY", "s": "SGD", "sg": "SGD", "sgd": "SGD", "a": "AUD", "au": "AUD", "c": "CAD",
}  # fmt: skip
# A glance for the signs saves most texts the longer search.
_CODE: Final = re.compile(r"(?:hkd|ntd|nt|rm|usd|rmb|cny|gbp|eur|sgd|twd)\s?\d")
_CODE_LENGTH: Final = 2


def scaled(value: Decimal, scale: str) -> Decimal:
    """The value in thousands, ten thousands, … as said."""
    return value * WRITTEN_SCALES.get(scale.strip(), 1_000_000)


def local_currency(page: Page) -> str:
    """The currency that `元`, `$` or nothing means where nothing else says so."""
    if page.language == "zh-Hans":
        return "CNY"
    if page.language == "zh-Hant":
        return "HKD" if page.makeup["cantonese"] or "蚊" in page.plain else "TWD"
    return "USD"


def signed(page: Page) -> Iterator[Fact]:
    """Amounts with a sign or a code before them; the value is a plain decimal with two places."""
    plain = page.plain
    if not (
        "$" in plain
        or "¥" in plain
        or "￥" in plain
        or "£" in plain
        or "€" in plain
        or "币" in plain
        or "美" in plain
        or (page.makeup["latin"] + page.makeup["capital"] >= _CODE_LENGTH and _CODE.search(plain))
    ):
        return
    for found in _SIGNED.finditer(page.plain):
        value = number(found["number"])
        if value is not None:
            if found["scale"]:
                value = scaled(value, found["scale"])
            local = "USD" if page.language == "zh-Hans" else local_currency(page)
            name = found["letters"] or found["mark"] or found["code"] or ""
            end = found.end()
            yield Fact("amount", f"{value:.2f}", _SIGNS.get(name, local), found.start(), end)


def english(page: Page) -> Iterator[Fact]:
    """`350 euros`, `three hundred dollars`."""
    if not en.MONEY.search(page.plain):
        return
    for found in en.AMOUNT.finditer(page.plain):
        value = en_number(found["number"])
        if value is not None:
            value *= en.SCALES.get(found["scale"] or "", 1)
            yield Fact("amount", f"{value:.2f}", en.CURRENCIES[found["unit"]], *found.span())


def en_number(said: str) -> Decimal | None:
    """A number in figures or in English words."""
    if said[0].isdigit():
        return number(said)
    total = 0
    for word in said.replace("-", " ").split():
        if word in ("hundred", "thousand"):
            total = (total or 1) * (100 if word == "hundred" else 1000)
        else:
            total += en.NUMBERS.get(word, 0)
    return Decimal(total) if total else None


def said_again(page: Page, found: list[Fact]) -> Iterator[Fact]:
    """The bare figures of an amount that the text has already named with its unit."""
    plain = page.plain
    for figures in {plain[fact.start : fact.end] for fact in found if fact.kind == "amount"}:
        digits = _FIGURES.search(figures)
        if digits is None or plain.count(digits.group()) < _TWICE:
            continue
        value = number(digits.group())
        at = plain.find(digits.group())
        while at >= 0 and value is not None:
            end = at + len(digits.group())
            if plain[at - 1 : at] not in _NUMBER_BEFORE and plain[end : end + 1] not in _NUMBER_AFTER:
                yield Fact("amount", f"{value:.2f}", local_currency(page), at, end)
            at = plain.find(digits.group(), end)


_TWICE: Final = 2
_FIGURES: Final = re.compile(r"\d[\d,]*\.?\d+")
_NUMBER_BEFORE: Final = frozenset("0123456789.*/-abcdefghijklmnopqrstuvwxyz第")
_NUMBER_AFTER: Final = frozenset("0123456789.:*/-%abcdefghijklmnopqrstuvwxyz年月日号天个次人度米斤公分小点")
