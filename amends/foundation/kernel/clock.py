"""The one source of the present moment, so that demonstrations and tests can stand at any time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The present moment, always in UTC and aware of it."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The day by the wall clock of the house; in UTC it would still be yesterday for the first hours of a day in China."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Stands still at `moment` inside the block, for this thread or task only; a naive moment is refused."""
    if moment.tzinfo is None:
        raise ValueError("the clock needs a moment with a time zone")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield now()
    finally:
        _frozen.reset(token)
