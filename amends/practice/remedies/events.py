from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class SolutionProposed(Event):
    case_id: int
    proposal_id: int


@dataclass(frozen=True)
class SolutionRejected(Event):
    case_id: int
    proposal_id: int
