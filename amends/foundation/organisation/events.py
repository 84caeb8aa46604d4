"""What the organisation tells the others."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class MemberAvailable(Event):
    """Somebody is here again, or has more room: what waits can be offered."""

    member_id: int
