"""Joint meetings (立会) on a case: who meets when and about what, what was decided, and the signed minutes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.cases.choices import MeetingState
from amends.casework.cases.models.case import Case
from amends.casework.cases.models.promises import Promise
from amends.casework.cases.models.tasks import Task


class Meeting(models.Model):
    """A joint meeting; once its writer has signed the minutes nothing of it changes, and corrections are additions."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="meetings", db_index=False)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.CONVENED)
    agenda = models.TextField()
    at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=400, blank=True)
    with_customer = models.BooleanField(default=False)
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    convened_at = models.DateTimeField()
    participants = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    minutes = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    signed_at = models.DateTimeField(null=True)
    called_off_reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state=MeetingState.SIGNED)
                | Q(signed_at__isnull=False, written_by__isnull=False),
                name="meeting_signed_by_somebody",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case", "id"], name="meeting_of_case")]

    def __str__(self) -> str:
        return self.agenda[:60]

    @property
    def is_open(self) -> bool:
        return self.state == MeetingState.CONVENED


class Decision(models.Model):
    """One thing a meeting decided; it may have become a task or a promise."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.CharField(max_length=400)
    task = models.OneToOneField(Task, models.PROTECT, null=True, related_name="decision")
    promise = models.OneToOneField(Promise, models.PROTECT, null=True, related_name="decision")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class MeetingAddition(models.Model):
    """What was added to signed minutes, by whom and when."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="additions")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.text[:60]
