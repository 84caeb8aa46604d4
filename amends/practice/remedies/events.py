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


@dataclass(frozen=True)
class RemedyGranted(Event):
    """Something is to be given: its money is reserved, and its gift set aside."""

    case_id: int
    grant_id: int


@dataclass(frozen=True)
class GrantCarriedOut(Event):
    """It is under way: the voucher is issued, the refund instructed, the parcel started."""

    case_id: int
    grant_id: int


@dataclass(frozen=True)
class GrantSettled(Event):
    """The customer has it."""

    case_id: int
    grant_id: int


@dataclass(frozen=True)
class GrantCancelled(Event):
    case_id: int
    grant_id: int


@dataclass(frozen=True)
class GrantCameBack(Event):
    """The customer had it, or it was on its way, and it is with us again."""

    case_id: int
    grant_id: int


@dataclass(frozen=True)
class GrantFailed(Event):
    """It could not be carried out as it was meant to, such as a refund that the bank sent back: somebody has to look."""

    case_id: int
    grant_id: int
    what: str
