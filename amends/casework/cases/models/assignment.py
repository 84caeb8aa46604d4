"""How cases are given: the rule of each department, what weighed on whom, rests after it, and second looks at an owner."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amends.casework.cases.choices import Method, ReviewAnswer
from amends.casework.cases.models.case import Case
from amends.foundation.organisation.models import Department

SHIPPED_HOT, SHIPPED_RELIEF = 5, 4


class AssignmentPolicy(models.Model):
    """How a department's cases are given, and those below it unless they have a rule of their own."""

    department = models.OneToOneField(
        Department, models.CASCADE, primary_key=True, related_name="assignment_policy"
    )
    method = models.CharField(_("how cases are given"), max_length=12, choices=Method, default=Method.SCORED)
    hot_per_shift = models.PositiveSmallIntegerField(_("heated cases a shift at most"), default=SHIPPED_HOT)
    relief_hours = models.PositiveSmallIntegerField(_("hours of rest"), default=SHIPPED_RELIEF)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.department_id}: {self.method}"


class Exposure(models.Model):
    """A heated case that came to somebody, once a day and case: for sharing them out, never for judging anybody."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="exposures", db_index=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["member", "on", "case"], name="exposure_once_a_day"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["member", "at"], name="exposure_since")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.on}"


class Relief(models.Model):
    """For some hours somebody gets no heated cases. Only they and their lead know; they may end or lengthen it."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reliefs", db_index=False
    )
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["member", "ends_at"], name="relief_of")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="relief_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.ends_at:%F %R}"

    def is_running(self, at: datetime) -> bool:
        return self.ended_at is None and self.starts_at <= at < self.ends_at


class AssignmentReview(models.Model):
    """A risk that came up late asks for more than the owner has; until a lead answers, the owner keeps the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="assignment_reviews")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reasons = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=ReviewAnswer, blank=True)
    words = models.CharField(max_length=400, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="assignment_review_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.answer}"
