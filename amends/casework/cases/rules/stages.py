"""The six stages, what has to be on record before each may be left, and what belongs to such a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.casework.cases.choices import Confirmed, DemandClass, Record, Responsible, Stage, Systemic

STAGES: tuple[Stage, ...] = tuple(Stage)
# What has to be on record before a stage may be left.
NEEDED: Mapping[Stage, tuple[Record, ...]] = {
    Stage.LISTEN: (Record.POINTS,),
    Stage.CONFIRM: (Record.FIRST_REPLY, Record.RESTATED),
    Stage.INVESTIGATE: (Record.FINDING, Record.RESPONSIBILITY),
    Stage.PROPOSE: (Record.AGREED,),
    Stage.CARRY_OUT: (Record.CARRIED_OUT, Record.FOLLOWED_UP),
    Stage.REVIEW: (Record.CAUSE,),
}
# Records that a handler writes in words; the others come from what was done.
WRITTEN: Mapping[Stage, Record] = {
    Stage.LISTEN: Record.POINTS,
    Stage.CONFIRM: Record.RESTATED,
    Stage.INVESTIGATE: Record.FINDING,
}
DEMAND_CLASSES = tuple(one.value for one in DemandClass)
# What is kept of a case taken up again: with the stage that it had ended in, and not with those that follow.
REOPENED = ("reopened", "reopened_by", "reopened_at", "ended_as", "ended_why")
# What a record may hold besides its words: a closed list of values, or None for words.
DETAILS: Mapping[Stage, Mapping[str, frozenset[str] | None]] = {
    Stage.CONFIRM: {"how": frozenset(Confirmed.values), "answer": None},
    Stage.INVESTIGATE: {
        "cause": None,
        "responsible": frozenset(Responsible.values),
        "extent": frozenset(Systemic.values),
        "scope": None,
        **dict.fromkeys(DEMAND_CLASSES),
    },
}
# What happened in a stage and does not count any more once the case goes back to it or before it.
MILESTONES_OF: Mapping[Stage, tuple[str, ...]] = {
    Stage.PROPOSE: ("agreed_at",),
    Stage.CARRY_OUT: ("solved_at", "confirmed_at", "followed_up_at"),
    Stage.REVIEW: ("cause_recorded_at",),
}


def missing_for(stage: Stage, on_record: frozenset[Record]) -> tuple[Record, ...]:
    """What still has to be recorded before the stage may be left."""
    return tuple(record for record in NEEDED[stage] if record not in on_record)


def next_stage(stage: Stage) -> Stage | None:
    """The stage after this one; None after the last, when the case closes."""
    position = STAGES.index(stage) + 1
    return STAGES[position] if position < len(STAGES) else None


def is_before(stage: Stage, other: Stage) -> bool:
    return STAGES.index(stage) < STAGES.index(other)


def begins_again_at(ended: Stage) -> Stage:
    """Where a case goes on that is opened again: what was never gone through is not skipped by having ended early."""
    return ended if is_before(ended, Stage.INVESTIGATE) else Stage.INVESTIGATE


def undone_by_going_back(stage: Stage) -> tuple[str, ...]:
    """The milestones of this stage and of all after it."""
    return tuple(name for one, names in MILESTONES_OF.items() if not is_before(one, stage) for name in names)


def unknown_detail(stage: Stage, details: Mapping[str, Any]) -> str:
    """The name of the first value that the record of this stage does not know, or ""."""
    known = DETAILS.get(stage, {})
    for name, value in details.items():
        if name not in known or not isinstance(value, str):
            return name
        values = known[name]
        if values is not None and value and value not in values:
            return name
    return ""


def tells_responsibility(details: Mapping[str, Any]) -> bool:
    return bool(details.get("responsible") and details.get("extent"))
