"""How an app tells those above it what happened, without knowing them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from amends.foundation.kernel.jobs.enqueue import Wanted, enqueue_many
from amends.foundation.kernel.payload import pack_event, resolve


@dataclass(frozen=True)
class Event:
    """Something that happened, in the past tense; a frozen dataclass of ids and plain values."""


_reactions: dict[type[Event], list[str]] = {}


def register(event_class: type[Event], reaction_path: str) -> None:
    """Lets the function of this dotted name hear of every event of this class; registering twice changes nothing."""
    paths = _reactions.setdefault(event_class, [])
    if reaction_path not in paths:
        paths.append(reaction_path)


def register_all(table: Mapping[type[Event], Iterable[str]]) -> None:
    """Registers the whole table of who reacts to what; called once by the wiring."""
    for event_class, paths in table.items():
        for path in paths:
            register(event_class, path)


def unregister(event_class: type[Event], reaction_path: str) -> None:
    """Takes a reaction away again; for tests."""
    _reactions.get(event_class, []).remove(reaction_path)


def reactions_to(event_class: type[Event]) -> tuple[str, ...]:
    """The dotted names of the functions that hear of this class of events."""
    return tuple(_reactions.get(event_class, ()))


def registered() -> dict[type[Event], tuple[str, ...]]:
    """The table of who reacts to what."""
    return {event_class: tuple(paths) for event_class, paths in _reactions.items()}


_gathered: ContextVar[list[Event] | None] = ContextVar("gathered_events", default=None)


@contextmanager
def gathered() -> Iterator[list[Event]]:
    """Keeps what is published inside for the caller to react to, instead of enqueuing jobs; for loading prepared data."""
    events: list[Event] = []
    token = _gathered.set(events)
    try:
        yield events
    finally:
        _gathered.reset(token)


def react_now(event: Event) -> None:
    """Runs all reactions to an event at once, in the caller's transaction."""
    for path in reactions_to(type(event)):
        resolve(path)(event)


def publish(event: Event) -> None:
    """Enqueues one job for each reaction, in the caller's transaction: a change that rolls back tells nobody."""
    kept = _gathered.get()
    if kept is not None:
        kept.append(event)
        return
    paths = _reactions.get(type(event))
    if paths:
        payload = pack_event(event)
        enqueue_many(Wanted(path, payload) for path in paths)
