"""Work that happens after the change that asked for it: kept in the database, done at least once, never lost."""

from __future__ import annotations

from amends.foundation.kernel.jobs.claim import claim, has_due
from amends.foundation.kernel.jobs.enqueue import (
    Wanted,
    enqueue,
    enqueue_many,
    is_given_up,
    is_underway,
    nobody_waits,
    wake,
)
from amends.foundation.kernel.jobs.run import run, run_due
from amends.foundation.kernel.jobs.worker import work

__all__ = [
    "Wanted",
    "claim",
    "enqueue",
    "enqueue_many",
    "has_due",
    "is_given_up",
    "is_underway",
    "nobody_waits",
    "run",
    "run_due",
    "wake",
    "work",
]
