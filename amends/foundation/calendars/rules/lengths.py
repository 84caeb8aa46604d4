"""Lengths of time as they are written: `30min`, `30wmin`, `36h`, `8wh`, `3wd`, `15cd`, `8w`, `3m`, `1y`."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

MOST: Final = 10_000
_WRITTEN: Final = re.compile(r"\s*(\d{1,5})\s*(wmin|min|wd|wh|cd|h|w|m|y)\s*", re.IGNORECASE)


class Unit(StrEnum):
    """What is counted: minutes or hours that pass, those of working time, working days, days of the calendar, weeks, months, years."""

    MINUTES = "min"
    WORKING_MINUTES = "wmin"
    HOURS = "h"
    WORKING_HOURS = "wh"
    WORKING_DAYS = "wd"
    DAYS = "cd"
    WEEKS = "w"
    MONTHS = "m"
    YEARS = "y"


# Units of which only working time is counted.
WORKING: Final = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_HOURS, Unit.WORKING_DAYS})


class Length(NamedTuple):
    """How long something may take."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.value}"


@lru_cache(maxsize=256)
def length_of(written: str) -> Length | None:
    """The length that is written, or None where it is none or longer than anything sensible."""
    found = _WRITTEN.fullmatch(written)
    if found is None or int(found[1]) > MOST:
        return None
    return Length(int(found[1]), Unit(found[2].lower()))
