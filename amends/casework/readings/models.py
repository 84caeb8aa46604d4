"""What the engine found in a text, and where a person said that it was wrong."""

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
    """A person's "wrong": kept for ever, because it is what the engine learns from."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20)
    was = models.JSONField()
    now = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.field}: {self.was} → {self.now}"
