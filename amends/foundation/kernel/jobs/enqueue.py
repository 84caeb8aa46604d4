from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.payload import pack, resolve
from amends.foundation.kernel.rules import MAX_ATTEMPTS, MAX_DEPTH

# Set after a commit that brought jobs, so that a worker in the same process need not wait for its next look.
wake = threading.Event()
# How many jobs led to the work that is going on now; 0 outside of any job.
depth: ContextVar[int] = ContextVar("job_depth", default=0)
Function = TypeVar("Function", bound=Callable[..., object])
_NOBODY_WAITS = "nobody_waits"


class TooDeep(RuntimeError):
    """Jobs asked for jobs in a circle: two reactions that cause each other would never end."""


def nobody_waits(function: Function) -> Function:
    """Marks work that nobody looks at a page for, such as counting anew: it lets other jobs go first."""
    setattr(function, _NOBODY_WAITS, True)
    return function


@dataclass(frozen=True, slots=True)
class Wanted:
    """One job to be enqueued; `payload` is already packed."""

    name: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    run_at: datetime | None = None
    unique_key: str | None = None
    max_attempts: int = MAX_ATTEMPTS


def enqueue(
    name: str,
    payload: Mapping[str, Any] | None = None,
    *,
    run_at: datetime | None = None,
    unique_key: str | None = None,
    max_attempts: int = MAX_ATTEMPTS,
) -> None:
    """Asks for `name(**payload)` once the caller's transaction is committed; if it rolls back, nothing is asked for.

    `name` is the dotted name of a function of this product. While a job with the same `unique_key` still waits, no
    second one is added; the earlier `run_at` of the two counts.
    """
    packed = {key: pack(value) for key, value in (payload or {}).items()}
    enqueue_many([Wanted(name, packed, run_at, unique_key, max_attempts)])


def enqueue_many(wanted: Iterable[Wanted]) -> None:
    """The same for several jobs in one statement.

    Work that waits, and asks for itself later, is no circle: only what is wanted at once goes one deeper.
    """
    now = clock.now()
    jobs = []
    for one in wanted:
        function = resolve(one.name)
        run_at = one.run_at or now
        level = depth.get() + (run_at <= now)
        if level > MAX_DEPTH:
            raise TooDeep(f"more than {MAX_DEPTH} jobs led to one another")
        jobs.append(
            Job(
                name=one.name,
                payload=dict(one.payload),
                unique_key=one.unique_key or "",
                nobody_waits=getattr(function, _NOBODY_WAITS, False),
                run_at=run_at,
                max_attempts=one.max_attempts,
                depth=level,
                created_at=now,
            )
        )
    if not jobs:
        return
    keyed = [job for job in jobs if job.unique_key]
    Job.objects.bulk_create(jobs, ignore_conflicts=bool(keyed))
    for job in keyed:
        waiting = Job.objects.filter(unique_key=job.unique_key, state=JobState.READY, run_at__gt=job.run_at)
        waiting.update(run_at=job.run_at)
    transaction.on_commit(wake.set)


def is_underway(unique_key: str) -> bool:
    """Whether work with this key waits or is being done."""
    # Each by an index that holds only the rows of its state.
    rows = Job.objects.filter(unique_key=unique_key)
    return rows.filter(state=JobState.READY).exists() or rows.filter(state=JobState.RUNNING).exists()


def is_given_up(unique_key: str) -> bool:
    """Whether work with this key failed for the last time, and nobody has taken it up again."""
    return Job.objects.filter(unique_key=unique_key, state=JobState.DEAD).exists()
