"""Decisions about jobs, without clock or database."""

from __future__ import annotations

from datetime import datetime, timedelta

MAX_ATTEMPTS = 10
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)
MAX_DEPTH = 25
ERROR_CHARACTERS = 4096
# A worker renews its leases while it lives, so this is only how long a killed worker's jobs wait for another one.
LEASE = timedelta(seconds=60)
BEAT = timedelta(seconds=5)
# A job that runs longer than this is taken for stuck: its lease is let go, and another worker may try it.
LONGEST_RUN = timedelta(minutes=15)


def pause_before_retry(attempt: int, *, jitter: float) -> timedelta:
    """Two seconds after the first failure, then four times as long each time, an hour at most.

    `jitter` from 0 to 1 spreads retries over the last quarter of the pause, so that a thousand jobs which failed
    together do not come back together. Ten attempts take some four hours, longer than most mail servers are down.
    """
    pause = min(FIRST_PAUSE * pow(4.0, min(attempt - 1, 10)), LONGEST_PAUSE)
    return pause * (1 - 0.25 * jitter)


def is_exhausted(attempts: int, max_attempts: int) -> bool:
    """Whether a job that failed once more is given up."""
    return attempts >= max_attempts


def next_turn(previous: datetime, *, every: timedelta, now: datetime) -> datetime:
    """When a periodic job is due again: on its own beat, and turns missed while nobody worked are not made up for."""
    if previous > now:
        return previous
    missed = (now - previous) // every
    return previous + every * (missed + 1)


def cut_error(text: str) -> str:
    """The end of a traceback, where the cause stands, short enough to keep."""
    return text if len(text) <= ERROR_CHARACTERS else "…" + text[-(ERROR_CHARACTERS - 1) :]
