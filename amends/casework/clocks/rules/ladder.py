"""Who is reminded of a clock, and when: step by step, each once, and only in working time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from amends.casework.clocks.choices import Recipient
from amends.foundation.calendars.rules.due import later
from amends.foundation.calendars.rules.working_time import WorkingTime


class Rung(NamedTuple):
    """When so many percent of the time have gone, these are told."""

    percent: int
    to: tuple[Recipient, ...]


LADDER: Final[tuple[Rung, ...]] = (
    Rung(50, (Recipient.OWNER,)),
    Rung(75, (Recipient.OWNER,)),
    Rung(90, (Recipient.OWNER, Recipient.LEAD)),
    Rung(100, (Recipient.OWNER, Recipient.LEAD)),
    Rung(150, (Recipient.OWNER, Recipient.LEAD, Recipient.MANAGER)),
)


def steps_reached(share: float) -> int:
    return sum(1 for rung in LADDER if share * 100 >= rung.percent)


def rung_reached(share: float, given: int) -> int | None:
    """The highest rung that is reached and was not given yet (`given` rungs were); lower ones that were missed stay missed."""
    reached = steps_reached(share)
    return reached - 1 if reached > given else None


def in_working_time(moment: datetime, hours: WorkingTime) -> datetime:
    """The same moment, or the next one at which people are at work."""
    return later(moment, timedelta(), hours)


def is_working_time(moment: datetime, hours: WorkingTime) -> bool:
    return in_working_time(moment, hours) == moment
