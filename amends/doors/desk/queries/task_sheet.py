"""The sheet of a case's tasks, its hand-over and its joint meetings, with what this member may do to each."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict

from amends.casework.cases.actions.handing_over import who_takes
from amends.casework.cases.choices import MeetingState, TaskKind, TaskState, TaskTurn
from amends.casework.cases.models import Case, Handover, Meeting, Task
from amends.casework.cases.permissions import (
    handles,
    may_answer,
    may_raise,
    may_urge,
    may_work,
)
from amends.casework.cases.queries import barred_ids
from amends.casework.cases.rules.tasks import KIND_OF_RISK
from amends.doors.desk.queries.sheets import sheet
from amends.doors.desk.queries.task_words import for_reader, result_fields, result_rows, said_of, share_of
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import departments_doing, people

OfCase = TypeVar("OfCase", Task, Handover, Meeting)
RUNNING = (TaskState.GIVEN, TaskState.ACCEPTED)


def task_sheet(
    case: Case, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    """`entered` is what was typed and refused, `wrong` why; both stand in their form again."""
    entered = entered or QueryDict()
    works = handles(member, case)
    departments = list(departments_doing())
    barred = barred_ids(case)
    here = [one for one in people() if may_work(one) and one.pk not in barred]
    return {
        **sheet(case, "case_tasks"),
        "handles": works,
        "tasks": [task_row(one, member, handles=works, entered=entered) for one in tasks_of(case)],
        "handovers": [handover_row(one, member, handles=works) for one in handovers_of(case)],
        "meetings": [meeting_row(one, member, handles=works) for one in meetings_of(case)],
        "uncalled": uncalled(case),
        "kinds": TaskKind.choices,
        "departments": departments,
        "elsewhere": by_department([one for one in departments if one.pk != case.department_id], here),
        "places": by_department(departments, here),
        "people": here,
        "key": entered.get("idempotency_key") or token_urlsafe(12),
        "entered": entered,
        "invited": entered.getlist("participants"),
        "entered_at": entered.get("form", ""),
        "wrong": wrong,
    }


def tasks_of(case: Case) -> list[Task]:
    rows = Task.objects.filter(case=case).select_related(
        "department", "person", "given_by", "accepted_by", "ended_by"
    )
    return belonging(case, rows.prefetch_related("steps__by", "steps__to", "steps__department"))


def handovers_of(case: Case) -> list[Handover]:
    rows = Handover.objects.filter(case=case)
    return belonging(case, rows.select_related("department", "person", "asked_by", "answered_by"))


def meetings_of(case: Case) -> list[Meeting]:
    rows = Meeting.objects.filter(case=case).select_related("convened_by", "written_by")
    return belonging(
        case,
        rows.prefetch_related("participants", "decisions__task", "decisions__promise", "additions__by"),
    )


def belonging(case: Case, rows: QuerySet[OfCase]) -> list[OfCase]:
    """The newest first, each knowing the case that is here already."""
    found = list(rows.order_by("-id"))
    for one in found:
        one.case = case
    return found


def task_row(task: Task, member: Member, *, handles: bool, entered: QueryDict) -> dict[str, Any]:
    answers = may_answer(member, task.department, task.person_id)
    running = task.state in RUNNING
    typed = entered if entered.get("form") == f"done-{task.pk}" else None
    since = task.accepted_at or task.given_at
    return {
        "id": str(task.pk),
        "task": task,
        "share": share_of(since, task.due_at, clock.now()) if running else None,
        "story": [
            {
                "said": said_of(
                    step.turn, str(step.by), str(step.department), str(step.to) if step.to else ""
                ),
                "at": step.at,
                "words": for_reader(step.words),
            }
            for step in task.steps.all()
        ],
        "returned": next((one for one in reversed(task.steps.all()) if one.turn == TaskTurn.RETURNED), None)
        if task.state == TaskState.RETURNED
        else None,
        "result": result_rows(task),
        "fields": result_fields(task.kind, typed),
        "may_accept": answers and task.state == TaskState.GIVEN,
        "may_return": answers and running,
        "may_finish": answers and task.state == TaskState.ACCEPTED,
        "may_urge": handles and running and may_urge(member, task.case.owner_id),
        "may_raise": running and may_raise(member),
        "may_withdraw": handles and task.is_open,
        "may_give_again": handles and task.state == TaskState.RETURNED,
        "time_left": task.finish_by > clock.now(),
    }


def handover_row(handover: Handover, member: Member, *, handles: bool) -> dict[str, Any]:
    return {
        "id": str(handover.pk),
        "handover": handover,
        "share": share_of(handover.asked_at, handover.answer_by, clock.now()) if handover.is_open else None,
        "may_answer": handover.is_open and may_answer(member, handover.department, handover.person_id),
        "takes_for": "" if (taker := who_takes(handover, member)) == member else str(taker),
        "may_take_back": handover.is_open and handles,
    }


def meeting_row(meeting: Meeting, member: Member, *, handles: bool) -> dict[str, Any]:
    begun = meeting.is_open and meeting.at <= clock.now()
    return {
        "id": str(meeting.pk),
        "meeting": meeting,
        "begun": begun,
        "may_sign": begun and member in meeting.participants.all(),
        "may_call_off": handles and meeting.is_open,
        "may_add": handles and meeting.state == MeetingState.SIGNED,
        "may_turn": handles and meeting.state == MeetingState.SIGNED and meeting.case.is_open,
    }


def uncalled(case: Case) -> list[str]:
    """Kinds of task that a risk of the case wants and that no department of the house does."""
    done = set(departments_doing().values_list("function", flat=True))
    return [
        str(kind.label)
        for risk, kind in KIND_OF_RISK.items()
        if risk in case.risks and kind.value not in done
    ]


def by_department(departments: list[Department], here: list[Member]) -> list[dict[str, Any]]:
    """Departments with their people, for one choice of both: "department" or "department:username"."""
    return [
        {
            "department": one,
            "function": one.get_function_display(),
            "value": one.code,
            "takes_tasks": one.function in TaskKind.values,
            "people": [
                {"value": f"{one.code}:{person.username}", "name": str(person)}
                for person in here
                if person.department_id == one.pk
            ],
        }
        for one in departments
    ]


def place_named(text: str) -> tuple[Department | None, Member | None]:
    """The department, and the person if one was chosen, behind a value of `by_department`."""
    code, _colon, username = text.partition(":")
    department = Department.objects.filter(code=code).first()
    person = Member.objects.filter(username=username, is_active=True).first() if username else None
    return department, person
