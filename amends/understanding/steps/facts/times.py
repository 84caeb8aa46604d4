"""Dates, resolved against the time of writing where there is one; durations; earlier contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from amends.understanding.languages.en import facts as en
from amends.understanding.languages.zh_hans import facts as zh
from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts.numbers import number

_CHINESE_TIME: Final = re.compile(r"[年月日号天周期拜晚早前以]|\d[-/.]\d")
_CHINESE_CONTACT: Final = re.compile(r"[次遍番通回曾]|个电话|反复|再三|一再|不断|一直|已经|之前|此前")
_LATIN_LETTER: Final = re.compile(r"[a-z]{3}|\d/\d|\d-\d")


def dates(page: Page) -> Iterator[Fact]:
    """Dates and times; the value is ISO 8601 as far as it is known, else the words as written."""
    day = page.written_at
    if _CHINESE_TIME.search(page.plain):
        for found in zh.DATE.finditer(page.plain):
            if len(found.group()) > 1:
                yield _dated(page, found, _chinese_value(found, day))
    if _LATIN_LETTER.search(page.plain):
        for found in en.DATE.finditer(page.plain):
            yield _dated(page, found, _english_value(found, day))


def _dated(page: Page, found: re.Match[str], value: str | None) -> Fact:
    start, end = found.span()
    while end > start and page.plain[end - 1].isspace():
        end -= 1
    return Fact("date", value or page.text[start:end], None, start, end)


def _int(words: str | None) -> int | None:
    value = number(words) if words else None
    return int(value) if value is not None else None


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if month is not None and not 1 <= month <= 12:
        return None
    if year is None:
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _whole_year(words: str | None) -> int | None:
    year = _int(words)
    return year + 2000 if year is not None and year < 100 else year


def _latest(month: int | None, day: int | None, today: datetime | None) -> int | None:
    """The year of a month named without one: the last that had begun when the text was written."""
    if today is None or month is None:
        return None
    return today.year if (month, day or 1) <= (today.month, today.day) else today.year - 1


def _shifted_month(today: datetime, months: int) -> tuple[int, int]:
    whole = today.year * 12 + today.month - 1 + months
    return whole // 12, whole % 12 + 1


def _moved(today: datetime, count: int, unit: str) -> str | None:
    if count > 5000:
        return None
    if unit in ("month", "year"):
        year, month = _shifted_month(today, -count * (12 if unit == "year" else 1))
        if year < 1:
            return None
        return f"{year:04d}-{month:02d}" if unit == "month" else f"{year:04d}"
    try:
        if unit == "working_day":
            return _working_days_before(today.date(), count).isoformat()
        return (today.date() - timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    except OverflowError:
        return None


def _working_days_before(day: date, count: int) -> date:
    while count > 0:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _week_day(today: datetime, weeks: int, weekday: int | None) -> str:
    monday = today.date() - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    if weekday is None:
        year, week, _ = monday.isocalendar()
        return f"{year:04d}-W{week:02d}"
    return (monday + timedelta(days=weekday)).isoformat()


def _chinese_value(found: re.Match[str], today: datetime | None) -> str | None:
    day = _chinese_day(found, today)
    hour = _int(found["hour"])
    if day is None or len(day) != 10 or hour is None:
        return day
    if found["part"] in zh.AFTERNOON and hour < 12:
        hour += 12
    said = found["minute"]
    minute = (
        {"半": 30, "一刻": 15, "三刻": 45}.get(said or "") if said and not said.isdigit() else int(said or 0)
    )
    return f"{day}T{hour:02d}:{minute or 0:02d}" if hour < 24 and (minute or 0) < 60 else day


def _chinese_day(found: re.Match[str], today: datetime | None) -> str | None:
    if found["year"]:
        return _iso(_whole_year(found["year"]), _int(found["month"]), _int(found["day"]))
    if found["year2"]:
        return _iso(_int(found["year2"]), _int(found["month2"]), _int(found["day2"]))
    if today is None:
        return None
    if found["month3"]:
        month, day = _int(found["month3"]), _int(found["day3"])
        said = found["said"]
        return _iso(today.year + zh.YEARS[said] if said else _latest(month, day, today), month, day)
    if found["near"]:
        return (today.date() + timedelta(days=zh.NEAR[found["near"]])).isoformat()
    if found["week"]:
        weekday = zh.WEEKDAYS[found["weekday"]] if found["weekday"] else None
        return _week_day(today, zh.WEEKS[found["week"]], weekday)
    if found["lastmonth"]:
        year, month = _shifted_month(today, zh.WEEKS[found["lastmonth"]])
        return _iso(year, month, _int(found["day4"]))
    if found["ago"]:
        return _chinese_ago(found, today)
    if found["said2"]:
        return f"{today.year + zh.YEARS[found['said2']]:04d}"
    day = _int(found["day5"])
    year, month = _shifted_month(today, 0 if day is not None and day <= today.day else -1)
    return _iso(year, month, day)


def _chinese_ago(found: re.Match[str], today: datetime) -> str | None:
    count, unit = found["count"], zh.DURATION_UNITS[found["ago"]]
    if count == "半":
        return (
            _moved(today, 6, "month")
            if unit == "year"
            else _moved(today, 15, "day")
            if unit == "month"
            else None
        )
    number_of = _int(count)
    return _moved(today, number_of, unit) if number_of is not None else None


def _english_month(name: str | None) -> int | None:
    return en.MONTHS[name[:3]] if name else None


def _english_value(found: re.Match[str], today: datetime | None) -> str | None:
    group = found.groupdict()
    for month, day, year in (
        ("month", "day", "year"),
        ("month2", "day2", "year2"),
        ("month3", None, "year3"),
    ):
        if group[month]:
            number_of, day_of = _english_month(group[month]), _int(group[day]) if day else None
            return _iso(_int(group[year]) or _latest(number_of, day_of, today), number_of, day_of)
    if group["year4"]:
        if "x" in group["month4"] + group["day4"] + group["year4"]:
            return group["year4"] if "x" not in group["year4"] else None
        return _iso(_whole_year(group["year4"]), _int(group["month4"]), _int(group["day4"]))
    if group["year5"]:
        return _iso(_int(group["year5"]), _int(group["month5"]), _int(group["day5"]))
    if group["year6"]:
        return str(group["year6"])
    return _english_relative(group, today) if today else None


def _english_relative(group: dict[str, str | None], today: datetime) -> str | None:
    if near := group["near"]:
        return (today.date() + timedelta(days=en.NEAR[near])).isoformat()
    if weekday := group["weekday"]:
        wanted = en.WEEKDAYS[weekday]
        if group["which"] == "next":
            return _week_day(today, 1, wanted)
        back = (today.weekday() - wanted) % 7
        return (today.date() - timedelta(days=back or 7)).isoformat()
    if span := group["span"]:
        shift = {"last": -1, "this": 0, "next": 1}[group["last"] or "this"]
        if span == "week":
            return _week_day(today, shift, None)
        return _iso(*_shifted_month(today, shift), None) if span == "month" else f"{today.year + shift:04d}"
    if group["ago"] and group["count"]:
        count = en.NUMBERS.get(group["count"]) or _int(group["count"])
        return _moved(today, count, _english_unit(group["ago"])) if count is not None else None
    return None


def _english_unit(words: str) -> str:
    return en.DURATION_UNITS[words.rstrip("s")]


def durations(page: Page) -> Iterator[Fact]:
    """How long something took; the unit is minute, hour, day, working_day, week, month or year."""
    for found in zh.DURATION.finditer(page.plain):
        said = found["number"]
        value = 0.5 if said in ("半", "大半") else 1.0 if said == "成" else float(number(said) or 0)
        if found["half"] == "个半" or found["more"] == "半":
            value += 0.5
        yield _lasting(found, value, zh.DURATION_UNITS[found["unit"]])
    if _LATIN_LETTER.search(page.plain):
        for found in en.DURATION.finditer(page.plain):
            said = found["number"]
            value = (
                0.5
                if said == "half an"
                else float(en.NUMBERS.get(said) or (number(said) if said[0].isdigit() else 0) or 0)
            )
            yield _lasting(found, value, _english_unit(found["unit"]))


def _lasting(found: re.Match[str], value: float, unit: str) -> Fact:
    return Fact("duration", f"{value:g}" if value else found["number"], unit, *found.span())


def earlier_contacts(page: Page) -> Iterator[Fact]:
    """That the writer has been in touch before; the value is how often, or the words when no number is given."""
    chinese = zh.EARLIER_CONTACT.finditer(page.plain) if _CHINESE_CONTACT.search(page.plain) else ()
    for found in chinese:
        said = found["count"] or found["count2"] or found["count3"]
        count = _int(said)
        yield Fact(
            "earlier_contact", str(count) if count is not None else found.group(), "times", *found.span()
        )
    if _LATIN_LETTER.search(page.plain):
        for found in en.EARLIER_CONTACT.finditer(page.plain):
            said = "twice" if found["twice"] else found["count"] or found["count2"] or ""
            nth = en.NTH.get(found["nth"] or "")
            count = nth or en.NUMBERS.get(said) or (_int(said) if said.isdigit() else None)
            yield Fact("earlier_contact", str(count or found.group()), "times", *found.span())
