"""How the languages of an article stand to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MISSING: Final = "missing"
OUTDATED: Final = "outdated"
CURRENT: Final = "current"
SOURCE: Final = "source"


@dataclass(frozen=True)
class Wording:
    """The number of a live version, and of the source's version that it translates (None: written by itself)."""

    number: int
    follows: int | None


def standing_of(language: str, source: str, live: Mapping[str, Wording]) -> str:
    """Whether a language is missing, outdated, current or the source; without a live source nothing is outdated."""
    if language not in live:
        return MISSING
    if language == source:
        return SOURCE
    base = live.get(source)
    follows = live[language].follows
    if base is None or (follows is not None and follows >= base.number):
        return CURRENT
    return OUTDATED
