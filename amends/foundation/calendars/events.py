"""What a calendar tells the others."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class CalendarChanged(Event):
    """Other hours or other special days count from now on."""

    calendar_id: int


@dataclass(frozen=True)
class NoticeEntered(Event):
    """A year's days wait for a second person."""

    notice_id: int


@dataclass(frozen=True)
class HoursEntered(Event):
    """Other hours wait for a second person."""

    hours_id: int
