"""When something is due, and why: every step from the start to the due time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from amends.foundation.calendars.rules.lengths import Length, Unit
from amends.foundation.calendars.rules.working_time import WorkingTime

_DAY: Final = timedelta(days=1)
_MOST_DAYS: Final = 100_000


class StepKind(StrEnum):
    """What a stretch of days did to the count."""

    WORKED = "worked"
    MADE_UP = "made_up"
    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    PASSED = "passed"
    CLOSED = "closed"
    """Nobody works at the time of day at which it would end; the step's name is that time."""


class Step(NamedTuple):
    """Neighbouring days of one kind; `counted` is what has been counted when they are over, in the length's unit."""

    kind: StepKind
    first: date
    last: date
    name: str
    counted: float
    known: bool
    """False beyond the last announced year: the holidays may still change it."""


class Due(NamedTuple):
    """The due time by the calendar's wall clock, with the steps that lead to it."""

    at: datetime
    steps: tuple[Step, ...]
    provisional: bool


class NeverDue(ValueError):
    """The calendar has so little working time that the length does not end."""


def due(start: datetime, length: Length, hours: WorkingTime) -> Due:
    """When a length that begins at `start` (with a time zone) ends; raises NeverDue."""
    begins = hours.local(start)
    match length.unit:
        case Unit.WORKING_DAYS:
            return _after_working_days(begins, length.amount, hours)
        case Unit.WORKING_HOURS:
            return _after_working_time(begins, timedelta(hours=length.amount), timedelta(hours=1), hours)
        case Unit.WORKING_MINUTES:
            return _after_working_time(begins, timedelta(minutes=length.amount), timedelta(minutes=1), hours)
        case Unit.HOURS:
            ends = hours.local(begins.astimezone(UTC) + timedelta(hours=length.amount))
        case Unit.MINUTES:
            ends = hours.local(begins.astimezone(UTC) + timedelta(minutes=length.amount))
        case Unit.DAYS:
            ends = _on(begins, begins.date() + length.amount * _DAY)
        case Unit.WEEKS:
            ends = _on(begins, begins.date() + length.amount * 7 * _DAY)
        case Unit.MONTHS:
            ends = _on(begins, _months_later(begins.date(), length.amount))
        case Unit.YEARS:
            ends = _on(begins, _months_later(begins.date(), 12 * length.amount))
    step = Step(StepKind.PASSED, begins.date(), ends.date(), "", float(length.amount), True)
    return Due(ends, (step,), provisional=False)


def _on(begins: datetime, day: date) -> datetime:
    """The same time of day on another day; through UTC, so that a time skipped by a change of clocks becomes one that exists."""
    return datetime.combine(day, begins.time(), begins.tzinfo).astimezone(UTC).astimezone(begins.tzinfo)


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _kind_of(day: date, hours: WorkingTime) -> tuple[StepKind, str]:
    special = hours.special.get(day)
    if special:
        return (StepKind.MADE_UP if special.works else StepKind.HOLIDAY), special.name
    return (StepKind.WORKED if hours.works_on(day) else StepKind.DAY_OFF), ""


def _after_working_days(begins: datetime, count: int, hours: WorkingTime) -> Due:
    """The day that it begins on does not count; the time of day stays, unless nobody works then: what begins at night ends in working hours."""
    day, steps = hours.remembered((begins.date(), count), lambda: _working_days(begins.date(), count, hours))
    same_time = _on(begins, day)
    ends = _in_working_hours(same_time, hours)
    if ends != same_time:
        moved = Step(StepKind.CLOSED, day, day, f"{same_time:%H:%M}", float(count), hours.is_known(day))
        steps = (*steps, moved)
    return Due(ends, steps, provisional=not hours.is_known(day))


def _working_days(day: date, count: int, hours: WorkingTime) -> tuple[date, tuple[Step, ...]]:
    """The last of so many working days after a day, and the steps to it."""
    days: list[tuple[date, float]] = []
    counted = 0
    while counted < count:
        day += _DAY
        counted += hours.works_on(day)
        days.append((day, float(counted)))
        _ensure_ends(days)
    return day, tuple(_steps(days, hours))


def _in_working_hours(ends: datetime, hours: WorkingTime) -> datetime:
    """The moment itself between the opening and the closing of its day; else whichever of the two is nearer."""
    spans = hours.intervals(ends.date())
    return hours.local(min(max(ends.astimezone(UTC), spans[0][0]), spans[-1][1])) if spans else ends


def later(moment: datetime, amount: timedelta, hours: WorkingTime) -> datetime:
    """The moment when so much working time has passed since another; for none, the next moment of working time. Raises NeverDue."""
    now, left = moment.astimezone(UTC), amount
    day = hours.local(moment).date()
    for _day in range(_MOST_DAYS):
        for opens, closes in hours.intervals(day):
            opens = max(opens, now)
            if opens < closes:
                if closes - opens >= left:
                    return hours.local(opens + left)
                left -= closes - opens
        day += _DAY
    raise NeverDue


def _after_working_time(begins: datetime, amount: timedelta, one: timedelta, hours: WorkingTime) -> Due:
    """The steps count in ones of `one`."""
    left, day = amount, begins.date()
    now = begins.astimezone(UTC)
    days: list[tuple[date, float]] = []
    while True:
        for opens, closes in hours.intervals(day):
            opens = max(opens, now)
            if closes <= opens:
                continue
            if closes - opens >= left:
                days.append((day, round(amount / one, 2)))
                ends = hours.local(opens + left)
                return Due(ends, tuple(_steps(days, hours)), provisional=not hours.is_known(day))
            left -= closes - opens
        days.append((day, round((amount - left) / one, 2)))
        _ensure_ends(days)
        day += _DAY


def _ensure_ends(days: list[tuple[date, float]]) -> None:
    if len(days) > _MOST_DAYS:
        raise NeverDue


def _steps(days: list[tuple[date, float]], hours: WorkingTime) -> Iterator[Step]:
    """Neighbouring days of the same kind and name as one step each."""
    open_step: Step | None = None
    for day, counted in days:
        kind, name = _kind_of(day, hours)
        known = hours.is_known(day)
        if open_step and (open_step.kind, open_step.name, open_step.known) == (kind, name, known):
            open_step = open_step._replace(last=day, counted=counted)
            continue
        if open_step:
            yield open_step
        open_step = Step(kind, day, day, name, counted, known)
    if open_step:
        yield open_step
