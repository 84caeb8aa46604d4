"""What the figures tell the others."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class DayCounted(Event):
    """The figures of a day (ISO date) were counted anew, because something in its complaints changed."""

    day: str
