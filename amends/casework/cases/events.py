"""What a case tells the others."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class ComplaintRegistered(Event):
    case_id: int
    message_id: int


@dataclass(frozen=True)
class CaseRead(Event):
    case_id: int


@dataclass(frozen=True)
class ReadingCorrected(Event):
    """A person said that a label is wrong; the case carries the right one now."""

    case_id: int
    field: str


@dataclass(frozen=True)
class ReadingConfirmed(Event):
    """A person looked at labels and found them right."""

    case_id: int


@dataclass(frozen=True)
class CaseRefined(Event):
    """An outside service changed labels that nobody had judged."""

    case_id: int


@dataclass(frozen=True)
class CaseAssigned(Event):
    case_id: int
    member_id: int


@dataclass(frozen=True)
class CustomerWrote(Event):
    case_id: int
    message_id: int


@dataclass(frozen=True)
class RiskNamedLate(Event):
    case_id: int
    message_id: int


@dataclass(frozen=True)
class ReplyPosted(Event):
    case_id: int
    message_id: int


@dataclass(frozen=True)
class StageAdvanced(Event):
    case_id: int
    stage: str


@dataclass(frozen=True)
class SolutionAgreed(Event):
    case_id: int


@dataclass(frozen=True)
class CaseSolved(Event):
    case_id: int


@dataclass(frozen=True)
class SolutionDisputed(Event):
    case_id: int


@dataclass(frozen=True)
class FollowedUp(Event):
    case_id: int


@dataclass(frozen=True)
class CaseClosed(Event):
    case_id: int


@dataclass(frozen=True)
class CaseReopened(Event):
    case_id: int
