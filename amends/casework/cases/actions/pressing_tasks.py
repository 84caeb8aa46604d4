"""What is done about a task from the case's side: urge (催单), raise to the department's lead (督办), withdraw."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from amends.casework.cases.actions.task_beats import REASON_LENGTH, keep, locked_task, turn
from amends.casework.cases.choices import TaskTurn
from amends.casework.cases.events import TaskRaised, TaskUrged, TaskWithdrawn
from amends.casework.cases.models import Task
from amends.casework.cases.permissions import ensure_may_raise, ensure_may_urge
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import lead_of


@transaction.atomic
def urge_task(*, task_id: int, by: Member, words: str = "") -> Task:
    """Asks again for what is not done yet; counted, with who and when."""
    task = locked_task(task_id, by=by, helping=False)
    ensure_may_urge(by, task.case.owner_id)
    turn(task, TaskTurn.URGED)
    Task.objects.filter(pk=task.pk).update(urged=F("urged") + 1)
    task.refresh_from_db(fields=["urged"])
    keep(task, TaskTurn.URGED, by=by, words=cleaned(words)[:REASON_LENGTH], to=task.person)
    publish(TaskUrged(case_id=task.case_id, task_id=task.pk))
    return task


@transaction.atomic
def raise_task(*, task_id: int, by: Member, words: str = "") -> Task:
    """Brings a task before the lead of the department it was asked of, who answers for it by name from now on."""
    task = locked_task(task_id, by=by, helping=True)
    ensure_may_raise(by)
    turn(task, TaskTurn.RAISED)
    lead = lead_of(task.department)
    if lead is None:
        raise WrongState(
            _("%(department)s has nobody who leads it. Call them, or give the task to another department.")
            % {"department": task.department}
        )
    Task.objects.filter(pk=task.pk).update(raised=F("raised") + 1)
    task.refresh_from_db(fields=["raised"])
    keep(task, TaskTurn.RAISED, by=by, words=cleaned(words)[:REASON_LENGTH], to=lead)
    publish(TaskRaised(case_id=task.case_id, task_id=task.pk))
    return task


@transaction.atomic
def withdraw_task(*, task_id: int, reason: str, by: Member) -> Task:
    """It is not needed any more, and here is why; also for what the house gave by itself."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    task = locked_task(task_id, by=by, helping=False)
    withdraw(task, words, by=by)
    return task


def withdraw(task: Task, words: str, *, by: Member) -> None:
    turn(task, TaskTurn.WITHDRAWN)
    task.ended_by, task.ended_at = by, clock.now()
    keep(task, TaskTurn.WITHDRAWN, "ended_by", "ended_at", by=by, words=words)
    publish(TaskWithdrawn(case_id=task.case_id, task_id=task.pk))
