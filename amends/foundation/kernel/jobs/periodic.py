"""Work that comes back on a beat, started once however many workers there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db import transaction

from amends.foundation.kernel import clock
from amends.foundation.kernel.jobs.enqueue import enqueue
from amends.foundation.kernel.models import PeriodicTurn
from amends.foundation.kernel.payload import resolve
from amends.foundation.kernel.rules import next_turn

Function = TypeVar("Function", bound=Callable[[], object])
_EVERY = "periodic_every"
# The kernel's own housekeeping; config/reactions.py adds the rest.
_registered: dict[str, timedelta | None] = {"amends.foundation.kernel.actions.prune_finished_jobs": None}


def periodic(*, every: timedelta) -> Callable[[Function], Function]:
    """Marks a function without arguments as one to be run every so often, once it is registered."""

    def mark(function: Function) -> Function:
        setattr(function, _EVERY, every)
        return function

    return mark


def register(path: str, every: timedelta | None = None) -> None:
    """Registers a function by its dotted name; without `every` its own mark says how often it runs."""
    _registered[path] = every


def unregister(path: str) -> None:
    """Takes a periodic function out again; for tests."""
    _registered.pop(path, None)


def interval(path: str) -> timedelta:
    """How often a registered function runs; raises TypeError when neither its mark nor its registration says."""
    every = _registered.get(path) or getattr(resolve(path), _EVERY, None)
    if not isinstance(every, timedelta):
        raise TypeError(f"{path} is not marked with @periodic")
    return every


def registered() -> list[str]:
    return list(_registered)


def enqueue_due() -> int:
    """Asks for every periodic job whose turn has come; of several workers only the one that moves the turn does.

    A function seen for the first time has its turn at once. A turn missed while no worker lived is not made up for.
    """
    now = clock.now()
    turns = dict(PeriodicTurn.objects.filter(name__in=_registered).values_list("name", "next_at"))
    started = 0
    for name in _registered:
        turn = turns.get(name)
        if turn is not None and turn > now:
            continue
        with transaction.atomic():
            if turn is None:
                PeriodicTurn.objects.bulk_create(
                    [PeriodicTurn(name=name, next_at=now)], ignore_conflicts=True
                )
                turn = now
            following = next_turn(turn, every=interval(name), now=now)
            if PeriodicTurn.objects.filter(name=name, next_at=turn).update(next_at=following):
                enqueue(name, unique_key=f"periodic:{name}")
                started += 1
    return started
