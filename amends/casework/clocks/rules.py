"""When something is due: lengths, the table of what starts and stops each clock, and the light a clock shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.casework.clocks.choices import ClockKind, Light

# Practice: first response within 24 h, a solution within 72 h, contact within 24 h after solving.
LENGTH: Mapping[ClockKind, timedelta] = {
    ClockKind.FIRST_RESPONSE: timedelta(hours=24),
    ClockKind.SOLUTION: timedelta(hours=72),
    ClockKind.FOLLOW_UP: timedelta(hours=24),
}


@dataclass(frozen=True)
class Effect:
    starts: tuple[ClockKind, ...] = ()
    stops: tuple[ClockKind, ...] = ()


ALL = tuple(ClockKind)
# What each happening does to the clocks. This table is the whole truth; the test walks it.
EFFECTS: Mapping[str, Effect] = {
    "complaint_registered": Effect(starts=(ClockKind.FIRST_RESPONSE, ClockKind.SOLUTION)),
    "receipt_sent": Effect(),
    "reply_sent": Effect(stops=(ClockKind.FIRST_RESPONSE,)),
    "solution_proposed": Effect(stops=(ClockKind.FIRST_RESPONSE, ClockKind.SOLUTION)),
    "solution_rejected": Effect(starts=(ClockKind.SOLUTION,)),
    "case_solved": Effect(starts=(ClockKind.FOLLOW_UP,), stops=(ClockKind.SOLUTION,)),
    "solution_disputed": Effect(starts=(ClockKind.SOLUTION,), stops=(ClockKind.FOLLOW_UP,)),
    "followed_up": Effect(stops=(ClockKind.FOLLOW_UP,)),
    "case_closed": Effect(stops=ALL),
    "case_reopened": Effect(starts=(ClockKind.SOLUTION,)),
}


def due_time(kind: ClockKind, started_at: datetime) -> datetime:
    return started_at + LENGTH[kind]


def share_used(started_at: datetime, due_at: datetime, now: datetime) -> float:
    """How much of the time has gone: 0 at the start, 1 when due, more when overdue."""
    whole = (due_at - started_at).total_seconds()
    return (now - started_at).total_seconds() / whole if whole > 0 else 1.0


def light(share: float) -> Light:
    """Green to 50 % of the time, yellow to 75 %, orange until it is due, red after."""
    if share >= 1:
        return Light.RED
    if share > 0.75:
        return Light.ORANGE
    return Light.YELLOW if share > 0.5 else Light.GREEN
