"""A due time out of a length, a calendar and the pauses: worked out anew each time, never counted down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from amends.foundation.calendars.rules.due import Step, due, later
from amends.foundation.calendars.rules.lengths import WORKING, Length, length_of
from amends.foundation.calendars.rules.working_time import WorkingTime


class Span(NamedTuple):
    """A stretch in which a clock stood still."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Measure:
    """How time passes for a clock: with `hours` only working time does.

    Reckoned in UTC: between two moments of one zone Python counts what the wall clock shows, and forgets which of the
    two hours is meant when clocks go back.
    """

    hours: WorkingTime | None = None

    def between(self, start: datetime, end: datetime) -> timedelta:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if end <= start:
            return timedelta()
        return self.hours.worked(start, end) if self.hours else end - start

    def later(self, moment: datetime, amount: timedelta) -> datetime:
        if not amount:
            return moment
        return later(moment, amount, self.hours) if self.hours else moment.astimezone(UTC) + amount


class Moved(NamedTuple):
    """What a pause did: it moved the due time by so much."""

    span: Span
    by: timedelta


class Deadline(NamedTuple):
    """When a clock is due, when it would be without its pauses, and how both come about."""

    at: datetime
    unpaused: datetime
    steps: tuple[Step, ...]
    moved: tuple[Moved, ...]
    provisional: bool


def measure_of(length: Length | None, hours: WorkingTime) -> Measure:
    """Without a length people chose the due time, and all time counts."""
    return Measure(hours if length and length.unit in WORKING else None)


def deadline(start: datetime, length: str, hours: WorkingTime, pauses: Iterable[Span] = ()) -> Deadline:
    """Each pause moves the due time by as much of the clock's own time as lay in it; raises ValueError for no length."""
    written = length_of(length)
    if written is None:
        raise ValueError(length)
    found = due(start, written, hours)
    measure, at, moved = measure_of(written, hours), found.at, []
    for span in sorted(pauses):
        by = measure.between(max(span.start, start), span.end)
        at = measure.later(at, by)
        moved.append(Moved(span, by))
    return Deadline(hours.local(at), found.at, found.steps, tuple(moved), found.provisional)


def used_share(
    start: datetime, due_at: datetime, now: datetime, pauses: Sequence[Span], measure: Measure
) -> float:
    """How much of a clock's own time has gone, pauses left out: 0 at the start, 1 when due, more when overdue."""
    still = sum((measure.between(max(one.start, start), one.end) for one in pauses), timedelta())
    whole = measure.between(start, due_at) - still
    if whole <= timedelta():
        return 1.0 if now >= due_at else 0.0
    gone = measure.between(start, now) - sum(
        (measure.between(max(one.start, start), min(one.end, now)) for one in pauses), timedelta()
    )
    share = gone / whole
    return max(share, 1.0) if now >= due_at else min(share, 0.999)


def moment_of_share(
    start: datetime, due_at: datetime, percent: int, pauses: Sequence[Span], measure: Measure
) -> datetime:
    """When so many percent of a clock's own time will have gone, its ended pauses left out."""
    if percent == 100:
        return due_at
    still = sum((measure.between(max(one.start, start), one.end) for one in pauses), timedelta())
    whole = measure.between(start, due_at) - still
    moment = measure.later(start, whole * percent / 100)
    for span in sorted(pauses):
        if span.start < moment:
            moment = measure.later(moment, measure.between(max(span.start, start), span.end))
    return moment
