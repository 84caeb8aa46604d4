"""The way a case has gone: its points, and each stage with its record."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from amends.casework.cases.choices import Stage
from amends.casework.cases.models.case import Case
from amends.casework.readings.choices import Category


class Grievance(models.Model):
    """One thing the customer complains about, in their own words, as read or as people put it right.

    `start` and `end` are its passage in the complaint; None where the words stand nowhere in it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="grievances")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    demands = models.JSONField(default=list)
    asked = models.CharField(max_length=200, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    page = models.PositiveSmallIntegerField(null=True)
    paragraph = models.PositiveSmallIntegerField(null=True)
    mentions = models.PositiveSmallIntegerField(default=1)
    by_hand = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return self.text[:60]


class StageRecord(models.Model):
    """A case's time in one stage: what was recorded there, or why it was skipped, and by whom."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="stage_records")
    stage = models.CharField(max_length=20, choices=Stage)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    record = models.TextField(blank=True)
    skip_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.stage} {self.entered_at:%F}"
