"""Times by the house's own calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from amends.foundation.calendars.queries import calendar_named, plain_hours, working_time
from amends.foundation.calendars.rules.due import due, later
from amends.foundation.calendars.rules.lengths import length_of
from amends.foundation.calendars.rules.naming import named_hour, open_hour
from amends.foundation.calendars.rules.working_time import WorkingTime

BEFORE_LEAVING: Final = timedelta(hours=1)
LOOKS_BACK: Final = timedelta(days=14)
MINUTES_OF_A_DAY: Final = 24 * 60


def hours_of_the_house() -> WorkingTime:
    calendar = calendar_named("")
    return working_time(calendar) if calendar else plain_hours()


def hours_named(calendar: str) -> WorkingTime:
    """The working time of a calendar; the house's own where there is none of this code."""
    found = calendar_named(calendar) if calendar else None
    return working_time(found) if found else hours_of_the_house()


def due_after(length: str, start: datetime, calendar: str = "") -> datetime:
    """When something of this length ("4wh", "2wd") that begins then is due by a calendar, or by the house's own."""
    written = length_of(length)
    if written is None:
        raise ValueError(f"{length} is no length")
    return due(start, written, hours_named(calendar)).at


def hour_named(due_at: datetime, since: datetime) -> datetime:
    """The hour to name to a customer for something that runs since then: one at which the house is at work, and none later than it is due."""
    return named_hour(due_at, hours_of_the_house(), since=since)


def hour_at_work(moment: datetime, now: datetime) -> datetime:
    """The hour at which the house is at work that is nearest to a moment of its own choice, and still to come."""
    return open_hour(moment, hours_of_the_house(), now=now)


def close_of(day: date, calendar: str = "") -> datetime:
    """When the working hours of a day end; on a day off, when the day does."""
    hours = hours_named(calendar)
    worked = hours.intervals(day)
    return worked[-1][1] if worked else hours.moment(day, MINUTES_OF_A_DAY)


def is_working_time(moment: datetime, calendar: str = "") -> bool:
    """Whether this calendar's people work at this moment; without one, the house's own."""
    hours = hours_named(calendar)
    day = hours.local(moment).date()
    return any(opens <= moment < closes for opens, closes in hours.intervals(day))


def while_there_is_time(moment: datetime, due_at: datetime, now: datetime, calendar: str = "") -> datetime:
    """A reminder that would wait until it is too late comes before people leave for the last time instead."""
    hours = hours_named(calendar)
    if later(moment, timedelta(), hours) < due_at:
        return moment
    day, first = hours.local(moment).date(), hours.local(max(now, moment - LOOKS_BACK)).date()
    while day >= first:
        for opens, closes in reversed(hours.intervals(day)):
            if now < closes <= moment:
                return max(opens, closes - BEFORE_LEAVING, now)
        day -= timedelta(days=1)
    return moment
