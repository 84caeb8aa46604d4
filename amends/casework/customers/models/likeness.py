"""Records that may be, or were found to be, one person."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amends.casework.customers.choices import Answer, Likeness
from amends.casework.customers.models.customer import Customer


class PossibleMatch(models.Model):
    """A proposal that two records are one person; it changes nothing until somebody decides."""

    first = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    # [{"sign": "phone", "strength": "strong"}, …]: which signal matched, and how strong it is.
    signals = models.JSONField(default=list)
    strength = models.CharField(max_length=10, choices=Likeness)
    found_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["first", "second"], name="possible_match_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="possible_match_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"


class Merge(models.Model):
    """That a record was found to be the same person as another one: by whom, why, and whether it was undone."""

    merged = models.ForeignKey(Customer, models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Customer, models.CASCADE, related_name="merges_received")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    reason = models.CharField(max_length=400)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["merged"], name="merge_counts_once", condition=Q(undone_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"
