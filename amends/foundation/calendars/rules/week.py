"""A week of working hours: for each weekday, slots such as 09:00-12:00 13:30-18:00."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import time
from itertools import pairwise
from typing import Final, NamedTuple

_SLOT: Final = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~至]\s*(\d{1,2}):(\d{2})")
_BETWEEN: Final = re.compile(r"[\s,，、;；]*")
DAY: Final = 24 * 60


class Slot(NamedTuple):
    """A stretch of one day in minutes since midnight; `end` is not part of it and may be 1440."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{_said(self.start)}-{_said(self.end)}"


Slots = tuple[Slot, ...]


class BadHours(ValueError):
    """Hours that cannot be used: not readable, empty, backwards or overlapping."""


def _said(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _minutes(hour: str, minute: str) -> int:
    value = int(hour) * 60 + int(minute)
    if int(minute) > 59 or value > DAY:
        raise BadHours(f"{hour}:{minute}")
    return value


def slots_of(written: str) -> Slots:
    """The slots of one day as written, in order; empty for a day off; raises BadHours."""
    found = list(_SLOT.finditer(written))
    if _BETWEEN.fullmatch(_SLOT.sub("", written)) is None:
        raise BadHours(written)
    slots = sorted(Slot(_minutes(one[1], one[2]), _minutes(one[3], one[4])) for one in found)
    if any(slot.start >= slot.end for slot in slots) or any(a.end > b.start for a, b in pairwise(slots)):
        raise BadHours(written)
    return tuple(slots)


def said(slots: Iterable[Slot]) -> str:
    """The slots as `slots_of` reads them."""
    return " ".join(map(str, slots))


def week_of(written: Sequence[str]) -> tuple[Slots, ...]:
    """Seven days from Monday; raises BadHours where a day cannot be read or no day has any hours."""
    week = tuple(slots_of(day) for day in written)
    if len(week) != 7 or not any(week):
        raise BadHours(" | ".join(written))
    return week


def clock_time(minutes: int) -> time:
    """The time of day of so many minutes below 1440."""
    return time(minutes // 60, minutes % 60)
