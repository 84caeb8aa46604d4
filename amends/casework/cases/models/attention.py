"""Who keeps an eye on a case, who has put it aside for a while, and who has it open at this moment."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.cases.models.case import Case


class Watch(models.Model):
    """Somebody is told what happens in a case that is not theirs."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="watches", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "member"], name="watched_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "-id"], name="watch_of_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} → {self.case_id}"


class Snooze(models.Model):
    """Somebody does not want to see a case among theirs until a moment, or until the customer writes. No clock stops."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="snoozes", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True, help_text="Without one it rests until the customer writes")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["member", "case"], condition=Q(ended_at=None), name="snoozed_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], condition=Q(ended_at=None), name="snooze_of_case"),
            models.Index(fields=["until"], condition=Q(ended_at=None), name="snooze_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} zZ {self.case_id}"


class Viewer(models.Model):
    """A page of a case that is open now; the row counts for some seconds after the page last said so."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="viewers", db_index=False)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)
    typed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "member"], name="viewer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} looks at {self.case_id}"
