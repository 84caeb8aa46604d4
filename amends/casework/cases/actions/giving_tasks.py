"""Asking a department for something: by people, again after it came back, and by the house where a risk wants it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import ensure_open, locked
from amends.casework.cases.actions.task_beats import (
    ASKED_LENGTH,
    ensure_can_take,
    keep,
    locked_task,
    times,
    turn,
)
from amends.casework.cases.choices import ASKED_BY_THE_HOUSE, TaskKind, TaskTurn
from amends.casework.cases.events import TaskGiven
from amends.casework.cases.models import Case, Task
from amends.casework.cases.permissions import ensure_house
from amends.casework.cases.rules.tasks import kinds_for
from amends.casework.cases.text import cleaned, kept_key, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import department_doing


@transaction.atomic
def give_task(
    *,
    case_id: int,
    kind: str,
    department: Department,
    asked: str,
    by: Member,
    person: Member | None = None,
    accept_by: datetime | None = None,
    finish_by: datetime | None = None,
    idempotency_key: str | None = None,
) -> Task:
    """Asks a department for something in a case; without times the calendar says until when."""
    words = required(asked, limit=ASKED_LENGTH, field="asked")
    case = locked(case_id, by=by)
    ensure_open(case)
    key = kept_key(idempotency_key)
    if known := given_before(key, case):
        return known
    ensure_can_take(case, department, person, kind)
    accept, finish = times(accept_by, finish_by, department, person)
    task = new_task(
        case, TaskKind(kind), department, person, words, accept=accept, finish=finish, key=key, by=by
    )
    keep(task, TaskTurn.GIVEN, by=by, words=words, to=person)
    publish(TaskGiven(case_id=case.pk, task_id=task.pk))
    return task


@transaction.atomic
def give_task_again(
    *,
    task_id: int,
    department: Department,
    by: Member,
    person: Member | None = None,
    asked: str = "",
    kind: str = "",
    accept_by: datetime | None = None,
    finish_by: datetime | None = None,
) -> Task:
    """Gives a task that came back to somebody else, or to the same with other words; its story goes on."""
    task = locked_task(task_id, by=by, helping=False)
    ensure_open(task.case)
    turn(task, TaskTurn.GIVEN)
    task.kind = kind or task.kind
    ensure_can_take(task.case, department, person, task.kind)
    task.asked = cleaned(asked)[:ASKED_LENGTH] or task.asked
    task.department, task.person = department, person
    task.accept_by, task.finish_by = times(accept_by, finish_by, department, person)
    task.due_at, task.given_by, task.given_at = task.accept_by, by, clock.now()
    task.accepted_by, task.accepted_at, task.result = None, None, {}
    fields = ("kind", "asked", "department", "person", "accept_by", "finish_by", "due_at", "given_by")
    keep(
        task,
        TaskTurn.GIVEN,
        *fields,
        "given_at",
        "accepted_by",
        "accepted_at",
        "result",
        by=by,
        words=task.asked,
        to=person,
    )
    publish(TaskGiven(case_id=task.case_id, task_id=task.pk))
    return task


@transaction.atomic
def give_tasks_for_risks(*, case_id: int, by: Member) -> list[Task]:
    """Asks legal and communications to take part where the case has such a risk; once for each risk, however often named.

    A house without a department of that function is asked for nothing; the tasks of the case say so.
    """
    ensure_house(by)
    case = locked(case_id, by=by)
    if not case.is_open:
        return []
    known = set(Task.objects.filter(case=case).exclude(for_risk="").values_list("for_risk", flat=True))
    given = []
    for risk, kind in kinds_for(case.risks):
        department = department_doing(kind)
        if risk in known or department is None:
            continue
        accept, finish = times(None, None, department, None)
        words = _(ASKED_BY_THE_HOUSE[kind])
        task = new_task(
            case, kind, department, None, words, accept=accept, finish=finish, by=by, for_risk=risk
        )
        keep(task, TaskTurn.GIVEN, by=by, words=words)
        publish(TaskGiven(case_id=case.pk, task_id=task.pk))
        given.append(task)
    return given


def new_task(
    case: Case,
    kind: TaskKind,
    department: Department,
    person: Member | None,
    asked: str,
    *,
    accept: datetime,
    finish: datetime,
    by: Member,
    key: str | None = None,
    for_risk: str = "",
) -> Task:
    return Task.objects.create(
        case=case,
        kind=kind,
        department=department,
        person=person,
        asked=asked,
        given_by=by,
        given_at=clock.now(),
        accept_by=accept,
        finish_by=finish,
        due_at=accept,
        idempotency_key=key,
        for_risk=for_risk,
    )


def given_before(key: str | None, case: Case) -> Task | None:
    known = Task.objects.filter(idempotency_key=key).first() if key else None
    if known is not None and known.case_id != case.pk:
        raise Conflict(_("This was sent already, to another case. Reload the page and write it again."))
    return known
