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
class CaseGivenBack(Event):
    """Whoever had it cannot keep it; it waits for somebody else."""

    case_id: int


@dataclass(frozen=True)
class ApprovalAsked(Event):
    """Somebody asked for a decision above their authority, or it went on to the next person."""

    case_id: int
    request_id: int


@dataclass(frozen=True)
class ApprovalDecided(Event):
    case_id: int
    request_id: int
    granted: bool


@dataclass(frozen=True)
class CaseRestricted(Event):
    case_id: int


@dataclass(frozen=True)
class RestrictionLifted(Event):
    case_id: int


@dataclass(frozen=True)
class StaffBarred(Event):
    """A complaint is about this member, a person confirmed it; from now on they and their line manager stay out."""

    case_id: int
    member_id: int


@dataclass(frozen=True)
class CustomerWrote(Event):
    case_id: int
    message_id: int


@dataclass(frozen=True)
class MessageRead(Event):
    """A later message of the customer was read, and the conversation followed on."""

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
class StageWentBack(Event):
    """The case went back to this stage; what had been agreed or carried out after it does not count any more."""

    case_id: int
    stage: str
    was_solved: bool


@dataclass(frozen=True)
class CaseRaised(Event):
    """A second round of options was turned down, or a grave case is to be withdrawn: somebody who leads has to look."""

    case_id: int


@dataclass(frozen=True)
class CaseLinked(Event):
    """A case was named the duplicate of another one, or was begun as its follow-up."""

    case_id: int
    other_id: int
    kind: str


@dataclass(frozen=True)
class SolutionAgreed(Event):
    case_id: int


@dataclass(frozen=True)
class CaseSolved(Event):
    case_id: int


@dataclass(frozen=True)
class SolutionConfirmed(Event):
    """The customer says that it is put right."""

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


@dataclass(frozen=True)
class DepartmentRiskNamed(Event):
    """A reading or a person named a risk that a department of its own has to know of."""

    case_id: int


@dataclass(frozen=True)
class TaskGiven(Event):
    """A department was asked for something, for the first time or again after it came back."""

    case_id: int
    task_id: int


@dataclass(frozen=True)
class TaskAccepted(Event):
    case_id: int
    task_id: int


@dataclass(frozen=True)
class TaskReturned(Event):
    case_id: int
    task_id: int


@dataclass(frozen=True)
class TaskDone(Event):
    case_id: int
    task_id: int


@dataclass(frozen=True)
class TaskWithdrawn(Event):
    case_id: int
    task_id: int


@dataclass(frozen=True)
class TaskUrged(Event):
    case_id: int
    task_id: int


@dataclass(frozen=True)
class TaskRaised(Event):
    """A task was raised to the lead of the department it was asked of."""

    case_id: int
    task_id: int


@dataclass(frozen=True)
class PromiseMade(Event):
    """A promise is owed to the customer from now on, with the time it is due."""

    case_id: int
    promise_id: int


@dataclass(frozen=True)
class PromiseReminded(Event):
    """Whoever keeps a promise was reminded of it."""

    case_id: int
    promise_id: int


@dataclass(frozen=True)
class PromiseKept(Event):
    case_id: int
    promise_id: int


@dataclass(frozen=True)
class PromiseBroken(Event):
    case_id: int
    promise_id: int


@dataclass(frozen=True)
class PromiseWithdrawn(Event):
    case_id: int
    promise_id: int


@dataclass(frozen=True)
class MeetingConvened(Event):
    case_id: int
    meeting_id: int


@dataclass(frozen=True)
class MeetingHeld(Event):
    """The minutes of a meeting are signed."""

    case_id: int
    meeting_id: int


@dataclass(frozen=True)
class MeetingCalledOff(Event):
    case_id: int
    meeting_id: int
    by_id: int


@dataclass(frozen=True)
class HandoverAsked(Event):
    case_id: int
    handover_id: int


@dataclass(frozen=True)
class HandoverAccepted(Event):
    case_id: int
    handover_id: int


@dataclass(frozen=True)
class HandoverReturned(Event):
    """The other department does not take the case, or the request was taken back."""

    case_id: int
    handover_id: int


@dataclass(frozen=True)
class AccessGiven(Event):
    """Somebody was let into a restricted case."""

    case_id: int
    access_id: int


@dataclass(frozen=True)
class CasesMerged(Event):
    """A case points to a main one from now on."""

    case_id: int
    merge_id: int


@dataclass(frozen=True)
class MergeUndone(Event):
    """A merged case stands alone again."""

    case_id: int
    merge_id: int


@dataclass(frozen=True)
class KeepingTermEntered(Event):
    """Somebody proposes how long a thing is kept; it waits for a second person."""

    term_id: int
