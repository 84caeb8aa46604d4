"""Acts that many do at once: they take their turn, and the steps that they are made of stand or fall with them.

Eight who write at once on two processors hold what others wait for while they wait for a processor themselves; one in twenty then
waits three times as long as the rest. A few at a time, the others in a line, do as much, and nobody waits much longer than another.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import connection, transaction

from amends.foundation.kernel.prepared import cursor_for_repeated

P = ParamSpec("P")
R = TypeVar("R")

AT_ONCE: Final = max(2, os.cpu_count() or 2)
# Any number that no other advisory lock of the house has.
_LINE: Final = 7_301
_FREE = "SELECT CASE " + " ".join(["WHEN pg_try_advisory_xact_lock(%s, %s) THEN %s"] * AT_ONCE) + " END"
_WAIT = "SELECT pg_advisory_xact_lock(%s, %s)"
_acting: ContextVar[bool] = ContextVar("acting", default=False)


def in_turn(act: Callable[P, R]) -> Callable[P, R]:
    """An act is one transaction. It waits for its turn before it locks anything; within another transaction it does not wait.

    On SQLite writers stand in a line anyway.
    """

    @wraps(act)
    def taken(*args: P.args, **kwargs: P.kwargs) -> R:
        if _acting.get():
            return act(*args, **kwargs)
        with _begun():
            return act(*args, **kwargs)

    return taken


def reading_first() -> AbstractContextManager[None]:
    """Around an act that reads much before it writes.

    On PostgreSQL the reading is a part of the turn, as it takes a processor too. On SQLite only one may write, and whoever
    reads meanwhile keeps nobody from it.
    """
    return _begun() if connection.vendor == "postgresql" and not _acting.get() else nullcontext()


@contextmanager
def _begun() -> Iterator[None]:
    waits = connection.vendor == "postgresql" and not connection.in_atomic_block
    with transaction.atomic():
        if waits:
            _wait_for_turn()
        outer = _acting.set(True)
        try:
            yield
        finally:
            _acting.reset(outer)


def joined(step: Callable[P, R]) -> Callable[P, R]:
    """A step is a transaction of its own, but a part of the act that takes it: what it refuses, the act must not carry on from."""
    alone = transaction.atomic(step)

    @wraps(step)
    def taken(*args: P.args, **kwargs: P.kwargs) -> R:
        return step(*args, **kwargs) if _acting.get() else alone(*args, **kwargs)

    return taken


def _wait_for_turn() -> None:
    with cursor_for_repeated() as cursor:
        cursor.execute(_FREE, [one for place in range(AT_ONCE) for one in (_LINE, place, place)])
        [free] = cursor.fetchone()
        if free is None:
            # The server gives a lock on in the order of asking.
            cursor.execute(_WAIT, [_LINE, os.getpid() % AT_ONCE])
