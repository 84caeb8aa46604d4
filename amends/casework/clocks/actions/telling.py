"""Putting the reminders of a clock among what concerns somebody."""

from __future__ import annotations

from collections.abc import Iterable

from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind


def tell_of_clock(clock_id: int, percent: int, step: int, members: Iterable[int]) -> None:
    """Those who were reminded find it among their notices, a promise as one that is due."""
    clock = Clock.objects.select_related("case").get(pk=clock_id)
    notify(
        to=members,
        kind=NoticeKind.PROMISE if clock.kind == ClockKind.PROMISE else NoticeKind.CLOCK,
        origin=f"clock:{clock_id}:{step}",
        case_id=clock.case_id,
        number=clock.case.number,
        data={"clock": clock.kind, "percent": percent, "due": clock.due_at.isoformat()},
    )
