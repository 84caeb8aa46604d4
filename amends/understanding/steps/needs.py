"""Needs: what lies under the demands: fairness, control over what happens, respect."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from amends.understanding.page import Page

# Labels of the reading that show a need by themselves, each with its weight.
_SIGNS: Final[dict[str, dict[str, float]]] = {
    "fairness": {
        "demands:refund": 1.5,
        "demands:compensation": 1.5,
        "motive:redress": 1.0,
        "category:billing": 0.8,
        "category:promise": 0.6,
    },
    "control": {
        "category:service": 0.8,
        "demands:action": 0.8,
        "demands:explanation": 0.8,
        "emotion:anxious": 1.0,
        "emotion:confused": 1.0,
        "category:privacy": 0.5,
        "risks:repeat": 0.7,
        "demands:stop": 0.5,
    },
    "respect": {
        "category:attitude": 1.5,
        "motive:recognition": 1.5,
        "demands:apology": 1.5,
        "demands:discipline": 0.7,
        "risks:repeat": 0.3,
    },
}
_PHRASE_WEIGHT: Final = 0.4
_MOST_PHRASES: Final = 3
_ENOUGH: Final = 1.0


def find(page: Page, labels: Collection[str]) -> tuple[str, ...]:
    """The needs that show, strongest first; `labels` are `head:label`."""
    strengths = {
        need: sum(weight for label, weight in signs.items() if label in labels)
        + _PHRASE_WEIGHT * min(_MOST_PHRASES, len(page.hits_of(f"needs:{need}")))
        for need, signs in _SIGNS.items()
    }
    return tuple(
        need for need in sorted(strengths, key=lambda n: -strengths[n]) if strengths[need] >= _ENOUGH
    )
