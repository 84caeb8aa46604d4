from __future__ import annotations

from datetime import timedelta

from django.db import connection

from amends.foundation.kernel import clock, rules
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.models import Job

LOST = "The worker stopped while it ran this job, and this was its last attempt."

# One statement, so that it cannot be interrupted and needs no transaction. Jobs whose lease ended come first: they
# have waited longest. Then what somebody waits for, then what nobody does, unless it is asked for first. One that already had its last attempt is given up instead of run, or a job that kills its
# worker would kill workers for ever.
_CLAIM = """
    UPDATE kernel_job SET
        state = CASE WHEN attempts >= max_attempts THEN 'dead' ELSE 'running' END,
        error = CASE WHEN attempts >= max_attempts THEN %s ELSE error END,
        finished_at = CASE WHEN attempts >= max_attempts THEN %s ELSE finished_at END,
        attempts = CASE WHEN attempts >= max_attempts THEN attempts ELSE attempts + 1 END,
        lease_until = %s,
        leased_by = %s
    WHERE id = COALESCE(
        (SELECT id FROM kernel_job WHERE state = 'running' AND lease_until < %s ORDER BY lease_until LIMIT 1 {lock}),
        (SELECT id FROM kernel_job WHERE state = 'ready' AND nobody_waits = %s AND run_at <= %s
            ORDER BY run_at, id LIMIT 1 {lock}),
        (SELECT id FROM kernel_job WHERE state = 'ready' AND nobody_waits = %s AND run_at <= %s
            ORDER BY run_at, id LIMIT 1 {lock})
    )
    AND (state = 'ready' OR (state = 'running' AND lease_until < %s))
    RETURNING id, name, payload, unique_key, nobody_waits, state, run_at, attempts, max_attempts, depth, lease_until, leased_by,
        error, revived_by, created_at, finished_at
"""
_HAS_DUE = """
    SELECT EXISTS (SELECT 1 FROM kernel_job WHERE state = 'ready' AND NOT nobody_waits AND run_at <= %s)
        OR EXISTS (SELECT 1 FROM kernel_job WHERE state = 'ready' AND nobody_waits AND run_at <= %s)
        OR EXISTS (SELECT 1 FROM kernel_job WHERE state = 'running' AND lease_until < %s)
"""


def claim(worker: str, *, lease: timedelta | None = None, unwaited_first: bool = False) -> Job | None:
    """Takes the next due job for this worker, or None when nothing is due; no two workers get the same.

    With `unwaited_first` jobs that nobody waits for go ahead of the others this once.
    """
    lock = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    while True:
        moment = clock.now()
        now = connection.ops.adapt_datetimefield_value(moment)
        until = connection.ops.adapt_datetimefield_value(moment + (lease or rules.LEASE))
        params = (LOST, now, until, worker, now, unwaited_first, now, not unwaited_first, now, now)
        claimed = list(Job.objects.raw(_CLAIM.format(lock=lock), params))
        if not claimed:
            return None
        if claimed[0].state == JobState.RUNNING:
            return claimed[0]


def has_due() -> bool:
    """Whether a claim would find something; takes no lock, so asking it often disturbs nobody."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_HAS_DUE, (now, now, now))
        return bool(cursor.fetchone()[0])
