"""What the engine found in a text, and what people said about it: right, or wrong and what it should be."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Reading(models.Model):
    """One reading; `data` is the JSON of a reading as the engine gave it, corrections are rows beside it."""

    language = models.CharField(max_length=10)
    data = models.JSONField()
    engine = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.data.get('kind')} {self.data.get('category') or ''}".strip()

    def label(self, field: str) -> Any:
        """The value of a field as the engine read it; corrected values stand on the case."""
        return self.data.get(field)


class Correction(models.Model):
    """A person's "wrong" with what it should be, or their "right"; kept for ever, because the engine learns from it."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20)
    was = models.JSONField()
    now = models.JSONField()
    right = models.BooleanField(default=False, help_text="The label was looked at and stands as it is")
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.field}: {self.was} ✓" if self.right else f"{self.field}: {self.was} → {self.now}"
