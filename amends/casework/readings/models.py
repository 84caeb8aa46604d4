"""What the engine found in a text, and what people said about it: right, or wrong and what it should be."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Opinion(models.Model):
    """What an outside service said of a text, as far as it could be checked; asked once for each text, model and question."""

    text_hash = models.CharField(max_length=64)
    model = models.CharField(max_length=100)
    question = models.PositiveSmallIntegerField(help_text="Version of what was asked")
    labels = models.JSONField()
    evidence = models.JSONField()
    dropped = models.PositiveIntegerField(
        help_text="Parts of the answer that were no labels or stood nowhere"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text_hash", "model", "question"], name="asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.model}: {', '.join(self.labels)}"


class OutsideService(models.Model):
    """How the outside service does; the one row is shared by all workers."""

    day = models.DateField()
    asked = models.PositiveIntegerField(default=0, help_text="Questions of this day")
    dropped = models.PositiveIntegerField(default=0, help_text="Parts of answers dropped, ever")
    failures = models.PositiveIntegerField(default=0, help_text="In a row")
    rests_until = models.DateTimeField(null=True)
    last_trouble = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"{self.day}: {self.asked}"


class Reading(models.Model):
    """One reading; `data` is the JSON of a reading as the engine gave it, corrections are rows beside it."""

    language = models.CharField(max_length=10)
    data = models.JSONField()
    engine = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    opinion = models.ForeignKey(Opinion, models.SET_NULL, null=True, db_index=False)
    refined = models.JSONField(
        default=dict, help_text="Field → what was read and what the opinion made of it"
    )

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
