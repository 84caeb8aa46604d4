from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.rules import MAX_ATTEMPTS
from amends.foundation.kernel.tokens_field import TokensField


class Job(models.Model):
    """A piece of work that must happen after the change which asked for it was committed."""

    name = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=200, default="", blank=True)
    nobody_waits = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.READY)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=MAX_ATTEMPTS)
    depth = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=100, default="")
    error = models.TextField(default="")
    revived_by = models.CharField(max_length=150, default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        # Every index holds only the rows its question is about, so a million finished jobs cost a claim nothing.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["nobody_waits", "run_at", "id"], condition=Q(state=JobState.READY), name="job_ready"
            ),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="job_running"),
            models.Index(fields=["finished_at"], condition=Q(state=JobState.DONE), name="job_done"),
            models.Index(fields=["id"], condition=Q(state=JobState.DEAD), name="job_dead"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Unique among the waiting only: a running job may have read the old state already, so a change that
            # comes while it runs must be able to ask for one more run.
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=Q(state=JobState.READY) & ~Q(unique_key=""),
                name="job_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class PeriodicTurn(models.Model):
    """When a periodic job is due next; the row makes any number of workers start it once."""

    name = models.CharField(max_length=200, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class WorkerBeat(models.Model):
    """A sign of life of one worker process, renewed every few seconds."""

    worker = models.CharField(max_length=100, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    jobs_done = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.worker


class SearchDocument(models.Model):
    """The folded text of one thing that can be found; `id` joins kind and object id, so it grows with the object's."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.IntegerField()
    object_id = models.BigIntegerField()
    folded = models.TextField()
    tokens = TokensField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_object")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"
