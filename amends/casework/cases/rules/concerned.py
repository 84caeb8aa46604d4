"""Whether a complaint names somebody of the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

NAME_AT_LEAST = 2
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


def words_around(text: str, start: int, end: int) -> str:
    """The words that name somebody, with a little of what stands around them, on one line."""
    before, after = max(0, start - WORDS_BEFORE), min(len(text), end + WORDS_AFTER)
    words = " ".join(text[before:after].split())
    return f"{'…' if before else ''}{words}{'…' if after < len(text) else ''}"
