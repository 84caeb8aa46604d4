"""Dates and durations in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from amends.understanding.languages.en import facts as en
from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts import calendar
from amends.understanding.steps.facts.money import en_number
from amends.understanding.steps.facts.numbers import whole
from amends.understanding.steps.facts.quantities import iso

_SOON: Final = timedelta(days=60)
_CLOCK_ROOM: Final = 48
_YEAR: Final = 4


def dates(page: Page) -> Iterator[Fact]:
    """Dates and times; the value is ISO 8601 as far as it is known, else the words as written."""
    plain, today = page.plain, page.written_at
    latest: str | None = None
    for found in en.DATE.finditer(plain):
        start, end = found.span()
        before = plain[max(0, start - 16) : start]
        if found["year6"] and not en.YEAR_BEFORE.search(before):
            continue
        while plain[start] == " ":
            start += 1
        while plain[end - 1] in " ,.":
            end -= 1
        value = _value(found, today, bool(en.TO_COME_BEFORE.search(before)), latest)
        if value is None and found["first"]:
            continue
        if value is not None and len(value) > _YEAR:
            latest = value[:7]
        hour = en.CLOCK.match(plain, end, end + _CLOCK_ROOM)
        if hour and value is not None and len(value) == 10:
            end, value = hour.end(), _at(value, hour)
        yield Fact("date", value or page.text[start:end], None, start, end)


def _at(value: str, found: re.Match[str]) -> str:
    if found["noon"]:
        return f"{value}T12:00"
    said = found["hour"] or found["hour2"] or found["hour3"]
    hour = int(en_number(said) or 0)
    minute = int(found["minute"] or found["minute2"] or 0)
    part = found["part"] or ""
    later = found["half"] == "p" or part in ("afternoon", "evening", "night")
    if later and hour < 12:
        hour += 12
    elif found["half"] == "a" and hour == 12:
        hour = 0
    return f"{value}T{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else value


def _value(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    for month, day, year in (
        ("month", "day", "year"),
        ("month2", "day2", "year2"),
        ("month3", None, "year3"),
    ):
        if name := found[month]:
            number_of = en.MONTHS[name[:3]]
            day_of = whole(found[day]) if day else None
            known = whole(found[year]) or _year(number_of, day_of, today, to_come)
            return calendar.iso(known, number_of, day_of)
    if found["first"]:
        return _slashed(found, today)
    if found["year5"]:
        return calendar.iso(int(found["year5"]), int(found["month5"]), int(found["day5"]))
    if found["year6"]:
        return found["year6"]
    return _relative(found, today, to_come, latest) if today else None


def _year(month: int, day: int | None, today: datetime | None, to_come: bool) -> int | None:
    year = calendar.year_of(month, day, today, to_come=to_come)
    if not to_come or today is None or year is None:
        return year
    soon = (year - today.year) * 365 + (month - today.month) * 30 + (day or 1) - today.day <= _SOON.days
    return year if soon else calendar.year_of(month, day, today)


def _slashed(found: re.Match[str], today: datetime | None) -> str | None:
    """3/12 is the third of December where the clock is not American; what cannot be a month is the day."""
    first, second = int(found["first"]), int(found["second"])
    american = today is not None and (today.utcoffset() or timedelta()) < timedelta(hours=-2)
    month, day = (first, second) if second > 12 or (american and first <= 12) else (second, first)
    if not found["year4"] and (today is None or not (1 <= month <= 12 and 1 <= day <= 31)):
        return None
    year = calendar.full_year(whole(found["year4"])) or calendar.year_of(month, day, today)
    return calendar.iso(year, month, day)


def _relative(found: re.Match[str], today: datetime, to_come: bool, latest: str | None) -> str | None:
    if near := found["near"]:
        return calendar.near(today, en.NEAR[near])
    if weekday := found["weekday"]:
        wanted = en.WEEKDAYS[weekday]
        if found["which"] == "next":
            return calendar.week_day(today, 1, wanted)
        return calendar.latest_week_day(today, wanted, to_come=to_come or found["which"] == "this")
    if span := found["span"]:
        shift = {"last": -1, "this": 0, "next": 1}[found["last"]]
        return (
            calendar.iso(*calendar.shifted_month(today, shift))
            if span == "month"
            else f"{today.year + shift:04d}"
        )
    if said := found["count"]:
        count = 2 if "couple" in said else int(en_number(said) or 0)
        unit = found["ago"].rstrip("s")
        if unit.startswith(("working", "business")):
            return calendar.ago(today, count, "working_day")
        if unit == "fortnight":
            return calendar.ago(today, count * 2, "week")
        known = en.AGO_UNITS.get(unit)
        return calendar.ago(today, count, known) if known else calendar.near(today, 0)
    if day := found["day6"]:
        if latest is not None and not to_come:
            return calendar.iso(int(latest[:4]), int(latest[5:7]), int(day))
        return calendar.day_of_month(int(day), today, to_come=to_come)
    month, day_of = en.HOLIDAYS[found["holiday"]]
    return calendar.iso(_year(month, day_of, today, to_come), month, day_of)


def durations(page: Page) -> Iterator[Fact]:
    """How long something took or was to take, in ISO 8601."""
    plain = page.plain
    for found in en.DURATION.finditer(plain):
        start, end = found.span()
        said, unit = found["number"], found["unit"].rstrip("s")
        if _is_no_duration(plain, found, said):
            continue
        working = unit.startswith(("working", "business"))
        value = _length(found, said, "D" if working else en.DURATION_UNITS.get(unit, ""))
        if value is not None:
            yield Fact("duration", value, "working_days" if working else None, start, end)


def _is_no_duration(plain: str, found: re.Match[str], said: str) -> bool:
    start, end = found.span()
    before = plain[max(0, start - 12) : start]
    if said in ("a", "an") and not found["more"] and not found["half2"]:
        told = en.ONE_BEFORE.search(before) or en.ONE_AFTER.match(plain, end, end + 14)
        return not told or bool(en.RATE_BEFORE.search(before))
    return (bool(en.NO_DURATION_AFTER.match(plain, end, end + 14)) and not found["unit"].endswith("s")) or (
        plain[end : end + 1] == "-"
    )


def _length(found: re.Match[str], said: str, unit: str) -> str | None:
    if said.startswith("half"):
        return {"H": "PT30M", "Y": "P6M", "MONTH": "P15D", "D": "PT12H"}.get(unit)
    count = Decimal(2) if "couple" in said else en_number(said)
    if count is None or not count:
        return None
    if unit == "F":
        return f"P{int(count) * 14}D"
    value = iso(count, unit, half=bool(found["half"] or found["half2"]))
    more = found["more"]
    if value is None or more is None:
        return value
    return value + f"{int(en_number(more) or 0)}M"
