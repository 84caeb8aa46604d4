"""Which version of a clause stands on a day, and what speaks against words that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from amends.casework.knowledge.choices import Doubt


class Dated(Protocol):
    """A version: its number, and the first day on which it says so (None: from its beginning)."""

    number: int
    effective_from: date | None


class Worded(Protocol):
    """A version: its words by language, and the languages that somebody looked at and left as they were."""

    number: int
    words: dict[str, str]
    looked_over: list[str]


D = TypeVar("D", bound=Dated)


def is_to_come(version: Dated, day: date) -> bool:
    """Whether the first day of a version lies after that day."""
    return version.effective_from is not None and version.effective_from > day


def standing_on(versions: Sequence[D], day: date) -> D:
    """The newest whose day has come; where none has come yet, the one that comes first."""
    come = [one for one in versions if not is_to_come(one, day)]
    if come:
        return max(come, key=lambda one: one.number)
    return min(versions, key=lambda one: (one.effective_from or date.min, -one.number))


def coming_after(versions: Sequence[D], day: date) -> list[D]:
    """The versions entered after the one that stands whose day is still to come, the next one first."""
    standing = standing_on(versions, day)
    later = [one for one in versions if one.number > standing.number and is_to_come(one, day)]
    return sorted(later, key=lambda one: (one.effective_from or date.min, one.number))


def doubt_about(standing: int, held: int | None, *, is_on: bool, begun: bool, ended: bool) -> Doubt | None:
    """What speaks against words that were held against version `held`: the gravest comes first."""
    if not is_on:
        return Doubt.OFF
    if ended:
        return Doubt.ENDED
    if not begun:
        return Doubt.COMING
    return Doubt.CHANGED if held is not None and held < standing else None


def languages_behind(versions: Iterable[Worded], source: str) -> list[str]:
    """Languages that still carry the words of an earlier version than the first one (`source`) does."""
    seen: dict[str, int] = {}
    before: dict[str, str] = {}
    newest: dict[str, str] = {}
    for version in sorted(versions, key=lambda one: one.number):
        newest = version.words
        for language, words in newest.items():
            if before.get(language) != words or language in version.looked_over:
                seen[language] = version.number
        before = newest
    return [one for one in newest if seen[one] < seen.get(source, 0)]
