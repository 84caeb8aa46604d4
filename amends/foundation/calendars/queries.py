"""Calendars as the arithmetic needs them, kept in memory until they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from amends.foundation.calendars.choices import DayKind
from amends.foundation.calendars.models import Calendar, HoursChange, Notice, SpecialDay
from amends.foundation.calendars.rules.week import week_of
from amends.foundation.calendars.rules.working_time import Special, WorkingTime

KEPT = 32
# Hours of a house that has not set up a calendar yet.
PLAIN = ("09:00-18:00",) * 5 + ("", "")


def calendar_named(code: str) -> Calendar | None:
    """The calendar with this code; an empty code means the default one."""
    found = Calendar.objects.filter(code=code) if code else Calendar.objects.filter(is_default=True)
    return found.first()


def working_time(calendar: Calendar) -> WorkingTime:
    """Its week and its special days; read from the database once for each change."""
    return _working_time(calendar.pk, calendar.changed_at)


def working_times() -> dict[str, WorkingTime]:
    """Every calendar by its code, and the default one by "": plain office hours where there is none."""
    found = {"": plain_hours()}
    for calendar in Calendar.objects.all():
        found[calendar.code] = working_time(calendar)
        if calendar.is_default:
            found[""] = found[calendar.code]
    return found


@cache
def plain_hours() -> WorkingTime:
    """Monday to Friday from nine to six, without holidays."""
    return WorkingTime("", ZoneInfo(settings.TIME_ZONE), week_of(PLAIN))


@lru_cache(KEPT)
def _working_time(calendar_id: int, changed_at: datetime) -> WorkingTime:
    calendar = Calendar.objects.get(pk=calendar_id)
    rows = SpecialDay.objects.filter(calendar=calendar_id).values_list("day", "kind", "name")
    return WorkingTime(
        calendar.code,
        ZoneInfo(calendar.zone),
        week_of(calendar.week),
        {day: Special(kind == DayKind.WORKDAY, name) for day, kind, name in rows},
        calendar.known_until,
    )


def with_notice(notice: Notice) -> WorkingTime:
    """The working time of its calendar as if a waiting notice were confirmed."""
    hours = working_time(notice.calendar)
    days = {
        date.fromisoformat(day): Special(kind == DayKind.WORKDAY, name) for day, kind, name in notice.days
    }
    others = {day: special for day, special in hours.special.items() if day.year != notice.year}
    known = hours.known_until
    until = date(notice.year, 12, 31) if known and known.year + 1 == notice.year else known
    return replace(hours, special={**others, **days}, known_until=until)


def with_hours(change: HoursChange) -> WorkingTime:
    """The working time of its calendar as if waiting hours were confirmed."""
    return replace(working_time(change.calendar), week=week_of(change.week))


def waiting_hours() -> QuerySet[HoursChange]:
    """Hours that nobody has confirmed or turned down yet."""
    return HoursChange.objects.filter(confirmed=None).select_related("calendar", "entered_by").order_by("pk")


def special_days(calendar: Calendar, year: int) -> QuerySet[SpecialDay]:
    """The days of one year that are not as their weekday says, in order."""
    return SpecialDay.objects.filter(calendar=calendar, day__year=year).order_by("day")


def waiting_notices() -> QuerySet[Notice]:
    """Notices that nobody has confirmed or turned down yet."""
    return Notice.objects.filter(confirmed=None).select_related("calendar", "entered_by").order_by("pk")
