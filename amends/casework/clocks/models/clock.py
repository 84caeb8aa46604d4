"""The running and stopped clocks of cases, their pauses, and the reminders that went out."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from amends.casework.cases.models import Case
from amends.casework.clocks.choices import ClockEnd, ClockKind, PauseReason
from amends.casework.clocks.rules.deadlines import Span


class Clock(models.Model):
    """One deadline of a case: when it began, by which rule, when it is due and why, and when it was met or stopped."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=20, choices=ClockKind)
    about = models.CharField(
        max_length=60, blank=True, help_text="Beyond the case itself: a legal limit, task:5 or promise:7"
    )
    rule_code = models.CharField(max_length=60, blank=True)
    rule_version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # The due time as if it had never stood still: figures count both.
    unpaused_due_at = models.DateTimeField()
    explanation = models.JSONField(default=dict)
    paused_since = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=10, choices=ClockEnd, blank=True, help_text="Empty while it runs")
    # When the house looks at it next, and how many rungs of the ladder of reminders were given.
    next_at = models.DateTimeField(null=True)
    rungs = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "kind", "about"], condition=Q(stopped_at=None), name="clock_runs_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at", "id"], name="clock_next", condition=Q(next_at__isnull=False)),
            models.Index(fields=["stopped_at"], name="clock_stopped", condition=Q(stopped_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%F %H:%M}"

    @property
    def was_met(self) -> bool | None:
        """Whether what it waited for was done in time; None while it runs, and where that fell away before it was due."""
        return self._was_in_time(self.due_at)

    @property
    def was_met_unpaused(self) -> bool | None:
        """The same as if it had never stood still."""
        return self._was_in_time(self.unpaused_due_at)

    def _was_in_time(self, due_at: datetime) -> bool | None:
        if self.stopped_at is None:
            return None
        if self.ended == ClockEnd.BROKEN or self.stopped_at > due_at:
            return False
        return None if self.ended == ClockEnd.FELL else True


class Pause(models.Model):
    """A stretch in which a clock stood still, why, and by whom; without an end it stands still now."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=PauseReason)
    note = models.CharField(max_length=400, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["started_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["clock"], condition=Q(ended_at=None), name="clock_pauses_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.started_at:%F %H:%M}"

    @property
    def span(self) -> Span | None:
        """The stretch, once it has ended."""
        return Span(self.started_at, self.ended_at) if self.ended_at else None


class Reminder(models.Model):
    """One person was told that a clock has come so far; without a person there was nobody to tell."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="reminders")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False
    )
    percent = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["clock", "step", "member"], name="reminder_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member", "-id"], name="reminder_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.percent} %"
