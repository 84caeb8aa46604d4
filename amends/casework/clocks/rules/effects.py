"""What starts and stops each clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from amends.casework.clocks.choices import ClockEnd
from amends.casework.clocks.choices import ClockKind as Kind


@dataclass(frozen=True)
class Effect:
    starts: tuple[Kind, ...] = ()
    stops: tuple[Kind, ...] = ()
    """What these waited for is done."""
    falls: tuple[Kind, ...] = ()
    """What these waited for is not due any more."""

    def among(self, kinds: Collection[Kind]) -> Effect:
        """The same for some kinds of clocks only."""
        starts, stops, falls = (
            tuple(kind for kind in each if kind in kinds) for each in (self.starts, self.stops, self.falls)
        )
        return Effect(starts, stops, falls)

    def ending(self, kind: str) -> ClockEnd | None:
        """How a clock of this kind ends with it, if it does."""
        if kind in self.falls:
            return ClockEnd.FELL
        return ClockEnd.DONE if kind in self.stops else None


ALL = tuple(Kind)
_SUBJECTS = (Kind.TASK, Kind.PROMISE)
_LEGAL = (Kind.LEGAL_RECEIPT, Kind.LEGAL_RESULT, Kind.LEGAL_DUTY)
_HEARD = (Kind.ACKNOWLEDGEMENT, Kind.FIRST_RESPONSE, Kind.DIRECTION, Kind.LEGAL_RECEIPT, Kind.PROGRESS)
# What each happening does to the clocks. This table is the whole truth; the test walks it. A kind that is both stopped
# and started begins anew. Pauses end with the clock; pausing and resuming are people's acts, not happenings.
EFFECTS: Mapping[str, Effect] = {
    "complaint_registered": Effect(
        starts=(
            Kind.ACKNOWLEDGEMENT,
            Kind.FIRST_RESPONSE,
            Kind.SOLUTION,
            Kind.LEGAL_RECEIPT,
            Kind.LEGAL_RESULT,
        )
    ),
    "receipt_sent": Effect(stops=(Kind.ACKNOWLEDGEMENT, Kind.LEGAL_RECEIPT)),
    "reply_sent": Effect(starts=(Kind.PROGRESS,), stops=_HEARD),
    "solution_proposed": Effect(starts=(Kind.PROGRESS,), stops=(*_HEARD, Kind.SOLUTION, Kind.LEGAL_RESULT)),
    "solution_rejected": Effect(starts=(Kind.SOLUTION,)),
    "mood_hot": Effect(starts=(Kind.DIRECTION, Kind.PROGRESS)),
    "mood_calm": Effect(falls=(Kind.DIRECTION, Kind.PROGRESS)),
    "case_solved": Effect(
        starts=(Kind.FOLLOW_UP,), stops=(Kind.SOLUTION, Kind.LEGAL_RESULT, Kind.DIRECTION, Kind.PROGRESS)
    ),
    "solution_disputed": Effect(starts=(Kind.SOLUTION,), falls=(Kind.FOLLOW_UP,)),
    "followed_up": Effect(stops=(Kind.FOLLOW_UP,)),
    # Closing keeps no promise and does no task: what is asked falls away with the case, what is owed stays in its ledger.
    "case_closed": Effect(stops=tuple(kind for kind in ALL if kind not in _SUBJECTS), falls=_SUBJECTS),
    "case_ended_early": Effect(falls=ALL),
    "case_reopened": Effect(starts=(Kind.SOLUTION,)),
}


@dataclass(frozen=True)
class Situation:
    """What of a case decides whether a clock makes sense at all."""

    is_open: bool = True
    answered: bool = False
    """We have written to the customer ourselves."""
    hot: bool = False
    """Feelings lead and the customer is not calm."""
    solved: bool = False
    stirred: bool = False
    """Feelings lead, alone or beside a demand, and the customer is not calm."""
    orderly: bool = False
    """A demand leads, alone or beside feelings: news is due at the house's own interval, where it has set one."""


def makes_sense(kind: str, case: Situation) -> bool:
    """No clock runs in a closed case; a first answer is due once.

    A direction is due while feelings run high before our first words, news after them; whether there is a rule for news to
    orderly customers is the house's to say.
    """
    if not case.is_open:
        return False
    if kind in {Kind.ACKNOWLEDGEMENT, Kind.FIRST_RESPONSE, Kind.LEGAL_RECEIPT}:
        return not case.answered
    if kind == Kind.DIRECTION:
        return case.stirred and not case.answered and not case.solved
    if kind == Kind.PROGRESS:
        return (case.hot or case.orderly) and case.answered and not case.solved
    return True
