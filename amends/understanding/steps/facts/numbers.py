"""Reads numbers written in figures or in Chinese characters."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from amends.understanding.languages.zh_hans.facts import DIGITS, SCALES


def number(words: str) -> Decimal | None:
    """`1,280.50`, `三百二十`, `两万五`; None when it is no number."""
    if words and words[0].isascii():
        try:
            return Decimal(words.replace(",", ""))
        except InvalidOperation:
            return None
    return _chinese(words)


def _chinese(words: str) -> Decimal | None:
    total = section = digit = 0
    last_scale = 1
    for char in words:
        if char in DIGITS:
            digit = DIGITS[char]
            continue
        scale = SCALES.get(char)
        if scale is None:
            return None
        if scale >= 10_000:
            total = (total + section + digit) * scale if (total + section + digit) else scale
            section = 0
        else:
            section += (digit or 1) * scale
        digit, last_scale = 0, scale
    # A digit left over after a scale counts for the next smaller one: 两万五 is 25000, but 一百零五 is 105.
    if digit and last_scale > 10 and "零" not in words and "〇" not in words:
        digit *= last_scale // 10
    return Decimal(total + section + digit)
