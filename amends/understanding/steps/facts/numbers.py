"""Reads numbers written in figures or in Chinese characters; of a range the lower bound."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from amends.understanding.languages.zh_hans.facts import DIGITS, SCALES


def number(words: str) -> Decimal | None:
    """`1,280.50`, `三百二十`, `两万五`, `三四千`; None when it is no number or is not told (`几百`)."""
    if words and words[0].isascii():
        if "万" in words:
            return _mixed(words)
        try:
            return Decimal(words.replace(",", ""))
        except InvalidOperation:
            return None
    return _chinese(words)


def _mixed(words: str) -> Decimal:
    """`2万3千`, `1万500`."""
    high, low = words.split("万")
    scale = SCALES.get(low[-1], 1)
    return Decimal(high) * SCALES["万"] + Decimal(low.strip("零千百") or 0) * scale


def _chinese(words: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last_scale = 1
    for char in words.replace("廿", "二十").replace("卅", "三十"):
        if char in DIGITS:
            # Two digits side by side are a range, 三四千, whose lower bound counts.
            digit = digit or DIGITS[char]
            continue
        scale = SCALES.get(char)
        if scale is None:
            return None
        if scale >= 10_000:
            total = (total + section + (digit or 0)) * scale or scale
            section = 0
        else:
            section += (1 if digit is None else digit) * scale
        digit, last_scale = None, scale
    # A digit left over after a scale counts for the next smaller one: 两万五 is 25000, but 一百零五 is 105.
    if digit and last_scale > 10 and "零" not in words and "〇" not in words:
        digit *= last_scale // 10
    return Decimal(total + section + (digit or 0))


def whole(words: str | None) -> int | None:
    """The number in whole units."""
    value = number(words) if words else None
    return int(value) if value is not None else None
