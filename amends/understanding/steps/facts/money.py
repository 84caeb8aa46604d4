"""Amounts of money with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from amends.understanding.languages.en import facts as en
from amends.understanding.languages.zh_hans import facts as zh
from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts.numbers import number

_SIGNED: Final = re.compile(
    r"(?P<sign>hk\$|nt\$|us\$|hkd|ntd|usd|rmb|cny|\$|£|€|¥|￥)\s?(?P<number>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)"
    r"(?P<scale>[万亿]|k\b|\s?million\b)?(?:元|蚊)?"
)
_SIGNS: Final = {
    "hk$": "HKD", "hkd": "HKD", "nt$": "TWD", "ntd": "TWD", "us$": "USD", "usd": "USD", "£": "GBP", "€": "EUR", "¥": "CNY", "￥": "CNY",
    "rmb": "CNY", "cny": "CNY",
}  # fmt: skip
_SCALES: Final = {
    "万": 10_000,
    "亿": 100_000_000,
    "千": 1000,
    "百": 100,
    "w": 10_000,
    "k": 1000,
    "million": 1_000_000,
}
# A glance for the marks that each pattern needs saves most texts the longer search.
_SIGN: Final = re.compile(r"[$£€¥￥]|hkd|ntd|usd|rmb|cny")
_CHINESE_UNIT: Final = re.compile(r"[元块圆蚊币金刀镑]|rmb|cny|usd|hkd|twd")
_TEN_THOUSANDS: Final = re.compile(r"[万亿w]")


def local_currency(page: Page) -> str:
    """The currency that `元` or `$` means where nothing else says so."""
    if page.language == "zh-Hans":
        return "CNY"
    if page.language == "zh-Hant":
        return "HKD" if len(page.hits_of("cantonese")) >= 2 or "蚊" in page.plain else "TWD"
    return "USD"


def _fact(found: re.Match[str], value: Decimal, currency: str) -> Fact:
    text = found.group().rstrip()
    return Fact("amount", f"{value:.2f}", currency, found.start(), found.start() + len(text))


def amounts(page: Page) -> Iterator[Fact]:
    """Amounts; the value is a plain decimal with two places."""
    if _SIGN.search(page.plain):
        yield from _signed(page)
    if _CHINESE_UNIT.search(page.plain):
        for found in zh.AMOUNT.finditer(page.plain):
            yield from _chinese(page, found)
    if not page.makeup["digit"]:
        return
    if _TEN_THOUSANDS.search(page.plain):
        for found in zh.BARE_TEN_THOUSANDS.finditer(page.plain):
            yield from _chinese(page, found)
    if page.makeup["latin"] or page.makeup["capital"]:
        for found in en.AMOUNT.finditer(page.plain):
            value = number(found["number"])
            if value is not None:
                scale = en.SCALES.get(found["scale"] or "", 1)
                yield _fact(found, value * scale, en.CURRENCIES[found["unit"]])


def _signed(page: Page) -> Iterator[Fact]:
    for found in _SIGNED.finditer(page.plain):
        value = number(found["number"])
        if value is not None:
            scale = _SCALES.get((found["scale"] or "").strip(), 1)
            local = "USD" if page.language == "zh-Hans" else local_currency(page)
            yield _fact(found, value * scale, _SIGNS.get(found["sign"], local))


def _chinese(page: Page, found: re.Match[str]) -> Iterator[Fact]:
    value = number(found["number"])
    unit = found["unit"]
    groups = found.groupdict()
    if value is None or (unit == "块" and value < 2):
        return
    for name in ("scale", "scale_after"):
        value *= _SCALES.get(groups.get(name) or "", 1)
    currency = (
        local_currency(page) if unit in zh.LOCAL_UNITS and page.language == "zh-Hant" else zh.CURRENCIES[unit]
    )
    yield _fact(found, value, currency)
