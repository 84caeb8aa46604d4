"""What we promised a customer, each as a dated item that somebody keeps."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from amends.casework.cases.choices import PromiseSource, PromiseState
from amends.casework.cases.models.case import Case
from amends.casework.cases.models.conversation import Message


class PromiseQuerySet(models.QuerySet["Promise"]):
    def open(self) -> Self:
        """Owed to the customer, or not yet looked at by whoever wrote it."""
        return self.filter(ended_at=None)

    def to_remind(self, *, at: datetime) -> Self:
        """Owed, with a reminder whose time has come and that nobody was given yet."""
        return self.filter(ended_at=None, reminded_at=None, remind_at__lte=at, state=PromiseState.OPEN)

    def overdue(self, *, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at)


class Promise(models.Model):
    """One promise to a customer: found in a sent reply and to be confirmed, or entered by hand; then kept or broken."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="promises", db_index=False)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="+", db_index=False)
    source = models.CharField(max_length=10, choices=PromiseSource)
    text = models.CharField(_("promise"), max_length=400)
    state = models.CharField(max_length=10, choices=PromiseState)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    due_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="Why it was broken or struck out")
    told = models.TextField(blank=True, help_text="What the customer was told about a broken promise")

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state=PromiseState.OPEN) | Q(due_at__isnull=False), name="promise_has_a_date"
            ),
            models.UniqueConstraint(
                fields=["message", "text"],
                name="promise_of_message_once",
                condition=Q(message__isnull=False),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "id"], name="promise_of_case"),
            models.Index(fields=["due_at", "id"], name="promise_open_due", condition=Q(ended_at=None)),
            models.Index(
                fields=["owner", "due_at", "id"], name="promise_open_owner", condition=Q(ended_at=None)
            ),
            models.Index(
                fields=["remind_at"],
                name="promise_to_remind",
                condition=Q(ended_at=None, reminded_at=None, remind_at__isnull=False),
            ),
            models.Index(
                fields=["state", "-ended_at", "-id"],
                name="promise_ended",
                condition=Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
