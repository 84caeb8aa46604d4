"""Which version of a clause stands on a day, and what speaks against words that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from amends.casework.knowledge.choices import Doubt


class Dated(Protocol):
    """A version: its number, and the first day on which it says so (None: from its beginning)."""

    number: int
    effective_from: date | None


class Worded(Protocol):
    """A version: its words and its source by language, and the languages that somebody looked at and left as they were."""

    number: int
    words: dict[str, str]
    source: str
    sources: dict[str, str]
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


def languages_behind(versions: Iterable[Worded], first: str) -> list[str]:
    """Languages that still say what an earlier version than the last one did: by their words or by their source."""
    known = list(versions)
    return list(dict.fromkeys([*words_behind(known, first), *sources_behind(known)]))


def words_behind(versions: Iterable[Worded], first: str) -> list[str]:
    """Languages that still carry the words of an earlier version than the first language does."""
    since = _since([(one.number, one.words, one.looked_over) for one in versions])
    return [one for one, number in since.items() if number < since.get(first, 0)]


def sources_behind(versions: Iterable[Worded]) -> list[str]:
    """Languages that call the source as they did before it was another one."""
    known = list(versions)
    moved = _since([(one.number, {"": one.source}, []) for one in known]).get("", 0)
    since = _since([(one.number, one.sources, one.looked_over) for one in known])
    return [one for one, number in since.items() if number < moved]


def _since(versions: Iterable[tuple[int, Mapping[str, str], Iterable[str]]]) -> dict[str, int]:
    """What the last version says by language → the number of the version that brought it, or in which it was looked over."""
    since: dict[str, int] = {}
    before: Mapping[str, str] = {}
    for number, said, looked_over in sorted(versions, key=lambda one: one[0]):
        for language, words in said.items():
            if before.get(language) != words or language in looked_over:
                since[language] = number
        before = said
    return {language: since[language] for language in before}
