"""What was said: messages that customers see, and notes that they never see, as types of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models

from amends.casework.cases.choices import Direction, MessageKind
from amends.casework.cases.models.case import Case
from amends.casework.readings.models import Reading

if TYPE_CHECKING:
    from amends.casework.cases.models.evidence import Attachment


class Message(models.Model):
    """Public words between the customer and us; what is sent stays as it was sent."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="messages", db_index=False)
    direction = models.CharField(max_length=3, choices=Direction)
    kind = models.CharField(max_length=20, choices=MessageKind)
    body = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    reading = models.ForeignKey(Reading, models.SET_NULL, null=True, related_name="+", db_index=False)
    # What the message does in the conversation: how heated the customer is in it, or what ours did to that.
    mood = models.JSONField(default=dict, editable=False)
    idempotency_key = models.CharField(max_length=80, null=True, editable=False)  # noqa: DJ001 - unique where given

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "sent_at"], name="message_of_case")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["idempotency_key"], name="message_idempotency_key")
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def comes_with(self, files: list[Attachment]) -> None:
        """Keeps files that were read already, as `prefetch_related` does, so that nobody asks for them again."""
        # Evidence refers to messages, so it is known here only once both are there.
        from amends.casework.cases.models.evidence import Attachment

        known: models.QuerySet[Attachment] = models.QuerySet(Attachment)
        known._result_cache = files
        self._prefetched_objects_cache = {"attachments": known}


class Note(models.Model):
    """An internal note. Nothing that goes to a customer is ever built from this table."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    body = models.TextField()
    named = models.JSONField(default=list, help_text="The names behind an @, as they are written in it")
    written_at = models.DateTimeField()
    idempotency_key = models.CharField(max_length=80, null=True, editable=False)  # noqa: DJ001 - unique where given

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["idempotency_key"], name="note_idempotency_key")
        ]

    def __str__(self) -> str:
        return self.body[:60]
