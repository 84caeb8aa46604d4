"""What a clock tells the others."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class ClockWarned(Event):
    """So many percent of a clock's time have gone; `member_ids` are those who were told, at this step of the ladder."""

    case_id: int
    clock_id: int
    percent: int
    step: int
    member_ids: tuple[int, ...]


@dataclass(frozen=True)
class ClockOverdue(Event):
    """A clock's time is over; later steps of the ladder say so again to others."""

    case_id: int
    clock_id: int
    percent: int
    step: int
    member_ids: tuple[int, ...]


@dataclass(frozen=True)
class PauseRanOut(Event):
    """A pause had lasted as long as its rule lets pauses last: the clock goes on, and nobody pressed anything."""

    case_id: int
    pause_id: int


@dataclass(frozen=True)
class PolicyChanged(Event):
    """Rules were confirmed: deadlines that run are worked out anew."""

    change_id: int
