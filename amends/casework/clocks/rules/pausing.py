"""Whether a clock may stand still, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from amends.casework.clocks.rules.deadlines import Span
from amends.casework.clocks.rules.policy import LEGAL, Rule


class Bar(StrEnum):
    """Why a clock may not be paused."""

    STOPPED = "stopped"
    PAUSED = "paused"
    OVERDUE = "overdue"
    LEGAL = "legal"
    RULE = "rule"
    USED_UP = "used_up"


def stood_still(spans: Sequence[Span]) -> timedelta:
    """How long a clock has stood still in its ended pauses."""
    return sum((span.end - span.start for span in spans), timedelta())


def bar_to_pausing(
    rule: Rule | None, spans: Sequence[Span], *, stopped: bool, paused: bool, due_at: datetime, now: datetime
) -> Bar | None:
    """The first reason against it; None where it may be paused."""
    if stopped:
        return Bar.STOPPED
    if paused:
        return Bar.PAUSED
    if rule is None or not rule.pausable:
        return Bar.LEGAL if rule and rule.kind in LEGAL else Bar.RULE
    if due_at <= now:
        return Bar.OVERDUE
    return Bar.USED_UP if stood_still(spans) >= timedelta(hours=rule.pause_hours) else None


def ends_at_the_latest(rule: Rule, spans: Sequence[Span], paused_since: datetime) -> datetime:
    """When a pause ends by itself, because all pauses of a clock together may not be longer."""
    return paused_since + max(timedelta(hours=rule.pause_hours) - stood_still(spans), timedelta())
