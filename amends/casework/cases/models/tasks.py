"""Work asked of a department inside a case, and the request to hand the case itself to another one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amends.casework.cases.choices import HandoverState, TaskKind, TaskState, TaskTurn
from amends.casework.cases.models.case import Case
from amends.foundation.organisation.models import Department, Member


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> Self:
        """Not yet answered for: given, in work, or come back and waiting to be given again."""
        return self.filter(ended_at=None)

    def overdue(self, *, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at)


class Task(models.Model):
    """One piece of work that a case needs from a department: given, accepted, done; or returned, then given again.

    `due_at` is the time that counts now: to accept while it is given, to finish once it is accepted.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks", db_index=False)
    kind = models.CharField(_("kind"), max_length=16, choices=TaskKind)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    asked = models.TextField(_("what is asked"))
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.GIVEN)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    accept_by = models.DateTimeField(_("to accept by"))
    finish_by = models.DateTimeField(_("to finish by"))
    due_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    accepted_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)
    # The structured result: what each kind asks for is `rules.tasks.RESULT_FIELDS`.
    result = models.JSONField(default=dict)
    urged = models.PositiveSmallIntegerField(default=0)
    raised = models.PositiveSmallIntegerField(default=0)
    # The risk that made the house give it by itself; empty for what people gave.
    for_risk = models.CharField(max_length=20, blank=True)
    idempotency_key = models.CharField(max_length=80, null=True, editable=False)  # noqa: DJ001 - unique where given

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "for_risk"], name="task_of_risk_once", condition=~Q(for_risk="")
            ),
            models.UniqueConstraint(fields=["idempotency_key"], name="task_idempotency_key"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "id"], name="task_of_case"),
            # Whom a task lets into its case: the one predicate asks this with every list.
            models.Index(
                fields=["department", "state", "case"], name="task_open", condition=Q(ended_at=None)
            ),
            models.Index(fields=["person", "case"], name="task_open_person", condition=Q(ended_at=None)),
            models.Index(
                fields=["department", "state", "due_at", "id"],
                name="task_open_due",
                condition=Q(ended_at=None),
            ),
            models.Index(
                fields=["department", "-ended_at", "-id"],
                name="task_ended",
                condition=Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.asked[:60]

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def is_for(self, member: Member) -> bool:
        """Whether it was asked of this person, or of their department and nobody in particular."""
        if self.person_id is not None and self.person_id == member.pk:
            return True
        return member.department is not None and member.department_id == self.department_id


class TaskStep(models.Model):
    """What happened to a task: who gave, accepted, returned, urged or finished it, when, and in which words."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False)
    turn = models.CharField(max_length=10, choices=TaskTurn)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "id"], name="taskstep_of_case")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.turn}"


class Handover(models.Model):
    """A request that another department takes the case over; until it is accepted, owner and clocks stay."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="handovers", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=HandoverState, default=HandoverState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"], name="handover_asked_once", condition=Q(answered_at=None)
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "id"], name="handover_of_case"),
            models.Index(
                fields=["department", "answer_by", "case"],
                name="handover_open",
                condition=Q(answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.department_id}: {self.state}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None
