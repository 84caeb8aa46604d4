"""That two cases belong together, and why; or that one is joined to the other by a pointer that can be taken back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.cases.choices import LinkKind
from amends.casework.cases.models.case import Case


class CaseLink(models.Model):
    """`case` is the duplicate, the later one or one of many, `other` the one it belongs to; ended ones stay."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="links", db_index=False)
    other = models.ForeignKey(Case, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=20, choices=LinkKind)
    reason = models.CharField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "other", "kind"], condition=Q(ended_at=None), name="link_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None, kind="child"), name="link_one_parent"
            ),
            models.CheckConstraint(condition=~Q(case=F("other")), name="link_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.other_id}"


class CaseMerge(models.Model):
    """A case was joined to the main one; `before` is what it and the main one's clocks were, for taking it back."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="merges", db_index=False)
    main = models.ForeignKey(Case, models.CASCADE, related_name="merges_here", db_index=False)
    why = models.CharField(max_length=400)
    before = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case"], condition=Q(undone_at=None), name="merged_once"),
            models.CheckConstraint(condition=~Q(case=F("main")), name="merged_into_another"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["main"], name="merged_here")]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.main_id}"
