"""What somebody did to many cases at once, case by case, so that it can be told and taken back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from amends.casework.cases.choices import BulkKind
from amends.casework.cases.models.case import Case


class BulkRun(models.Model):
    """One act on several cases."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=BulkKind)
    given = models.JSONField(default=dict, help_text="What was chosen: to whom, until when, which words")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=80, null=True, editable=False)  # noqa: DJ001 - unique where given

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["idempotency_key"], name="bulk_idempotency_key"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "-id"], name="bulk_of_member")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%F %H:%M}"


class BulkItem(models.Model):
    """How it went in one case, and how taking it back went."""

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False)
    done = models.BooleanField()
    why_not = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    undone = models.BooleanField(null=True)
    why_not_undone = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "case"], name="bulk_case_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.case_id}"
