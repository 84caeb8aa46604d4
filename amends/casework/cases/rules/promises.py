"""Promises to customers: what may happen to one, and when somebody is reminded of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.casework.cases.choices import PromiseState

# Which states a promise may change to from each. This table is the whole truth; the test walks it.
NEXT: Mapping[PromiseState, frozenset[PromiseState]] = {
    PromiseState.TO_CONFIRM: frozenset({PromiseState.OPEN, PromiseState.STRUCK}),
    PromiseState.OPEN: frozenset({PromiseState.KEPT, PromiseState.BROKEN, PromiseState.STRUCK}),
    PromiseState.KEPT: frozenset(),
    PromiseState.BROKEN: frozenset(),
    PromiseState.STRUCK: frozenset(),
}
LENGTH = 400
NOTICE = timedelta(hours=4)


@dataclass(frozen=True)
class Promised:
    """A promise as it was found in a reply: its words, and the time named with it as far as one could be told."""

    text: str
    due_at: datetime | None = None


def can_become(state: PromiseState, after: PromiseState) -> bool:
    return after in NEXT[state]


def reminder_for(due_at: datetime, now: datetime) -> datetime:
    """Four hours before it is due; of a shorter time half is left when the reminder comes."""
    return max(due_at - NOTICE, now + (due_at - now) / 2) if due_at > now else due_at


def share_kept(kept: int, broken: int) -> int | None:
    """Percent of the promises whose time came that were kept; None before any did."""
    return round(100 * kept / (kept + broken)) if kept + broken else None


def without_doubles(found: Iterable[Promised]) -> list[Promised]:
    """Each promise once: the same words said twice bind once, with the first time that was named."""
    once: dict[str, Promised] = {}
    for one in found:
        text = one.text.strip()[:LENGTH]
        if text and (text not in once or once[text].due_at is None):
            once[text] = Promised(text, one.due_at)
    return list(once.values())
