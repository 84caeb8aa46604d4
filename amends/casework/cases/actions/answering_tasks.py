"""What the department that is asked does: accept, return with a reason, finish with a result."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.task_beats import REASON_LENGTH, keep, locked_task, turn
from amends.casework.cases.choices import TaskKind, TaskTurn
from amends.casework.cases.events import TaskAccepted, TaskDone, TaskReturned
from amends.casework.cases.models import Task
from amends.casework.cases.permissions import ensure_may_answer
from amends.casework.cases.rules.tasks import RESULT_FIELDS, missing_in, too_long_in
from amends.casework.cases.text import cleaned, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member


@transaction.atomic
def accept_task(*, task_id: int, by: Member) -> Task:
    """Somebody of the department takes the task on; from now on it is theirs, and the time to finish counts."""
    task = locked_task(task_id, by=by)
    ensure_may_answer(by, task.department, task.person_id)
    turn(task, TaskTurn.ACCEPTED)
    task.accepted_by, task.accepted_at = by, clock.now()
    task.person, task.due_at = by, task.finish_by
    keep(task, TaskTurn.ACCEPTED, "accepted_by", "accepted_at", "person", "due_at", by=by)
    publish(TaskAccepted(case_id=task.case_id, task_id=task.pk))
    return task


@transaction.atomic
def return_task(*, task_id: int, reason: str, by: Member) -> Task:
    """The department gives it back and says why; whoever handles the case gives it elsewhere or withdraws it."""
    words = required(reason, limit=REASON_LENGTH, field="reason")
    task = locked_task(task_id, by=by)
    ensure_may_answer(by, task.department, task.person_id)
    turn(task, TaskTurn.RETURNED)
    keep(task, TaskTurn.RETURNED, by=by, words=words)
    publish(TaskReturned(case_id=task.case_id, task_id=task.pk))
    return task


@transaction.atomic
def finish_task(*, task_id: int, result: Mapping[str, str], by: Member) -> Task:
    """The department's answer, in the parts that its kind of task has, flows back into the case."""
    task = locked_task(task_id, by=by)
    ensure_may_answer(by, task.department, task.person_id)
    turn(task, TaskTurn.DONE)
    kind = TaskKind(task.kind)
    parts = {one.name: cleaned(str(result.get(one.name, ""))) for one in RESULT_FIELDS[kind]}
    ensure_whole(kind, parts)
    task.result = {name: words for name, words in parts.items() if words}
    task.ended_by, task.ended_at = by, clock.now()
    keep(task, TaskTurn.DONE, "result", "ended_by", "ended_at", by=by, words=in_short(task))
    publish(TaskDone(case_id=task.case_id, task_id=task.pk))
    return task


def ensure_whole(kind: TaskKind, parts: Mapping[str, str]) -> None:
    if missing := missing_in(kind, parts):
        raise Invalid(
            _("A part of the result is still empty. Fill in what is not marked as optional."),
            field=missing[0],
        )
    if long := too_long_in(kind, parts):
        raise Invalid(
            _("A part of the result is too long: %(limit)s characters are possible.")
            % {"limit": f"{long.limit:,}"},
            field=long.name,
        )


def in_short(task: Task) -> str:
    """The part of the result that says most, for the conversation's timeline."""
    return str(task.result.get("outcome") or task.result.get("cause") or "")
