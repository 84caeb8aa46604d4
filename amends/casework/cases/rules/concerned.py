"""Whether a complaint names somebody of the house."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from amends.foundation.kernel.search.fold import fold

NAME_AT_LEAST = 2
# A shorter name is an ordinary word too often to be looked for where nothing says that somebody of the house is meant.
NAME_ALONE_AT_LEAST = 3
WORDS_BEFORE, WORDS_AFTER = 12, 18


def names_in(facts: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, int]]:
    """Names that the facts about staff may mean → their place; also shorter ones, for a title or a verb may cling on."""
    found: dict[str, tuple[int, int]] = {}
    for fact in facts:
        if fact.get("kind") != "staff" or not isinstance(fact.get("value"), str):
            continue
        name = fact["value"].strip()
        for length in range(len(name), NAME_AT_LEAST - 1, -1):
            found.setdefault(name[:length].strip(), (fact["start"], fact["end"]))
    return found


@lru_cache(maxsize=10_000)
def _one(character: str) -> str:
    return (fold(character) or character)[0]


def named_members(
    text: str, facts: Iterable[Mapping[str, Any]], names: Iterable[str], *, customer: str
) -> dict[str, tuple[int, int]]:
    """Names of the house that the words may mean, in whichever script → their place.

    A customer's own name alone means the customer.
    """
    known = {fold(name): name for name in names}
    said = {known[fold(name)]: place for name, place in names_in(facts).items() if fold(name) in known}
    known.pop(fold(customer), None)
    return names_outright(text, known.values()) | said


def names_outright(text: str, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Full names of the house that stand in the words, in whichever script, also with no title beside them → their place."""
    words = "".join(map(_one, text))  # of the same length, so that the place is true
    found = {}
    for name in names:
        if len(name) < NAME_ALONE_AT_LEAST:
            continue
        sought = re.escape(fold(name))
        place = re.search(rf"(?<![a-z]){sought}(?![a-z])" if name.isascii() else sought, words)
        if place:
            found[name] = place.span()
    return found


def words_around(text: str, start: int, end: int) -> str:
    """The words that name somebody, with a little of what stands around them, on one line."""
    before, after = max(0, start - WORDS_BEFORE), min(len(text), end + WORDS_AFTER)
    words = " ".join(text[before:after].split())
    return f"{'…' if before else ''}{words}{'…' if after < len(text) else ''}"
