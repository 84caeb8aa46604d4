"""What the organisation tells the others."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class MemberAvailable(Event):
    """Somebody is here again, or has more room: what waits can be offered."""

    member_id: int


@dataclass(frozen=True)
class StandingInChanged(Event):
    """Somebody is to decide in another's place for a time, or no longer."""

    delegation_id: int
