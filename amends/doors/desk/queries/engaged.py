"""What a case page shows of tasks and promises: what is open beside the customer, and what happened as lines between."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe

from amends.casework.cases.choices import PromiseState, TaskKind, TaskState, TaskTurn
from amends.casework.cases.models import Case
from amends.casework.cases.queries import Engaged
from amends.doors.desk.queries.task_words import ICONS, for_reader, said_of, share_of
from amends.doors.desk.rules import plain_html
from amends.foundation.kernel import clock


def engaged_block(case: Case, found: list[Engaged]) -> dict[str, Any]:
    """The open promises, those to confirm first, and the open tasks; each leads to its sheet."""
    now = clock.now()
    promises = [one for one in found if one.what == "promise"]
    promises.sort(key=lambda one: (one.state != PromiseState.TO_CONFIRM, one.until is None, one.until or now))
    return {
        "promises": [
            {
                "text": one.words,
                "due_at": one.until,
                "share": share_of(one.since, one.until, now),
                "to_confirm": one.state == PromiseState.TO_CONFIRM,
                "name": one.name,
            }
            for one in promises
        ],
        "open_tasks": [
            {
                "text": for_reader(one.words),
                "kind": TaskKind(one.name).label,
                "department": one.department,
                "state": TaskState(one.state).label,
                "due_at": one.until,
                "share": share_of(one.since, one.until, now),
                "urged": one.urged,
            }
            for one in found
            if one.what == "task"
        ],
        "tasks_url": reverse("desk:case_tasks", args=[case.number]),
        "promises_url": reverse("desk:case_promises", args=[case.number]),
    }


def step_entries(found: list[Engaged]) -> list[dict[str, Any]]:
    """What happened to tasks, as lines of the conversation that no customer sees."""
    return [
        {
            "kind": "event",
            "id": f"task-step-{one.id}",
            "icon": ICONS[TaskTurn(one.state)],
            "summary": said_of(one.state, one.name, one.department),
            "at": one.since,
            "html": mark_safe(plain_html(for_reader(one.words))) if one.words else "",  # noqa: S308 - escaped there
        }
        for one in found
        if one.what == "step"
    ]
