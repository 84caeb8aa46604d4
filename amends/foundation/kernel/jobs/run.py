from __future__ import annotations

import logging
import random
import traceback
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from amends.foundation.kernel import clock, rules
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.jobs.claim import claim
from amends.foundation.kernel.jobs.enqueue import depth
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.payload import EVENT, resolve, unpack, unpack_event
from amends.foundation.kernel.plain_text import storable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended, until it is written down; `error` is empty when it went well."""

    job: Job
    state: JobState
    error: str = ""
    run_at: datetime | None = None


def call(job: Job) -> None:
    """Does the job's work: a reaction gets its event, any other function its arguments."""
    function = resolve(job.name)
    if EVENT in job.payload:
        function(unpack_event(job.payload))
    else:
        function(**{name: unpack(value) for name, value in job.payload.items()})


def attempt(job: Job) -> Outcome:
    """Runs a claimed job and decides what becomes of it; its failure is logged with its traceback, and returned."""
    token = depth.set(job.depth)
    try:
        if connection.in_atomic_block:
            with transaction.atomic():
                call(job)
        else:
            call(job)
    except Exception:
        error = storable(rules.cut_error(traceback.format_exc()))
        if rules.is_exhausted(job.attempts, job.max_attempts):
            log.exception("job %s %s failed for the last time", job.pk, job.name)
            return Outcome(job, JobState.DEAD, error)
        log.exception("job %s %s failed, attempt %s of %s", job.pk, job.name, job.attempts, job.max_attempts)
        pause = rules.pause_before_retry(job.attempts, jitter=random.random())
        return Outcome(job, JobState.READY, error, clock.now() + pause)
    finally:
        depth.reset(token)
    return Outcome(job, JobState.DONE)


def settle(outcome: Outcome) -> bool:
    """Writes down how a job ended; False when its lease had ended and somebody else has it now."""
    job = outcome.job
    mine = Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, leased_by=job.leased_by, attempts=job.attempts
    )
    if outcome.state == JobState.DONE:
        return bool(mine.update(state=JobState.DONE, finished_at=clock.now(), lease_until=None))
    if outcome.state == JobState.DEAD:
        return bool(
            mine.update(state=JobState.DEAD, finished_at=clock.now(), lease_until=None, error=outcome.error)
        )
    again = {"state": JobState.READY, "run_at": outcome.run_at, "lease_until": None, "error": outcome.error}
    if not job.unique_key:
        return bool(mine.update(**again))
    twin = Job.objects.filter(unique_key=OuterRef("unique_key"), state=JobState.READY)
    if mine.filter(~Exists(twin)).update(**again):
        return True
    # The same work was asked for again meanwhile and waits already: that one will do it.
    return bool(
        mine.update(state=JobState.DONE, finished_at=clock.now(), lease_until=None, error=outcome.error)
    )


def run(job: Job) -> Outcome:
    """Runs a claimed job and writes down how it ended."""
    outcome = attempt(job)
    if not settle(outcome):
        log.warning("job %s %s ended after its lease; its end is not recorded", job.pk, job.name)
    return outcome


def run_due(limit: int = 1000, *, reraise: bool = False) -> int:
    """Runs all jobs that are due now, and those they ask for, in this thread; for tests and demonstration data.

    With `reraise` the first failure is raised as RuntimeError with its traceback, so that no test overlooks it.
    """
    for done in range(limit):
        job = claim("inline")
        if job is None:
            return done
        outcome = run(job)
        if reraise and outcome.error:
            raise RuntimeError(f"job {job.name} failed:\n{outcome.error}")
    return limit
