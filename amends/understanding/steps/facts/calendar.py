"""Counting days from the time of writing: which year a month means, what lies so many weeks back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

_MOST: Final = 5000
_REPUBLIC: Final = 1911


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """The date as far as it is known; None where there is no such day."""
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def full_year(year: int | None) -> int | None:
    """24 is 2024, and 113 the year of the Republic."""
    if year is None or year >= 1000:
        return year
    return year + (2000 if year < 100 else _REPUBLIC)


def year_of(
    month: int | None, day: int | None, today: datetime | None, *, to_come: bool = False
) -> int | None:
    """The year of a month named without one: the last that had begun when the text was written, or the next."""
    if today is None or month is None:
        return None
    begun = (month, day or 1) <= (today.month, today.day)
    if to_come:
        return today.year + begun
    return today.year - (not begun)


def shifted_month(today: datetime, months: int) -> tuple[int, int]:
    """Year and month so many months later."""
    whole = today.year * 12 + today.month - 1 + months
    return whole // 12, whole % 12 + 1


def ago(today: datetime, count: int, unit: str) -> str | None:
    """The day (for months the month, for years the year) so many units before."""
    if count > _MOST:
        return None
    if unit in ("month", "year"):
        year, month = shifted_month(today, -count * (12 if unit == "year" else 1))
        if year < 1:
            return None
        return iso(year, month if unit == "month" else None)
    try:
        if unit == "working_day":
            return _working_days_before(today.date(), count).isoformat()
        return (today.date() - timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
    except OverflowError:
        return None


def near(today: datetime, days: int) -> str | None:
    """The day so many days later."""
    try:
        return (today.date() + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _working_days_before(day: date, count: int) -> date:
    while count > 0:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def week_day(today: datetime, weeks: int, weekday: int) -> str | None:
    """That day of the week so many weeks from this one, which began on Monday."""
    return near(today, weeks * 7 - today.weekday() + weekday)


def latest_week_day(today: datetime, weekday: int, *, to_come: bool = False) -> str | None:
    """The latest such day before the time of writing, or the next after it."""
    if to_come:
        return near(today, (weekday - today.weekday()) % 7 or 7)
    return near(today, -((today.weekday() - weekday) % 7 or 7))


def day_of_month(day: int | None, today: datetime, *, to_come: bool = False) -> str | None:
    """A day named without its month: the latest that has come, or the next."""
    if day is None:
        return None
    begun = day <= today.day
    return iso(*shifted_month(today, (1 if begun else 0) if to_come else (0 if begun else -1)), day)
