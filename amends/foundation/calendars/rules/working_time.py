"""Which days and hours are working time, in one time zone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from amends.foundation.calendars.rules.week import DAY, Slot, Slots, clock_time

# About thirty years of days.
_MOST_REMEMBERED: Final = 12_000
_Answer = TypeVar("_Answer")
_ALL_DAY_IS_SHORT: Final[Slots] = (Slot(9 * 60, 18 * 60),)


class Special(NamedTuple):
    """A day that is not as its weekday says: a holiday, or a working day that makes up for one."""

    works: bool
    name: str


@dataclass(frozen=True)
class WorkingTime:
    """A week, the days that differ from it, and the last day for which the differences are known."""

    code: str
    zone: ZoneInfo
    week: tuple[Slots, ...]
    special: Mapping[date, Special] = field(default_factory=dict)
    known_until: date | None = None
    """None where there are no differences to know, so that nothing is provisional."""
    _answers: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was asked before: the same days are asked for with every deadline."""

    def works_on(self, day: date) -> bool:
        """Whether it is a working day."""
        special = self.special.get(day)
        return special.works if special else bool(self.week[day.weekday()])

    def slots_on(self, day: date) -> Slots:
        """The working hours of a day; a make-up day has those of the first working day of the week."""
        if not self.works_on(day):
            return ()
        return self.week[day.weekday()] or self.usual_slots

    @property
    def usual_slots(self) -> Slots:
        """The hours of the first working day of the week."""
        return next((slots for slots in self.week if slots), _ALL_DAY_IS_SHORT)

    def is_known(self, day: date) -> bool:
        """Whether holidays of that day's year are announced."""
        return self.known_until is None or day <= self.known_until

    def moment(self, day: date, minutes: int) -> datetime:
        """The moment in UTC at so many minutes after midnight by the wall clock; a time that a change of clocks skips is the one after."""
        if minutes >= DAY:
            day, minutes = day + timedelta(days=1), minutes - DAY
        return datetime.combine(day, clock_time(minutes), self.zone).astimezone(UTC)

    def intervals(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working hours of a day as moments in UTC."""
        return self.remembered(day, lambda: self._intervals(day))

    def _intervals(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        spans = [(self.moment(day, slot.start), self.moment(day, slot.end)) for slot in self.slots_on(day)]
        return tuple((start, end) for start, end in spans if start < end)

    def remembered(self, question: Hashable, answer: Callable[[], _Answer]) -> _Answer:
        """What a question about these hours was answered with before, or its answer now."""
        known = self._answers.get(question)
        if known is None:
            if len(self._answers) >= _MOST_REMEMBERED:
                self._answers.clear()
            known = self._answers[question] = answer()
        found: _Answer = known
        return found

    def local(self, moment: datetime) -> datetime:
        """The moment by the wall clock of this calendar."""
        return moment.astimezone(self.zone)

    def worked(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two moments; nothing where the second is not later."""
        total = timedelta()
        day, last = self.local(start).date(), self.local(end).date()
        while day <= last:
            for opens, closes in self.intervals(day):
                total += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)
        return total
