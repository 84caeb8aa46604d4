"""Tasks of departments: what may happen to one in which state, what a result has to hold, and how long each step takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amends.casework.cases.choices import TaskKind, TaskState, TaskTurn

# Lengths as the calendar reads them: four working hours to accept, two working days to finish.
TO_ACCEPT, TO_FINISH = "4wh", "2wd"

# In which state what may happen, and what comes of it. This table is the whole truth; the test walks it.
TURNS: Mapping[TaskTurn, Mapping[TaskState, TaskState]] = {
    TaskTurn.GIVEN: {TaskState.RETURNED: TaskState.GIVEN},
    TaskTurn.ACCEPTED: {TaskState.GIVEN: TaskState.ACCEPTED},
    TaskTurn.RETURNED: {TaskState.GIVEN: TaskState.RETURNED, TaskState.ACCEPTED: TaskState.RETURNED},
    TaskTurn.DONE: {TaskState.ACCEPTED: TaskState.DONE},
    TaskTurn.WITHDRAWN: {
        TaskState.GIVEN: TaskState.WITHDRAWN,
        TaskState.ACCEPTED: TaskState.WITHDRAWN,
        TaskState.RETURNED: TaskState.WITHDRAWN,
    },
    TaskTurn.URGED: {TaskState.GIVEN: TaskState.GIVEN, TaskState.ACCEPTED: TaskState.ACCEPTED},
    TaskTurn.RAISED: {TaskState.GIVEN: TaskState.GIVEN, TaskState.ACCEPTED: TaskState.ACCEPTED},
}


@dataclass(frozen=True)
class ResultField:
    """One part of a task's result: its name, whether it has to be there, and how long it may be."""

    name: str
    required: bool = True
    limit: int = 4000


# What a department's answer has to hold, in the order in which it is asked.
RESULT_FIELDS: Mapping[TaskKind, tuple[ResultField, ...]] = {
    TaskKind.QUALITY: (
        ResultField("cause"),
        ResultField("responsible", limit=200),
        ResultField("countermeasure"),
        ResultField("verification", required=False),
    ),
    TaskKind.BUSINESS: (
        ResultField("order", limit=60),
        ResultField("part_number", required=False, limit=60),
        ResultField("quantity", required=False, limit=60),
        ResultField("delivery_date", required=False, limit=60),
        ResultField("demand", required=False),
        ResultField("reason"),
        ResultField("outcome"),
    ),
    TaskKind.LEGAL: (ResultField("outcome"), ResultField("wording", required=False)),
    TaskKind.COMMUNICATIONS: (ResultField("outcome"), ResultField("wording", required=False)),
    TaskKind.OFFICE: (ResultField("outcome"),),
}

# Practice: legal takes part in every legal complaint, communications in every media matter.
KIND_OF_RISK: Mapping[str, TaskKind] = {"legal": TaskKind.LEGAL, "media": TaskKind.COMMUNICATIONS}


def state_after(turn: TaskTurn, state: TaskState) -> TaskState | None:
    """The state a task is in after this happened to it; None where it cannot happen."""
    return TURNS[turn].get(state)


def missing_in(kind: TaskKind, result: Mapping[str, str]) -> tuple[str, ...]:
    """The parts of a result that are still needed."""
    return tuple(one.name for one in RESULT_FIELDS[kind] if one.required and not result.get(one.name))


def too_long_in(kind: TaskKind, result: Mapping[str, str]) -> ResultField | None:
    """The first part of a result that is longer than it may be."""
    return next((one for one in RESULT_FIELDS[kind] if len(result.get(one.name, "")) > one.limit), None)


def kinds_for(risks: list[str]) -> tuple[tuple[str, TaskKind], ...]:
    """(risk, kind of task) for each risk that a department of its own has to know of."""
    return tuple((risk, kind) for risk, kind in KIND_OF_RISK.items() if risk in risks)
