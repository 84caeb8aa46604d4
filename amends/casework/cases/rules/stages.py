"""The six stages and what has to be on record before each may be left."""

from __future__ import annotations

from collections.abc import Mapping

from amends.casework.cases.choices import Record, Stage

STAGES: tuple[Stage, ...] = tuple(Stage)
# What has to be on record before a stage may be left.
NEEDED: Mapping[Stage, tuple[Record, ...]] = {
    Stage.LISTEN: (Record.POINTS,),
    Stage.CONFIRM: (Record.FIRST_REPLY,),
    Stage.INVESTIGATE: (Record.FINDING,),
    Stage.PROPOSE: (Record.AGREED,),
    Stage.CARRY_OUT: (Record.CARRIED_OUT, Record.FOLLOWED_UP),
    Stage.REVIEW: (Record.CAUSE,),
}
# Records that a handler writes in words; the others come from what was done.
WRITTEN: Mapping[Stage, Record] = {Stage.LISTEN: Record.POINTS, Stage.INVESTIGATE: Record.FINDING}


def missing_for(stage: Stage, on_record: frozenset[Record]) -> tuple[Record, ...]:
    """What still has to be recorded before the stage may be left."""
    return tuple(record for record in NEEDED[stage] if record not in on_record)


def next_stage(stage: Stage) -> Stage | None:
    """The stage after this one; None after the last, when the case closes."""
    position = STAGES.index(stage) + 1
    return STAGES[position] if position < len(STAGES) else None
