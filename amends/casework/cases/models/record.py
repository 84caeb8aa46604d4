"""The way a case has gone: its points, and each stage with its record."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.cases.choices import PointFinding, Responsible, Stage
from amends.casework.cases.models.case import Case
from amends.casework.cases.models.conversation import Message
from amends.casework.cases.models.evidence import Attachment
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
    finding = models.CharField(max_length=20, choices=PointFinding, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was found so")
    cause = models.CharField(max_length=20, blank=True)
    responsible = models.CharField(max_length=20, choices=Responsible, blank=True)
    remedy = models.CharField(max_length=400, blank=True, help_text="What is given or done for this point")
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    found_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return self.text[:60]


class PointEvidence(models.Model):
    """What a point rests on: a file of the case, or a passage of a message, as it was when it was chosen."""

    point = models.ForeignKey(Grievance, models.CASCADE, related_name="evidence")
    attachment = models.ForeignKey(Attachment, models.CASCADE, null=True, related_name="+", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="+", db_index=False)
    passage = models.CharField(max_length=400, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False, message=None, passage="")
                | (Q(attachment=None, message__isnull=False) & ~Q(passage="")),
                name="evidence_file_or_passage",
            ),
        ]

    def __str__(self) -> str:
        return self.passage or str(self.attachment)


class StageRecord(models.Model):
    """A case's time in one stage: what was recorded there and by whom, or why it was skipped, and who left it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="stage_records")
    stage = models.CharField(max_length=20, choices=Stage)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    record = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    details = models.JSONField(
        default=dict, help_text="What belongs to the record of this stage besides words"
    )
    # What the playbook asked for here and was done or left out: what, by whom and when, and why it was left out.
    steps = models.JSONField(default=list)
    skip_reason = models.TextField(blank=True)
    back_reason = models.TextField(
        blank=True, help_text="Why the case went back from here to an earlier stage"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.stage} {self.entered_at:%F}"
