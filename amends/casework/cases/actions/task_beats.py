"""The beats that every action on a task shares: find whom it is for, lock it, note what happened, tell the case."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.choices import TaskKind, TaskState, TaskTurn
from amends.casework.cases.events import DepartmentRiskNamed
from amends.casework.cases.models import Case, Task, TaskStep
from amends.casework.cases.permissions import is_barred, may_work, visible_to
from amends.casework.cases.queries import due_after
from amends.casework.cases.rules.tasks import TO_ACCEPT, TO_FINISH, kinds_for, state_after
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import hours_of

ASKED_LENGTH, REASON_LENGTH = 4000, 2000


def locked_task(task_id: int, *, by: Member, helping: bool = True) -> Task:
    """The task and its case, locked; the same refusal whether it does not exist or is not for this member."""
    cases = Case.objects.filter(visible_to(by))
    case_id = Task.objects.filter(pk=task_id, case__in=cases).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound(_("This task does not exist, or it belongs to a case of another team."))
    case = locked(case_id, by=by, helping=helping)
    task = Task.objects.select_for_update(of=("self",)).select_related("department").get(pk=task_id)
    task.case = case
    return task


def turn(task: Task, what: TaskTurn) -> None:
    """Brings the task into the state that follows; refuses what cannot happen to it now."""
    after = state_after(what, TaskState(task.state))
    if after is None:
        raise WrongState(
            _("This is not possible any more: the task is “%(state)s”. Reload the page.")
            % {"state": task.get_state_display()}
        )
    task.state = after


def keep(
    task: Task, what: TaskTurn, *fields: str, by: Member, words: str = "", to: Member | None = None
) -> TaskStep:
    """Saves the task, adds what happened to its story, and notes it on the case, where every open page sees it."""
    task.save(update_fields=["state", *fields])
    step = TaskStep.objects.create(
        task=task,
        case=task.case,
        turn=what,
        department=task.department,
        by=by,
        to=to,
        at=clock.now(),
        words=words,
    )
    save(task.case, by_house=True)
    note_down(
        task.case,
        f"task.{what.value}",
        by=by,
        data={
            "task": task.pk,
            "kind": task.kind,
            "department": task.department.code,
            **({"member": str(to)} if to else {}),
        },
        reason=words,
    )
    return step


def call_departments_in(case: Case) -> None:
    """Lets the house ask legal or communications to take part, where a risk of the case wants it."""
    if case.is_open and kinds_for(case.risks):
        publish(DepartmentRiskNamed(case_id=case.pk))


def ensure_can_take(case: Case, department: Department, person: Member | None, kind: str) -> None:
    """A task goes to a department of the right function, and to a person only of that department."""
    if kind not in TaskKind.values:
        raise Invalid(_("Choose one of the kinds of task offered."), field="kind")
    if department.function != kind:
        raise Invalid(
            _("%(department)s does not do this. Choose a department that does.") % {"department": department},
            field="department",
        )
    ensure_can_be_asked(case, department, person)


def ensure_can_be_asked(case: Case, department: Department, person: Member | None) -> None:
    """Somebody of that department who works on cases and whom this one is not about; else nobody could answer."""
    if person is None:
        return
    if not may_work(person) or person.department_id != department.pk:
        raise Invalid(
            _("%(name)s does not belong to %(department)s. Choose somebody there, or nobody.")
            % {"name": person, "department": department},
            field="person",
        )
    if is_barred(case, person, proposed_too=True):
        raise Invalid(
            _("The complaint concerns %(name)s or somebody they lead. Choose somebody else.")
            % {"name": person},
            field="person",
        )


def times(
    accept_by: datetime | None, finish_by: datetime | None, department: Department, person: Member | None
) -> tuple[datetime, datetime]:
    """The two due times as chosen, or by the calendar of whoever is asked; finishing comes after accepting, and both are yet to come."""
    now = clock.now()
    hours = hours_of(person, department)
    for chosen, field in ((accept_by, "accept_by"), (finish_by, "finish_by")):
        if chosen is not None and chosen <= now:
            raise Invalid(_("Choose a time to come."), field=field)
    usual = due_after(TO_ACCEPT, now, hours)
    accept = accept_by or (min(usual, finish_by) if finish_by else usual)
    finish = finish_by or max(due_after(TO_FINISH, now, hours), accept)
    if finish < accept:
        raise Invalid(_("To finish comes after to accept: choose a later time."), field="finish_by")
    return accept, finish
