"""What is under way in a case beside the conversation: promises, tasks of departments, meetings, a hand-over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, IntegerField, Q, Value

from amends.casework.cases.choices import LooseEnd, MeetingState
from amends.casework.cases.models import Case, Handover, Meeting, Promise, Task, TaskStep
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


def _engaged(case_id: Any) -> Any:
    none, no_count = Value("", output_field=CharField()), Value(0, output_field=IntegerField())

    def kind(what: str) -> Value:
        return Value(what, output_field=CharField())

    promises = Promise.objects.filter(case=case_id, ended_at=None).values_list(
        kind("promise"), "id", "state", "text", "owner__display_name", none, "made_at", "due_at", no_count
    )
    tasks = Task.objects.filter(case=case_id, ended_at=None).values_list(
        kind("task"), "id", "state", "asked", "kind", "department__name", "given_at", "due_at", "urged"
    )
    steps = TaskStep.objects.filter(case=case_id).values_list(
        kind("step"), "id", "turn", "words", "by__display_name", "department__name", "at", "at", no_count
    )
    return promises.union(tasks, steps.order_by(), all=True)


# One statement for what stands in three tables: it is asked with every case page.
_ENGAGED = Tuples(_engaged)


def engaged_in(case: Case) -> list[Engaged]:
    """Open promises, open tasks and all that happened to tasks of a case, in the order of their time."""
    return sorted((Engaged(*row) for row in _ENGAGED(case.pk)), key=lambda one: (one.since, one.id))


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
        LooseEnd.PROMISE: Promise.objects.open().filter(here).count(),
        LooseEnd.MEETING: Meeting.objects.filter(here, state=MeetingState.CONVENED).count(),
        LooseEnd.HANDOVER: Handover.objects.filter(here, answered_at=None).count(),
        LooseEnd.POINT: case.grievances.filter(finding="").count() if without_findings else 0,
    }
    return {kind: count for kind, count in found.items() if count}
