"""Times by the house's own calendar."""

from __future__ import annotations

from datetime import datetime

from amends.foundation.calendars.queries import calendar_named, plain_hours, working_time
from amends.foundation.calendars.rules.due import due
from amends.foundation.calendars.rules.lengths import length_of
from amends.foundation.calendars.rules.working_time import WorkingTime


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


def is_working_time(moment: datetime, calendar: str = "") -> bool:
    """Whether this calendar's people work at this moment; without one, the house's own."""
    hours = hours_named(calendar)
    day = hours.local(moment).date()
    return any(opens <= moment < closes for opens, closes in hours.intervals(day))
