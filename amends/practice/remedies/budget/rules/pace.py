"""What will have been spent at the end of a period, if it goes on as so far: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

# Under so many days, or with spending on fewer of them, a pace says more about chance than about the end.
FEWEST_DAYS: Final = 10
FEWEST_DAYS_WITH_SPENDING: Final = 3
# Two-sided 90 %: the normal quantile.
_Z: Final = 1.6449


@dataclass(frozen=True)
class Outlook:
    """In whole coins; nine of ten times the end lies between lowest and highest if days stay like those so far."""

    expected: int
    lowest: int
    highest: int
    a_day: float


def enough(daily: Sequence[int]) -> bool:
    return len(daily) >= FEWEST_DAYS and sum(one > 0 for one in daily) >= FEWEST_DAYS_WITH_SPENDING


def outlook(daily: Sequence[int], days_left: int) -> Outlook | None:
    """From what was newly spent or committed on each day so far; None where that is too little to tell.

    The mean day goes on for the days left. The interval holds both that days differ and that the mean is only known
    from the days so far, by Student's t, approximated (Cornish and Fisher, first term).
    """
    if not enough(daily):
        return None
    n, so_far = len(daily), sum(daily)
    mean = so_far / n
    variance = sum((one - mean) ** 2 for one in daily) / (n - 1)
    quantile = _Z + (_Z**3 + _Z) / (4 * (n - 1))
    spread = quantile * sqrt(variance * (days_left + days_left**2 / n))
    expected = so_far + mean * days_left
    return Outlook(
        expected=round(expected),
        lowest=max(round(expected - spread), min(so_far, round(expected))),
        highest=round(expected + spread),
        a_day=mean,
    )


def days_until_gone(left: int, a_day: float) -> int | None:
    """After how many more days nothing is left at this pace; None where nothing is spent."""
    if left <= 0:
        return 0
    return ceil(left / a_day) if a_day > 0 else None


def even_pace(granted: int, day: int, days: int) -> int:
    """What would have been spent by the end of the nth day if every day cost the same."""
    return granted * min(max(day, 0), days) // days
