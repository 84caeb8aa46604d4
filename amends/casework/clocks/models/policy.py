"""The rules of deadlines as people entered them, and what a change of them would move."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from amends.casework.clocks.choices import ClockKind, Confidence
from amends.casework.clocks.models.clock import Clock
from amends.casework.clocks.rules.policy import Rule
from amends.foundation.calendars.models import HoursChange, Notice
from amends.foundation.kernel.deciding import FourEyes


class PolicyChange(FourEyes):
    """Rules that were entered together; they count once a second person has confirmed them."""

    reason = models.CharField(max_length=400, blank=True)
    # Where the house works and in which trades, where the change says so; None leaves it as it was.
    house = models.JSONField(null=True, help_text='{"jurisdictions": ["CN"], "industries": ["retail"]}')

    def __str__(self) -> str:
        return f"{self.pk} {self.reason}"


class PolicyRule(models.Model):
    """One version of one rule; never changed and never deleted."""

    change = models.ForeignKey(PolicyChange, models.PROTECT, related_name="rules")
    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=ClockKind)
    length = models.CharField(max_length=10)
    conditions = models.JSONField(default=dict)
    calendar = models.CharField(max_length=40, blank=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    is_on = models.BooleanField(default=True)
    pausable = models.BooleanField(default=False)
    pause_hours = models.PositiveSmallIntegerField(default=0)
    runs_on = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence)

    class Meta:
        ordering: ClassVar[list[str]] = ["code", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "version"], name="policy_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def rule(self) -> Rule:
        """The version as the pure decisions take it."""
        return Rule(
            code=self.code,
            version=self.version,
            kind=self.kind,
            length=self.length,
            conditions={name: tuple(values) for name, values in self.conditions.items() if values},
            calendar=self.calendar,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            is_on=self.is_on,
            pausable=self.pausable,
            pause_hours=self.pause_hours,
            runs_on=self.runs_on,
            source=self.source,
            confidence=self.confidence,
        )


class DryRun(models.Model):
    """What a waiting change would do to the clocks that run now: of rules, of a year's days, or of a calendar's hours."""

    change = models.ForeignKey(PolicyChange, models.CASCADE, null=True, related_name="dry_runs")
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="+")
    hours = models.ForeignKey(HoursChange, models.CASCADE, null=True, related_name="+")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    looked_at = models.PositiveIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.pk}: {self.cases}"


class Move(models.Model):
    """One running clock whose due time would be another."""

    dry_run = models.ForeignKey(DryRun, models.CASCADE, related_name="moves", db_index=False)
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="+")
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    becomes_overdue = models.BooleanField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dry_run", "-becomes_overdue", "id"], name="move_of_dry_run"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id}: {self.old_due_at:%F %H:%M} → {self.new_due_at:%F %H:%M}"
