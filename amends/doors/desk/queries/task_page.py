"""The page of my department's tasks and my own: what to accept, what is in work, what came back, what is done."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from amends.casework.cases.choices import TaskState
from amends.casework.cases.models import Case, Handover, Task
from amends.casework.cases.permissions import ids_barred_to, of_a_case_in_sight, sight_of, visible_to
from amends.doors.desk.queries.task_words import result_rows, share_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.kernel.prepared import Counts
from amends.foundation.organisation.models import Member

SIZE, COUNTED = 25, 99
ORDERS: dict[str, tuple[str, ...]] = {
    "accept": ("due_at", "id"),
    "work": ("due_at", "id"),
    "returned": ("due_at", "id"),
    "ended": ("-ended_at", "-id"),
}


def tasks_in(view: str, member_id: Any, department_id: Any) -> QuerySet[Task]:
    """One of the four piles: the first two and the last are asked of me or my department, the third came back to me."""
    asked = Q(person=member_id) | Q(department=department_id, person=None)
    match view:
        case "work":
            return Task.objects.filter(
                Q(person=member_id) | Q(department=department_id), state=TaskState.ACCEPTED, ended_at=None
            )
        case "returned":
            mine = Q(case__owner=member_id) | Q(given_by=member_id)
            return Task.objects.filter(mine, state=TaskState.RETURNED, ended_at=None)
        case "ended":
            return Task.objects.filter(department=department_id, ended_at__isnull=False)
    return Task.objects.filter(asked, state=TaskState.GIVEN, ended_at=None)


_COUNTS = Counts(
    lambda extent, department_id, *viewer: {
        view: tasks_in(view, viewer[0], department_id).filter(of_a_case_in_sight(extent, *viewer))
        for view in ("accept", "work", "returned")
    },
    cap=COUNTED,
)


def task_page(member: Member, data: QueryDict) -> dict[str, Any]:
    view = data.get("view", "") if data.get("view", "") in ORDERS else "accept"
    department_id = member.department_id or 0
    sight = sight_of(member)
    known = of_a_case_in_sight(sight.extent, *sight.values)
    rows = tasks_in(view, member.pk, department_id)
    # What a department has finished it may look up by its own words; the case itself is out of its sight again.
    rows = rows.filter(known_or_open(known, member) if view == "ended" else known)
    page = keyset_page(
        rows.select_related("case", "case__customer", "department", "person", "given_by"),
        order=ORDERS[view],
        after=data.get("after"),
        size=SIZE,
    )
    here = Case.objects.filter(visible_to(member), pk__in=[task.case_id for task in page.items])
    seen = set(here.values_list("pk", flat=True))
    base = f"{reverse('desk:tasks')}?view={view}"
    return {
        "view": view,
        "views": views(member, view),
        "rows": [row_of(task, seen) for task in page.items],
        "handovers": handovers_for(member) if view == "accept" else [],
        "department": member.department,
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
    }


def known_or_open(known: Exists, member: Member) -> Q:
    """Tasks of cases in sight, and of others that are neither restricted nor about this member."""
    return Q(known) | Q(case__restricted=False) & ~Q(case__in=ids_barred_to(member.pk))


def views(member: Member, here: str) -> list[dict[str, Any]]:
    sight = sight_of(member)
    counts = _COUNTS(member.department_id or 0, *sight.values, shape=(sight.extent,))
    labels = {
        "accept": (_("To accept"), "inbox"),
        "work": (_("In work"), "hourglass"),
        "returned": (_("Came back to me"), "undo"),
        "ended": (_("Finished"), "ok"),
    }
    return [
        {
            "key": key,
            "label": label,
            "icon": icon,
            "url": f"{reverse('desk:tasks')}?view={key}",
            "count": shown(counts.get(key)),
            "here": key == here,
        }
        for key, (label, icon) in labels.items()
    ]


def shown(count: int | None) -> str:
    if count is None:
        return ""
    return f"{COUNTED}+" if count > COUNTED else str(count)


def row_of(task: Task, seen: set[int]) -> dict[str, Any]:
    """Without number, subject and address where the case is out of sight."""
    since, known = task.accepted_at or task.given_at, task.case_id in seen
    return {
        "task": task,
        "number": task.case.number if known else "",
        "subject": task.case.subject if known else "",
        "url": f"{reverse('desk:case_tasks', args=[task.case.number])}#task-{task.pk}" if known else "",
        "result": result_rows(task),
        "share": share_of(since, task.due_at, clock.now()) if task.is_open else None,
    }


def handovers_for(member: Member) -> list[dict[str, Any]]:
    """Cases that my department is asked to take over, the first to be answered first."""
    sight = sight_of(member)
    asked = Q(person=member) | Q(department=member.department_id or 0)
    rows = Handover.objects.filter(of_a_case_in_sight(sight.extent, *sight.values), asked, answered_at=None)
    return [
        {
            "handover": one,
            "number": one.case.number,
            "url": f"{reverse('desk:case_tasks', args=[one.case.number])}#handover-{one.pk}",
            "share": share_of(one.asked_at, one.answer_by, clock.now()),
        }
        for one in rows.select_related("case", "asked_by", "department").order_by("answer_by", "id")[:SIZE]
    ]
