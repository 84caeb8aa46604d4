"""Why it happened, and what is learned from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from amends.casework.cases.models import Case


class CauseRecord(models.Model):
    """The root cause of a case, the lesson, and what is done so that it does not happen again."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="cause_record")
    cause = models.CharField(max_length=20, db_index=True)
    lesson = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.cause
