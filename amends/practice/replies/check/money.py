"""Amounts and gifts: within the writer's authority, and never before their time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.phrases import Hit, trimmed
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.words import Words, language_of, words_for

AMOUNT = re.compile(
    r"(?P<sign>CN¥|NT\$|HK\$|US\$|RMB|CNY|人民[币幣]|[¥￥$€£])\s?(?P<a>\d[\d,]{0,15}(?:\.\d{1,4})?)\s?(?P<wan_a>[万萬])?"
    r"|(?<![\d,.])(?P<b>\d[\d,]{0,15}(?:\.\d{1,4})?)\s?(?P<wan_b>[万萬])?\s?(?P<unit>元|块|塊|圆|圓|港[元币幣]|[台臺][币幣]|yuan|RMB|CNY|dollars?|USD|HKD|TWD)"
    r"|(?P<han>[一二两兩三四五六七八九十百千万萬]{1,9})(?P<han_unit>元|块钱|塊錢)",
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
    "£": "GBP",
}
LOOKED_INTO = re.compile(
    r"[^，。；！？,.;!?\n]{0,8}(?:核对|核對|查清|对清|對清)|\W{0,2}\s?(?:you|he|she) (?:bought|booked|gave)",
    re.I,
)
DIGITS = {
    char: value
    for value, chars in enumerate(("", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
UNITS = {"十": 10, "百": 100, "千": 1000}


def amounts_in(reply: str) -> Iterator[tuple[int, int, float, str]]:
    """Every sum of money: start, end, value in whole units, currency ("" where the words leave it open)."""
    for match in AMOUNT.finditer(reply):
        figure = match["a"] or match["b"]
        value = float(figure.replace(",", "")) if figure else _chinese_number(match["han"])
        if match["wan_a"] or match["wan_b"]:
            value *= 10_000
        mark = (match["sign"] or match["unit"] or "").upper().removesuffix("S")
        yield match.start(), match.end(), value, CURRENCIES.get(mark, "")


def money_hits(text: Acts, words: Words, context: CheckContext) -> Iterator[Hit]:
    """Amounts granted above the limit, and gifts offered before the fix or while the customer is upset."""
    for start, end, value, currency in amounts_in(text.reply):
        limit = limit_for(currency, context)
        if limit is None or value <= limit or (value, currency or context.currency) in context.decided:
            continue
        if _granted(text, words, start, end):
            yield "over_authority", start, end, ""
    if too_early(text, words, context):
        bribes = text.having("looks_like_bribe")
        for run in text.having("gift"):
            if any(one.start < run.end and run.start < one.end for one in bribes):
                continue
            start, end = trimmed(text.reply, run.start, run.end)
            yield "gift_too_early", start, end, ""
        for match in words.lexicon["gift"].finditer(text.reply):
            before = text.clause_before(match.start())
            is_theirs = text.is_quoted(match.start(), match.end()) or words.has("customer_said", before)
            is_theirs = is_theirs or match.group().lower() in text.complaint.lower() or _is_told(text, match)
            if is_theirs or _is_only_named(text, match):
                continue
            if not words.has("negation", before):
                yield "gift_too_early", match.start(), match.end(), ""


def limit_for(currency: str, context: CheckContext) -> float | None:
    """Up to which sum the writer may grant in the currency of an amount; None where that is not known."""
    if not currency or not context.currency or currency == context.currency.upper():
        return context.authority_limit
    return None if context.limits_abroad is None else context.limits_abroad.get(currency, 0.0)


def _is_told(text: Acts, match: re.Match[str]) -> bool:
    """What stands before the apology of a sentence is what the customer went through."""
    span = text.sentences[text.sentence_index(match.start())]
    return span.start <= match.start() < text.told_until(span)


def like(written: str, value: float) -> str:
    """Another sum with the mark of currency that one was written with, before or behind it."""
    match = AMOUNT.match(written)
    if match is None:
        return f"{value:,.2f}"
    unit = match["unit"] or match["han_unit"] or ""
    return f"{match['sign'] or ''}{value:,.2f}{' ' if unit.isascii() and unit else ''}{unit}"


def _is_only_named(text: Text, match: re.Match[str]) -> bool:
    """A gift that buys silence is another fault; one that is looked into is none."""
    bought = any(run.start <= match.start() < run.end for run in text.having("looks_like_bribe"))
    return bought or LOOKED_INTO.match(text.reply, match.end()) is not None


def too_early(text: Text, words: Words, context: CheckContext) -> bool:
    """A gift comes after the fix and after the storm."""
    if context.fixed is False or context.calm is False:
        return True
    if context.calm is None and context.fixed is None:
        angry = context.emotion == "anger" or (not context.emotion and words.has("angry", text.complaint))
        return angry and not words.has("done", text.reply)
    return False


def is_theirs(text: Text, words: Words, start: int) -> bool:
    """Whether a sum is what the customer paid or speaks of, by the words before it."""
    if words.has("customer_said", text.clause_before(start)):
        return True
    before = text.reply[max(start - 20, 0) : start]
    return words.has("paid", before) and not words.has("grant", before[-6:])


def _granted(text: Text, words: Words, start: int, end: int) -> bool:
    return not is_theirs(text, words, start) and any(
        words.has("grant", sentence) for sentence in text.around(start, before=0, after=0)
    )


def _chinese_number(han: str) -> float:
    total = section = digit = 0
    for char in han:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            section += (digit or 1) * UNITS[char]
            digit = 0
        else:
            total = (total + section + digit) * 10_000
            section = digit = 0
    return float(total + section + digit)


def largest_grants(
    reply: str, decided: frozenset[tuple[float, str]] = frozenset(), home: str = ""
) -> dict[str, float]:
    """The largest sum of each currency that a reply promises or grants, without those that were decided on already.

    "" where its words leave the currency open, which is then the one at home.
    """
    text, words = Text(reply), words_for(language_of(reply))
    found: dict[str, float] = {}
    for start, end, value, currency in amounts_in(reply):
        is_new = (value, currency or home) not in decided
        if is_new and value > found.get(currency, 0) and _granted(text, words, start, end):
            found[currency] = value
    return found
