"""Numbers with what they count: sums of money and lengths of time, in Chinese text in one pass."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from amends.understanding.languages.zh_hans import facts as zh
from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts.money import local_currency, scaled
from amends.understanding.steps.facts.numbers import number

_CONTEXT: Final = 14
_BEFORE: Final = 4
_LEAST_BARE: Final = 5
_SMALL: Final = 3
_ONE: Final = (None, "个")
_HALF: Final = {"W": "", "D": "T12H", "MONTH": "15D", "H": "30M", "Y": "6M", "M": "30S", "QUARTER": ""}
_HALVES: Final = {"H": "PT30M", "MONTH": "P15D", "Y": "P6M", "M": "PT30S", "D": "PT12H"}
_DAYS_A_WEEK: Final = 7
_MONTHS_A_QUARTER: Final = 3


def quantity_of(page: Page, found: re.Match[str]) -> Fact | None:
    """The amount or the duration matched."""
    if found.lastgroup == "bare":
        return _bare(page, found)
    return _money(page, found) if found["money"] else _time(page, found)


def _value(found: re.Match[str]) -> Decimal | None:
    said, more = found["number"], found["more"]
    value = number(said)
    if value is None or more == "把":
        return None
    if more == "几" and said[-1] not in zh.SCALES:
        return None
    if found["scale"]:
        value = scaled(value, found["scale"])
    return scaled(value, found["scale_after"]) if found["scale_after"] else value


def _money(page: Page, found: re.Match[str]) -> Fact | None:
    unit = found["money"]
    value = _value(found)
    if value is None:
        return None
    if unit in zh.TENTHS:
        value /= 10
    elif cents := found["cents"]:
        value += _cents(cents)
    elif unit == "块" and value < 2 and not found["number"][0].isdigit():
        return None
    local = page.language == "zh-Hant" and unit in zh.LOCAL_UNITS
    currency = local_currency(page) if local else zh.CURRENCIES[unit]
    return Fact("amount", f"{value:.2f}", currency, *found.span())


def _cents(said: str) -> Decimal:
    if said == "半":
        return Decimal("0.5")
    value = number(said.rstrip("毛")) or Decimal(0)
    return value / (10 if len(said) == 1 or "毛" in said else 100)


def _bare(page: Page, found: re.Match[str]) -> Fact | None:
    """A number without a unit, where the words around it make it money."""
    said = found["number"]
    if len(said) < 2 and not found["scale"]:
        return None
    start, end = found.span()
    if zh.SHORT.fullmatch(said):
        told = not zh.NOT_MONEY_BEFORE.search(page.plain, max(0, start - _BEFORE), start)
    else:
        told = (
            page.plain[start - 1 : start] in zh.MONEY_LAST
            and zh.MONEY_BEFORE.search(page.plain, max(0, start - _CONTEXT), start) is not None
        ) or _priced(page, start, end)
    value = _value(found) if told else None
    if value is None or value < _LEAST_BARE:
        return None
    return Fact("amount", f"{value:.2f}", local_currency(page), start, end)


def _priced(page: Page, start: int, end: int) -> bool:
    """Whether the number is a price by what follows, or by the goods that it stands behind."""
    after = page.plain[end : end + 1]
    if not after or after in zh.END:
        return any(end_of == start for _, end_of, _ in page.anchors_of("product"))
    return zh.MONEY_AFTER.match(page.plain, end) is not None and not zh.NOT_MONEY_BEFORE.search(
        page.plain, max(0, start - _BEFORE), start
    )


def _time(page: Page, found: re.Match[str]) -> Fact | None:
    plain, (start, end) = page.plain, found.span()
    if zh.NO_DURATION_AFTER.match(plain, end) or plain[start - 1 : start] in zh.NO_DURATION_BEFORE:
        return None
    said, unit = found["number"], zh.DURATION_UNITS[found["time"]]
    value = _plain_length(found, said, unit) or length(found, said, unit)
    if value is None:
        return None
    return Fact("duration", value, "working_days" if "工作" in found["time"] else None, start, end)


def _plain_length(found: re.Match[str], said: str, unit: str) -> str | None:
    """The commonest lengths, a small number of a plain unit, without arithmetic."""
    if (
        unit in "HMD"
        and found["half"] in _ONE
        and not found["after"]
        and not found["more"]
        and not found["scale"]
    ):
        count = zh.DIGITS.get(said) if len(said) == 1 else None
        if count is None and len(said) <= _SMALL and said.isascii() and said.isdigit():
            count = int(said)
        if count:
            return f"P{count}D" if unit == "D" else f"PT{count}{unit}"
    return None


def length(found: re.Match[str], said: str, unit: str) -> str | None:
    """The duration in ISO 8601, with the unit that was written."""
    if said == "半":
        return _HALVES.get(unit) if unit != "D" else None
    if unit == "MONTH" and found["half"] is None:
        return None
    if said == "成" and not found["half"]:
        return None
    value = Decimal(1) if said == "成" else _value(found)
    if value is None or not value:
        return None
    half = found["half"] in ("个半",) or found["after"] == "半"
    return iso(value, unit, half=half)


def iso(value: Decimal, unit: str, *, half: bool = False) -> str | None:
    """ISO 8601 of so many of a unit; weeks in days, quarters in months."""
    count = int(value)
    if count != value:
        if unit != "H" and unit != "M":
            return None
        value *= 60
        unit = "M" if unit == "H" else "S"
        hours, minutes = divmod(int(value), 60)
        return (
            (f"PT{hours}H" if hours else "PT") + (f"{minutes}M" if minutes else "") if unit == "M" else None
        )
    if count > 9999:
        return None
    rest = _HALF.get(unit, "") if half else ""
    if unit == "W":
        return f"P{count * _DAYS_A_WEEK + (3 if half else 0)}D"
    if unit == "QUARTER":
        return f"P{count * _MONTHS_A_QUARTER}M"
    if unit == "MONTH":
        return f"P{count}M{rest}"
    return f"P{count}{unit}{rest}" if unit in "DY" else f"PT{count}{unit}{rest}"
