"""The running and stopped clocks of cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.casework.cases.models import Case
from amends.casework.clocks.choices import ClockKind


class Clock(models.Model):
    """One deadline of a case: when it began, when it is due, and when it was met or stopped."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=20, choices=ClockKind)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(stopped_at=None), name="clock_runs_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%F %H:%M}"

    @property
    def was_met(self) -> bool | None:
        """Whether it was stopped in time; None while it runs."""
        return None if self.stopped_at is None else self.stopped_at <= self.due_at
