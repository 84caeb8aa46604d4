"""Dates in Chinese, resolved against the time of writing where there is one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from amends.understanding.languages.zh_hans import times as zh
from amends.understanding.languages.zh_hans.holidays import holiday
from amends.understanding.page import Page
from amends.understanding.reading import Fact
from amends.understanding.steps.facts import calendar
from amends.understanding.steps.facts.numbers import whole

_SOON: Final = timedelta(days=60)
_CLOCK_ROOM: Final = 24
_BY_THEN: Final = re.compile(r"[之以]?前")


@dataclass(slots=True)
class Latest:
    """The month that the text named last."""

    month: str | None = None


def date_of(page: Page, found: re.Match[str], latest: Latest) -> Fact | None:
    """The date matched, with the hour after it; the value is ISO 8601 as far as it is known, else the words as written."""
    plain = page.plain
    kind = found.lastgroup or ""
    start, end = found.span()
    if kind == "year3" and len(found["year3"]) == 3 and page.language != "zh-Hant":
        return None
    hour = zh.CLOCK.match(plain, end, end + _CLOCK_ROOM)
    to_come = kind in _UNSURE and (
        _to_come(plain, start, end) or (hour is not None and _to_come(plain, start, hour.end()))
    )
    value = _READERS[kind](found, page.written_at, to_come, latest.month)
    if value is not None and len(value) >= len("2024-01"):
        latest.month = value[:7]
    if hour:
        end = hour.end()
        value = _at(value, hour, plain[start : hour.start()])
    return Fact("date", value or page.text[start:end], None, start, end)


def _to_come(plain: str, start: int, end: int) -> bool:
    return bool(
        zh.TO_COME_BEFORE.search(plain, max(0, start - 3), start)
        or zh.TO_COME_AFTER.match(plain, end, end + 12)
    )


def _at(value: str | None, found: re.Match[str], before: str) -> str | None:
    hour = whole(found["hour"])
    if value is None or len(value) != 10 or hour is None:
        return value
    part = found["part"] or ("晚" if before[-1] in "晚夜" else "")
    if hour < 12 and (
        part in zh.AFTERNOON
        or (part in zh.EVENING and hour >= 5)
        or (part in zh.NIGHT and hour >= 9)
        or (part in zh.NOON and hour <= 3)
    ):
        hour += 12
    elif hour == 12 and part == "凌晨":
        hour = 0
    minute = _minute(found["minute"])
    return f"{value}T{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else value


def _minute(said: str | None) -> int:
    if said is None:
        return 0
    return {"半": 30, "一刻": 15, "三刻": 45}.get(said) or whole(said) or 0


Reader = Callable[["re.Match[str]", "datetime | None", bool, "str | None"], "str | None"]


def _with_year(year: str, month: str, day: str) -> Reader:
    def read(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
        return calendar.iso(
            calendar.full_year(int(found[year])),
            whole(found[month]),
            whole(found[day]) if found[day] else None,
        )

    return read


def _year(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    return calendar.iso(calendar.full_year(int(found["year3"])))


def _said(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    if today is None:
        return None
    year = today.year + zh.YEARS[found["said"]]
    if name := found["holiday2"]:
        day = holiday(name, year)
        return day.isoformat() if day else None
    return calendar.iso(year, whole(found["month3"]), whole(found["day3"]))


def _month_day(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    month, day = (
        whole(found[name]) for name in (("month4", "day4") if found["month4"] else ("month5", "day5"))
    )
    soon = _soon(month, day, today) if to_come else False
    return calendar.iso(calendar.year_of(month, day, today, to_come=soon), month, day)


def _soon(month: int | None, day: int | None, today: datetime | None) -> bool:
    if today is None or month is None:
        return False
    year = calendar.year_of(month, day, today, to_come=True)
    if year is None or calendar.iso(year, month, day or 1) is None:
        return False
    return date(year, month, day or 1) - today.date() <= _SOON


def _near(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    return calendar.near(today, zh.NEAR[found["near"]]) if today else None


def _week(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    return calendar.week_day(today, zh.WEEKS[found["week"]], zh.WEEKDAYS[found["weekday"]]) if today else None


def _weekday(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    return calendar.latest_week_day(today, zh.WEEKDAYS[found["weekday2"]], to_come=to_come) if today else None


def _months(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    if today is None:
        return None
    return calendar.iso(*calendar.shifted_month(today, zh.WEEKS[found["months"]]), whole(found["day6"]))


def _ago(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    if today is None:
        return None
    count, unit = found["count"], zh.AGO_UNITS[found["ago"]]
    if count == "半":
        return calendar.ago(today, *({"year": (6, "month"), "month": (15, "day")}.get(unit) or (0, "day")))
    number_of = whole(count)
    return calendar.ago(today, number_of, unit) if number_of is not None else None


def _day(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    day = whole(found["day7"])
    if latest is not None and not _BY_THEN.match(found.string, found.end()):
        return calendar.iso(int(latest[:4]), int(latest[5:7]), day)
    return calendar.day_of_month(day, today, to_come=to_come) if today else None


def _holiday(found: re.Match[str], today: datetime | None, to_come: bool, latest: str | None) -> str | None:
    if today is None:
        return None
    name = found["holiday"]
    days = [day for year in (today.year - 1, today.year, today.year + 1) if (day := holiday(name, year))]
    past = [day for day in days if day <= today.date()]
    ahead = [day for day in days if day > today.date()]
    if to_come and ahead and ahead[0] - today.date() <= _SOON:
        return ahead[0].isoformat()
    return past[-1].isoformat() if past else None


_UNSURE: Final = frozenset({"month4", "day4", "day5", "weekday2", "day7", "holiday"})
_READERS: Final[dict[str, Reader]] = {
    "day": _with_year("year", "month", "day"),
    "month2": _with_year("year2", "month2", "day2"),
    "day2": _with_year("year2", "month2", "day2"),
    "year3": _year,
    **dict.fromkeys(("said", "month3", "day3", "holiday2"), _said),
    **dict.fromkeys(("month4", "day4", "day5"), _month_day),
    **dict.fromkeys(("near", "holiday3"), _near),
    "weekday": _week,
    "weekday2": _weekday,
    **dict.fromkeys(("months", "day6"), _months),
    "ago": _ago,
    "day7": _day,
    "holiday": _holiday,
}
