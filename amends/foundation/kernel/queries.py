from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.models import Job, WorkerBeat

ALIVE_WITHIN = timedelta(seconds=20)
COUNT_CAP = 1000


def dead_jobs() -> QuerySet[Job]:
    """The jobs that were given up, the latest first."""
    return Job.objects.filter(state=JobState.DEAD).order_by("-id")


def failing_jobs() -> QuerySet[Job]:
    """The jobs that failed and wait for their next attempt, the next one first."""
    return Job.objects.filter(state=JobState.READY, attempts__gt=0).order_by("run_at", "id")


def workers_alive(*, within: timedelta = ALIVE_WITHIN) -> QuerySet[WorkerBeat]:
    """The worker processes that showed a sign of life lately."""
    return WorkerBeat.objects.filter(seen_at__gte=clock.now() - within).order_by("worker")


def worker_is_alive(*, within: timedelta = ALIVE_WITHIN) -> bool:
    return workers_alive(within=within).exists()


@dataclass(frozen=True, slots=True)
class JobsHealth:
    """How the machinery is doing; counts stop at COUNT_CAP, `oldest_due_at` is None when nothing waits."""

    due: int
    dead: int
    oldest_due_at: datetime | None
    workers: int


def jobs_health() -> JobsHealth:
    """What an administrator or a monitoring probe wants to know at a glance."""
    due = Job.objects.filter(Q(state=JobState.READY), run_at__lte=clock.now())
    oldest = due.order_by("run_at", "id").values_list("run_at", flat=True).first()
    return JobsHealth(
        due=due[:COUNT_CAP].count(),
        dead=dead_jobs()[:COUNT_CAP].count(),
        oldest_due_at=oldest,
        workers=workers_alive().count(),
    )
