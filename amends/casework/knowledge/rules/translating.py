"""How the languages of an article stand to one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

MISSING: Final = "missing"
OUTDATED: Final = "outdated"
CURRENT: Final = "current"
SOURCE: Final = "source"


@dataclass(frozen=True)
class Wording:
    """The number of a live version, of the source's version that it translates (None: of none), and when it was written.

    A source may be followed while it is a draft; `written_at` tells whether it was changed afterwards.
    """

    number: int
    follows: int | None
    written_at: datetime | None = None


def standing_of(language: str, source: str, live: Mapping[str, Wording]) -> str:
    """Whether a language is missing, outdated, current or the source; without a live source nothing is outdated."""
    if language not in live:
        return MISSING
    if language == source:
        return SOURCE
    base = live.get(source)
    if base is None:
        return CURRENT
    return CURRENT if _keeps_up(live[language], base) else OUTDATED


def _keeps_up(translation: Wording, base: Wording) -> bool:
    if translation.follows is None or translation.follows < base.number:
        return False
    if translation.follows > base.number or not (translation.written_at and base.written_at):
        return True
    return base.written_at <= translation.written_at
