"""What is under way in a case beside the conversation: promises, tasks of departments, meetings, a hand-over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from amends.casework.cases.choices import LinkKind, LooseEnd, MeetingState, Phase, PromiseState
from amends.casework.cases.models import Case, CaseLink, Handover, Meeting, Promise, Task, TaskStep
from amends.foundation.kernel.prepared import Tuples


@dataclass(frozen=True)
class Engaged:
    """Something that a case page says of tasks and promises; `since` and `until` are the time it was given."""

    what: str
    id: int
    state: str
    words: str
    name: str
    department: str
    since: datetime
    until: datetime | None
    urged: int


def _engaged(case_id: Any, *, name_column: str = "") -> Any:
    department: Any = F("department__name")
    if name_column:
        in_language = NullIf(F(f"department__{name_column}"), Value("", output_field=CharField()))
        department = Coalesce(in_language, F("department__name"))
    none, no_count = Value("", output_field=CharField()), Value(0, output_field=IntegerField())

    def kind(what: str) -> Value:
        return Value(what, output_field=CharField())

    promises = Promise.objects.filter(case=case_id, ended_at=None).values_list(
        kind("promise"), "id", "state", "text", "owner__display_name", none, "made_at", "due_at", no_count
    )
    tasks = Task.objects.filter(case=case_id, ended_at=None).values_list(
        kind("task"), "id", "state", "asked", "kind", department, "given_at", "due_at", "urged"
    )
    steps = TaskStep.objects.filter(case=case_id).values_list(
        kind("step"), "id", "turn", "words", "by__display_name", department, "at", "at", no_count
    )
    return promises.union(tasks, steps.order_by(), all=True)


# One statement for what stands in three tables: it is asked with every case page.
_ENGAGED = Tuples(_engaged)
# The same with the departments' names in another language, where they have one.
_ENGAGED_IN = {
    "zh-hant": Tuples(partial(_engaged, name_column="name_hant")),
    "en": Tuples(partial(_engaged, name_column="name_en")),
}


def engaged_in(case: Case) -> list[Engaged]:
    """Open promises, open tasks and all that happened to tasks of a case, in the order of their time.

    Departments are named in the language of whoever looks.
    """
    asked = _ENGAGED_IN.get(get_language() or "", _ENGAGED)
    return sorted((Engaged(*row) for row in asked(case.pk)), key=lambda one: (one.since, one.id))


# What floors above count as loose ends too: each says how many there are in a case.
_FURTHER: dict[LooseEnd, Callable[[Case], int]] = {}


def counted_by(kind: LooseEnd, count: Callable[[Case], int]) -> None:
    """Lets a floor above say what of its own keeps a case from being closed; for the wiring."""
    _FURTHER[kind] = count


def here_and_merged(case: Case) -> Q:
    """Rows of this case and of those that point to it."""
    return Q(case=case) | Q(case__merged_into=case) if case.merged_here else Q(case=case)


def loose_ends(case: Case, *, without_findings: bool = False) -> dict[LooseEnd, int]:
    """What keeps the case from being closed: how many of each kind there are, without those there are none of.

    A regular end takes a finding for each point: `without_findings` counts those that have none. What was asked and
    promised in cases that were merged into this one counts too.
    """
    here = here_and_merged(case)
    found = {
        LooseEnd.TASK: Task.objects.open().filter(here).count(),
        LooseEnd.PROMISE: Promise.objects.open().filter(here, state=PromiseState.OPEN).count(),
        LooseEnd.TO_CONFIRM: Promise.objects.open().filter(here, state=PromiseState.TO_CONFIRM).count(),
        LooseEnd.MEETING: Meeting.objects.filter(here, state=MeetingState.CONVENED).count(),
        LooseEnd.HANDOVER: Handover.objects.filter(here, answered_at=None).count(),
        LooseEnd.CHILD: CaseLink.objects.filter(
            other=case, kind=LinkKind.CHILD, ended_at=None, case__phase=Phase.OPEN
        ).count(),
        LooseEnd.POINT: case.grievances.filter(finding="").count() if without_findings else 0,
        **{kind: count(case) for kind, count in _FURTHER.items()},
    }
    return {kind: count for kind, count in found.items() if count}
