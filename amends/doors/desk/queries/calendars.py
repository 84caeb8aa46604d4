"""The calendars page: hours, the special days of a year, notices that wait, and a due time tried out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amends.casework.clocks.queries import is_counted, newest_dry_run
from amends.foundation.calendars.choices import DayKind
from amends.foundation.calendars.models import Calendar, HoursChange, Notice
from amends.foundation.calendars.permissions import may_decide, may_enter
from amends.foundation.calendars.queries import special_days, waiting_hours, waiting_notices, working_time
from amends.foundation.calendars.rules.due import NeverDue, due
from amends.foundation.calendars.rules.lengths import length_of
from amends.foundation.calendars.rules.notice import runs_of, written
from amends.foundation.calendars.text import days_of, lines_of
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Department, Member

FIRST_YEAR, LAST_YEAR = 2000, 2100
ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Macau",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Sydney",
    "UTC",
)


class Stretch(NamedTuple):
    """Neighbouring special days of one kind and name."""

    days: str
    length: int
    works: bool
    name: str


def stretches(days: Iterable[tuple[date, str, str]]) -> list[Stretch]:
    """Special days in order, neighbours of the same kind and name together."""
    return [
        Stretch(
            days_of(run[0][0], run[-1][0]),
            len(run),
            run[0][1] == DayKind.WORKDAY,
            _(run[0][2]) if run[0][2] else "",
        )
        for run in runs_of(days)
    ]


def calendars_page(member: Member, asked: QueryDict, entered: QueryDict) -> dict[str, Any]:
    """The chosen calendar (the default one at first); what was entered and refused stands in its form again."""
    calendars = list(Calendar.objects.order_by("-is_default", "code"))
    chosen = next(
        (one for one in calendars if one.code == asked.get("calendar")), calendars[0] if calendars else None
    )
    if chosen is None:
        return {"calendar": None}
    year = _year(asked.get("year", ""))
    known = list(special_days(chosen, year).values_list("day", "kind", "name"))
    hours = entered.getlist("week") or chosen.week
    return {
        "calendar": chosen,
        "calendars": calendars,
        "week": [(WEEKDAYS[day], written) for day, written in enumerate(hours)],
        "year": year,
        "stretches": stretches(known),
        "is_known": chosen.known_until is None or chosen.known_until.year >= year,
        "waiting": [_waiting(notice, member) for notice in waiting_notices()],
        "waiting_hours": [_waiting_hours(change, member) for change in waiting_hours()],
        "may_enter": may_enter(member),
        "zones": ZONES,
        "used_by": used_by(chosen),
        "entered": entered or (to_change(year, known) if asked.get("change") else {}),
        "next_year": chosen.known_until.year + 1 if chosen.known_until else year,
        "tried": tried(chosen, asked.get("start", ""), asked.get("length", "")),
        "start": asked.get("start") or _today(chosen),
        "length": asked.get("length") or "7wd",
    }


def to_change(year: int, known: Iterable[tuple[date, str, str]]) -> dict[str, str]:
    """What stands in the form when the days of a year that is known are to be changed: all of them, because a notice replaces all."""
    words = {DayKind.HOLIDAY: pgettext("notice", "holiday"), DayKind.WORKDAY: pgettext("notice", "workday")}
    said = [(day, words[DayKind(kind)], _(name) if name else "") for day, kind, name in known]
    return {"year": str(year), "days": written(said)}


def used_by(calendar: Calendar) -> list[str]:
    """The departments and people whose hours it is; the default one is everybody else's."""
    places = Department.objects.filter(calendar=calendar.code).order_by("path")
    return [str(one) for one in places] + [
        str(one) for one in Member.objects.filter(calendar=calendar.code, is_active=True).order_by("pk")
    ]


def _year(written: str) -> int:
    year = int(written) if written.isdecimal() and len(written) == 4 else clock.now().year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _today(calendar: Calendar) -> str:
    return working_time(calendar).local(clock.now()).strftime("%Y-%m-%dT%H:%M")


def _waiting(notice: Notice, member: Member) -> dict[str, Any]:
    days = [(date.fromisoformat(day), kind, name) for day, kind, name in notice.days]
    kinds = {day: kind for day, kind, _name in days}
    known = special_days(notice.calendar, notice.year).values_list("day", "kind", "name")
    return {
        "notice": notice,
        "stretches": stretches(days),
        "gone": stretches(one for one in known if kinds.get(one[0]) != one[1]),
        **_second_person(notice, member),
    }


def _waiting_hours(change: HoursChange, member: Member) -> dict[str, Any]:
    days = zip(WEEKDAYS.values(), change.calendar.week, change.week, strict=True)
    return {
        "change": change,
        "days": [(day, before, after) for day, before, after in days if before != after],
        **_second_person(change, member),
    }


def _second_person(waiting: Notice | HoursChange, member: Member) -> dict[str, Any]:
    return {
        "may_decide": may_decide(member),
        "is_own": waiting.entered_by_id == member.pk,
        "dry_run": newest_dry_run(waiting),
        "unlooked": not is_counted(waiting),
    }


def tried(calendar: Calendar, start: str, length: str) -> dict[str, Any] | None:
    """A due time worked out for the page; with what is wrong where the start or the length cannot be used."""
    if not start:
        return None
    hours, written = working_time(calendar), length_of(length)
    try:
        begins = datetime.fromisoformat(start).replace(tzinfo=hours.zone)
    except ValueError:
        return {
            "error": _("“%(text)s” is not a date. Write it like 2026-02-13 or 2026-02-13T10:00.")
            % {"text": start[:40]}
        }
    if written is None:
        return {
            "error": _("“%(text)s” is not a length. Write it like 7wd, 36h, 8wh, 15cd, 8w, 3m or 1y.")
            % {"text": length[:40]}
        }
    try:
        found = due(begins, written, hours)
    except (NeverDue, OverflowError, ValueError):
        return {"error": _("This never falls due within the years that a calendar can hold.")}
    # By the clocks of the place where the hours are worked, as its beginning was given; a template would turn it to the reader's.
    return {
        "due": f"{found.at.astimezone(hours.zone):%Y-%m-%d %H:%M}",
        "zone": calendar.zone,
        "provisional": found.provisional,
        "lines": lines_of(found, written.unit),
    }
