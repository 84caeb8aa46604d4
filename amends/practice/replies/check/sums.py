"""Sums of money in a text: what is written as one, and what several of them, or one paid again and again, come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

AMOUNT = re.compile(
    r"(?P<sign>CN¥|NT\$|HK\$|US\$|RMB|CNY|人民[币幣]|USD|HKD|TWD|EUR|GBP|[¥￥$€£])\s?(?P<a>\d[\d,]{0,15}(?:\.\d{1,4})?)(?:\s?(?P<wan_a>[万萬]))?"
    r"|(?<![\d,.])(?P<b>\d[\d,]{0,15}(?:\.\d{1,4})?)(?:\s?(?P<wan_b>[万萬]))?\s?(?P<unit>元|块|塊|圆|圓|港[元币幣]|[台臺][币幣]|yuan|RMB|CNY|dollars?|euros?|pounds|USD|HKD|TWD)"
    r"|(?P<han>[一二两兩三四五六七八九十百千万萬]{1,9})(?P<han_unit>元|块|塊)"
    # Without a unit only what stands alone before a pause: "赔您八百，", and smaller ones behind a word of money: "运费六十、".
    r"|(?<=[\u4e00-\u9fff])(?<![第周初年月号號约約])(?P<plain>[一二两兩三四五六七八九][百千万萬][一二两兩三四五六七八九十百千万萬]{0,7}|(?<=[费費金钱錢补補贴貼赔賠转轉送打退返给給您你])[一二两兩三四五六七八九]十[一二两兩三四五六七八九]?)(?=[，。；、！？,;!?\s]|[给給]您|消消|的|$)",
    re.I,
)
CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "USD": "USD",
    "NT$": "TWD",
    "TWD": "TWD",
    "HK$": "HKD",
    "HKD": "HKD",
    "€": "EUR",
    "EUR": "EUR",
    "EURO": "EUR",
    "£": "GBP",
    "GBP": "GBP",
    "POUND": "GBP",
}
DIGITS = {
    char: value
    for value, chars in enumerate(("", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
UNITS = {"十": 10, "百": 100, "千": 1000}
TEN_THOUSAND = 10_000
# Each month, for each person: what is granted is so many times the sum.
EACH = re.compile(
    r"每个?月|每個月|每人|每位|每[间間晚次]|\b(?:a|each|per|every) (?:month|person|night|head|guest)\b", re.I
)
WORDS = {
    word: at
    for at, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2
    )
}
TIMES = re.compile(
    r"(?P<digits>\d{1,3})\s?(?:个月|個月|个人|個人|[位晚人次期](?![级級])|(?:months?|people|guests|nights|of you)\b)"
    r"|(?P<han>[一二两兩三四五六七八九十]{1,3})(?:个月|個月|个人|個人|[位晚人次期](?![级級]))"
    r"|(?P<year>[一1]年|半年|\b(?:a|one) year\b|\bhalf a year\b)"
    rf"|\b(?P<word>{'|'.join(WORDS)}) (?:months|people|guests|nights|of you)\b",
    re.I,
)
YEAR, HALF = 12.0, 6.0
# What stands behind these words is counted together already.
TOTAL = re.compile(
    r"(?:合计|合計|共计|共計|总计|總計|总共|總共|一共|合共|加起来|加起來|共(?=[退付收返赔賠补補]?$)|in total(?: of)?|altogether|total(?:s|ling|ing)?(?: of| is|:)?|that is|=)[\s:：，,是为為]*[退付收返还還给給您赔賠补補了]{0,3}\s*$",
    re.I,
)
IN_TOTAL = re.compile(r"\s?(?:in total|altogether|all told|in all)\b", re.I)
# Another way to choose begins: what stands on both sides is not granted together.
OTHERWISE = re.compile(
    r"或|要么|要麼|另一|[；;。！？!?\n](?!\s{0,3}(?:另外(?!一)|此外|同[时時]|再(?!不)|[并並]|[还還](?!是|有一?[个個]?[办辦]法|可以)|另(?![一有外])))|(?:^|[，,：:\s])(?:甲|乙|丙|[ABC]|[一二三123]|其[一二三])(?:是|、|，|[.．:：)）])|方案[一二三ABC123]"
    r"|\b(?:or|alternatively)\b|(?:(?<!\d)\.(?!\d)|\.\s)(?!\s{0,3}(?:in addition|also|on top|plus|besides|and)\b)",
    re.I,
)


@dataclass(frozen=True)
class Sum:
    """A sum where it stands, in whole units; "" where the words leave the currency open."""

    start: int
    end: int
    value: float
    currency: str


def sums_in(text: str) -> Iterator[Sum]:
    """Every sum of money as it is written."""
    for match in AMOUNT.finditer(text):
        figure = match["a"] or match["b"]
        value = float(figure.replace(",", "")) if figure else chinese_number(match["han"] or match["plain"])
        if match["wan_a"] or match["wan_b"]:
            value *= TEN_THOUSAND
        mark = (match["sign"] or match["unit"] or "").upper().removesuffix("S")
        yield Sum(match.start(), match.end(), value, CURRENCIES.get(mark, ""))


def come_to(text: str, granted: Sequence[Sum]) -> Iterator[Sum]:
    """What sums that are granted in one breath come to together, and what one comes to that is paid again and again."""
    for at, one in enumerate(granted):
        yield from _again(text, one)
        total, end = one.value, one.end
        alike = [other for other in granted[at + 1 :] if other.currency == one.currency]
        for other in alike:
            if other.value == total or is_total(text, other) or OTHERWISE.search(text, end, other.start):
                break
            total, end = total + other.value, other.end
            yield Sum(one.start, end, total, one.currency)


def is_total(text: str, one: Sum) -> bool:
    """Whether the words say that this sum is what others come to."""
    return bool(TOTAL.search(text, max(0, one.start - 20), one.start) or IN_TOTAL.match(text, one.end))


def _again(text: str, one: Sum) -> Iterator[Sum]:
    """A sum for each month or person, as often as the words around it say; what is a total is not counted again."""
    if is_total(text, one):
        return
    start = max((found.end() for found in OTHERWISE.finditer(text, 0, one.start)), default=0)
    stop = OTHERWISE.search(text, one.end)
    end = stop.start() if stop else len(text)
    if EACH.search(text, start, end):
        for found in TIMES.finditer(text, start, end):
            first, last = min(one.start, found.start()), max(one.end, found.end())
            yield Sum(first, last, one.value * _count(found), one.currency)


def _count(found: re.Match[str]) -> float:
    if found["digits"]:
        return float(found["digits"])
    if found["han"]:
        return chinese_number(found["han"])
    if found["word"]:
        return float(WORDS[found["word"].lower()])
    return HALF if "半" in found["year"] or "half" in found["year"].lower() else YEAR


def chinese_number(han: str) -> float:
    """A number in characters; the last digit of "一千二" counts hundreds, as it is spoken."""
    total = section = digit = 0
    unit = 1
    for char in han:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            unit = UNITS[char]
            section += (digit or 1) * unit
            digit = 0
        else:
            total, unit = (total + section + digit) * TEN_THOUSAND, TEN_THOUSAND
            section = digit = 0
    return float(total + section + digit * (unit // 10 if unit > UNITS["十"] else 1))


def closed_up(written: str) -> str:
    """A sum without the blank before a Chinese unit: 600 元 is 600元."""
    return re.sub(r"\s+(?=[^\x00-\x7f])", "", written)


def like(written: str, value: float) -> str:
    """Another sum with the mark of currency that one was written with, before or behind it."""
    match = AMOUNT.match(written)
    number = f"{value:,.2f}".removesuffix(".00")
    if match is None:
        return number
    unit = match["unit"] or match["han_unit"] or ""
    return f"{match['sign'] or ''}{number}{' ' if unit.isascii() and unit else ''}{unit}"
