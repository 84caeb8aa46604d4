"""What departments are asked for: in one case, and over all cases that the member may know of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router

from amends.casework.cases import actions
from amends.casework.cases.models import Task
from amends.casework.cases.permissions import of_a_case_in_sight, sight_of
from amends.doors.api.access import member_of
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.endpoints.doing import Row, changes, doing, reads, there
from amends.doors.api.endpoints.named import department_named, member_named
from amends.doors.api.endpoints.pages import note_seen, page_of
from amends.doors.api.schemas.under_way import Made, TaskOut, TaskPage
from amends.doors.api.schemas.under_way_entries import (
    AgainEntry,
    Paging,
    ReasonEntry,
    ResultEntry,
    TaskEntry,
    TaskFilters,
    WordsEntry,
)
from amends.doors.api.under_way import task_out

router = Router(tags=["tasks"])
of_a_case = Router(tags=["tasks"])
ENDED = ("done", "withdrawn")
PEOPLE = ("person", "given_by", "accepted_by", "ended_by")


def shown(rows: QuerySet[Task]) -> QuerySet[Task]:
    """With everything that is told of a task, whatever the number of rows."""
    steps = ("steps__by", "steps__to", "steps__department")
    return rows.select_related("case", "department", *PEOPLE).prefetch_related(*steps)


@reads(router, "", "tasks", "List tasks of all cases that you may see", TaskPage)
def tasks(request: HttpRequest, filters: Query[TaskFilters]) -> dict[str, Any]:
    """Open ones stand by due time, ended ones by when they ended, the latest first."""
    member = member_of(request)
    sight = sight_of(member)
    rows = Task.objects.filter(of_a_case_in_sight(sight.extent, *sight.values))
    rows = rows.open() if filters.state == "open" else rows.filter(state=filters.state)
    if filters.department:
        rows = rows.filter(department=department_named(filters.department))
    if filters.person:
        rows = rows.filter(
            person=member if filters.person == "me" else member_named(filters.person, "person")
        )
    order = ("-ended_at", "-id") if filters.state in ENDED else ("due_at", "id")
    page = page_of(request, shown(rows), filters, order)
    note_seen((task.case for task in page.items), member)
    return {"items": [task_out(task) for task in page.items], "next": page.next}


@reads(of_a_case, "/{number}/tasks", "case-tasks", "List the tasks of a case, the newest first", TaskPage)
def tasks_of(request: HttpRequest, number: str, filters: Query[Paging]) -> dict[str, Any]:
    case = the_case(number, member_of(request))
    page = page_of(request, shown(Task.objects.filter(case=case)), filters)
    return {"items": [task_out(task) for task in page.items], "next": page.next}


@changes(of_a_case, "/{number}/tasks", "task-give", "Ask a department for something", Made, 201)
def give(request: HttpRequest, number: str, entry: TaskEntry, key: Key = None) -> dict[str, Any]:
    """Without times the calendar says until when: four working hours to accept, two working days to finish."""
    member = member_of(request)
    case = the_case(number, member)
    department = department_named(entry.department)

    def act() -> int:
        return actions.give_task(
            case_id=case.pk,
            kind=entry.kind or department.function,
            department=department,
            person=member_named(entry.person, "person"),
            asked=entry.asked,
            accept_by=entry.accept_by,
            finish_by=entry.finish_by,
            by=member,
        ).pk

    made = doing(request, key, act)
    return {"id": made, "case": case.number, "url": reverse("api:case-tasks", args=[case.number])}


def turn(name: str, summary: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return changes(of_a_case, f"/{{number}}/tasks/{{id}}/{name}", f"task-{name}", summary, TaskOut)


def turned(
    request: HttpRequest,
    number: str,
    task_id: int,
    key: str | None,
    action: Callable[..., Task],
    **words: Any,
) -> dict[str, Any]:
    """Does one of the turns of a task; with the same key once only, because urging is counted."""
    member = member_of(request)
    case = the_case(number, member)
    task = there(Task.objects.filter(case=case), task_id, _("This case has no such task."))
    doing(request, key, lambda: action(task_id=task.pk, by=member, **words).pk)
    return task_out(shown(Task.objects.filter(pk=task.pk))[0])


@turn("accept", "签收: take the task on")
def accept(request: HttpRequest, number: str, id: Row, key: Key = None) -> dict[str, Any]:
    return turned(request, number, id, key, actions.accept_task)


@turn("return", "退回: give it back and say why")
def give_back(
    request: HttpRequest, number: str, id: Row, entry: ReasonEntry, key: Key = None
) -> dict[str, Any]:
    return turned(request, number, id, key, actions.return_task, reason=entry.reason)


@turn("give-again", "Give a returned task to somebody else, or with other words")
def give_again(
    request: HttpRequest, number: str, id: Row, entry: AgainEntry, key: Key = None
) -> dict[str, Any]:
    department = department_named(entry.department)
    words = {
        "department": department,
        "kind": department.function,
        "person": member_named(entry.person, "person"),
        "asked": entry.asked,
    }
    return turned(request, number, id, key, actions.give_task_again, **words)


@turn("finish", "Answer with the result, in the parts of its kind")
def finish(request: HttpRequest, number: str, id: Row, entry: ResultEntry, key: Key = None) -> dict[str, Any]:
    return turned(request, number, id, key, actions.finish_task, result=entry.result)


@turn("urge", "催单: ask again; counted")
def urge(request: HttpRequest, number: str, id: Row, entry: WordsEntry, key: Key = None) -> dict[str, Any]:
    return turned(request, number, id, key, actions.urge_task, words=entry.words)


@turn("raise", "督办: bring it before the lead of the department")
def bring_up(
    request: HttpRequest, number: str, id: Row, entry: WordsEntry, key: Key = None
) -> dict[str, Any]:
    return turned(request, number, id, key, actions.raise_task, words=entry.words)


@turn("withdraw", "It is not needed any more, and why")
def withdraw(
    request: HttpRequest, number: str, id: Row, entry: ReasonEntry, key: Key = None
) -> dict[str, Any]:
    return turned(request, number, id, key, actions.withdraw_task, reason=entry.reason)
