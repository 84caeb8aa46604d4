"""How many deadlines were kept, with the pauses and as if there had been none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from amends.casework.clocks.choices import ClockEnd, ClockKind
from amends.casework.clocks.models import Clock


@dataclass(frozen=True)
class Kept:
    """The stopped clocks of one kind: how many in all, in time, and in time even without their pauses.

    What fell away before it was due was neither kept nor missed, and is not among them.
    """

    kind: str
    stopped: int
    in_time: int
    in_time_unpaused: int

    @property
    def share(self) -> float:
        return self.in_time / self.stopped

    @property
    def share_unpaused(self) -> float:
        return self.in_time_unpaused / self.stopped

    @property
    def label(self) -> str:
        return str(ClockKind(self.kind).label)


def kept_deadlines(*, since: datetime, until: datetime) -> list[Kept]:
    """By kind, of all clocks that stopped in this time, in the order of the kinds."""
    kept = ~Q(ended=ClockEnd.BROKEN)
    found = (
        Clock.objects.filter(stopped_at__gte=since, stopped_at__lt=until)
        .exclude(ended=ClockEnd.FELL, stopped_at__lte=F("due_at"))
        .order_by()
        .values_list("kind")
        .annotate(
            Count("id"),
            in_time=Count("id", filter=kept & Q(stopped_at__lte=F("due_at"))),
            unpaused=Count("id", filter=kept & Q(stopped_at__lte=F("unpaused_due_at"))),
        )
    )
    rows = {kind: Kept(kind, *counts) for kind, *counts in found}
    return [rows[kind] for kind in ClockKind.values if kind in rows]
