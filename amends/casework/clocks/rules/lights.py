"""The light a clock shows."""

from __future__ import annotations

from datetime import datetime

from amends.casework.clocks.choices import Light


def share_used(started_at: datetime, due_at: datetime, now: datetime) -> float:
    """How much of the time has gone: 0 at the start, 1 when due, more when overdue. For lists, where pauses are not at hand."""
    whole = (due_at - started_at).total_seconds()
    return (now - started_at).total_seconds() / whole if whole > 0 else 1.0


def light(share: float) -> Light:
    """Green to 50 % of the time, yellow to 75 %, orange until it is due, red after."""
    if share >= 1:
        return Light.RED
    if share > 0.75:
        return Light.ORANGE
    return Light.YELLOW if share > 0.5 else Light.GREEN
