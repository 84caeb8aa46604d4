"""Whether whoever has a case still fits it when a risk comes up late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

# Risks that ask for the authority that the matrix keeps for sensitive cases, and those that ask for a skill.
ASKS_AUTHORITY: Final = frozenset({"legal", "regulator", "media", "mass", "fraud", "violence"})
ASKS_SKILL: Final[Mapping[str, str]] = {"safety": "safety", "privacy": "privacy"}


def lacks(risks: Iterable[str], *, skills: Iterable[str], may_decide: bool) -> list[list[str | int]]:
    """What the new risks ask for and the owner does not have, as reasons; empty if the owner still fits."""
    new, able = set(risks), set(skills)
    found: list[list[str | int]] = []
    if not may_decide:
        found += [["needs_authority", risk] for risk in sorted(new & ASKS_AUTHORITY)]
    found += [
        ["needs_skill", risk] for risk in sorted(new) if risk in ASKS_SKILL and ASKS_SKILL[risk] not in able
    ]
    return found
