"""Figures that are worked out from single rows: pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from amends.oversight.insights.rules.shares import Share

# After how many days it is looked whether somebody bought again.
WINDOWS = (30, 90, 180)


@dataclass(frozen=True)
class Followed:
    """From when on somebody is followed, and when they bought something after that."""

    since: datetime
    bought_at: tuple[datetime, ...]
    upheld: bool = False
    given: bool = False


Windows = Mapping[int, Share]


def bought_again(people: Iterable[Followed], *, begin: datetime, end: datetime) -> Windows:
    """For each window those of whom it ended between `begin` and `end`, and of these who bought within it."""
    followed = list(people)
    found = {}
    for days in WINDOWS:
        span = timedelta(days=days)
        over = [one for one in followed if begin <= one.since + span <= end]
        again = sum(any(one.since < at <= one.since + span for at in one.bought_at) for one in over)
        found[days] = Share(len(over), again)
    return found


GROUPS: Mapping[str, Callable[[Followed], bool]] = {
    "all": lambda one: True,
    "upheld": lambda one: one.upheld,
    "not_upheld": lambda one: not one.upheld,
    "given": lambda one: one.given,
    "not_given": lambda one: not one.given,
}


def by_group(people: Sequence[Followed], *, begin: datetime, end: datetime) -> dict[str, Windows]:
    """The same for all who complained and for its parts: upheld or not, with something given or without."""
    return {
        name: bought_again(filter(belongs, people), begin=begin, end=end) for name, belongs in GROUPS.items()
    }


def usual_wait(waits: Sequence[timedelta]) -> timedelta:
    """From an order to the end of a complaint about it: customers without one are followed from as long after theirs."""
    return timedelta(seconds=median(wait.total_seconds() for wait in waits)) if waits else timedelta(0)
