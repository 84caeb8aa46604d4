"""The hour that is named to somebody who waits: one at which the house is at work."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from amends.foundation.calendars.rules.working_time import WorkingTime

# What is due within these hours has somebody at work on it, also at night.
SOON: Final = timedelta(hours=3)
TO_ACT: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


def named_hour(due_at: datetime, hours: WorkingTime, *, since: datetime) -> datetime:
    """The hour to name for what runs from `since` to `due_at`: the same one whenever somebody reads it, and never one after it is due."""
    return due_at if due_at - since < SOON else min(due_at, open_hour(due_at, hours, now=since))


def open_hour(moment: datetime, hours: WorkingTime, *, now: datetime) -> datetime:
    """The moment itself where the house is open then; else the closing before it, or the next opening where that is too near.

    Days off have the hours of the others: what is promised in hours of the clock runs on through them.
    """
    day = hours.local(moment).date()
    opens, closes = _open_on(day, hours)
    if opens <= moment <= closes:
        return moment
    evening = closes if moment > closes else _open_on(day - _DAY, hours)[1]
    if evening - now >= TO_ACT:
        return evening
    return opens if moment < opens else _open_on(day + _DAY, hours)[0]


def _open_on(day: date, hours: WorkingTime) -> tuple[datetime, datetime]:
    """From the first opening to the last closing; a break at noon is no night."""
    slots = hours.slots_on(day) or hours.usual_slots
    return hours.moment(day, slots[0].start), hours.moment(day, slots[-1].end)
