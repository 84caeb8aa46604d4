"""Needs: what lies under the demands: fairness, control over what happens, respect."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from amends.understanding.page import Page
from amends.understanding.reading import Evidence

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
_SHOWN_BY: Final = {
    label: [(need, of[label]) for need, of in _SIGNS.items() if label in of]
    for label in {label for signs in _SIGNS.values() for label in signs}
}
_PHRASE_WEIGHT: Final = 0.4
_MOST_PHRASES: Final = 3
_ENOUGH: Final = 1.0
_MOST_SHOWN: Final = 3


def find(page: Page, labels: Collection[str]) -> tuple[str, ...]:
    """The needs that show, strongest first; `labels` are `head:label`."""
    strengths = dict.fromkeys(_SIGNS, 0.0)
    for label in labels:
        for need, weight in _SHOWN_BY.get(label, ()):
            strengths[need] += weight
    for need in strengths:
        strengths[need] += _PHRASE_WEIGHT * min(_MOST_PHRASES, len(page.hits_of(f"needs:{need}")))
    found = [need for need in strengths if strengths[need] >= _ENOUGH]
    return tuple(sorted(found, key=strengths.__getitem__, reverse=True))


def shown_by(page: Page, needs: Sequence[str], evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The words each need shows in: phrases of the need, then the evidence of the labels that speak for it most."""
    found: list[Evidence] = []
    for need in needs:
        label, signs = f"needs:{need}", _SIGNS[need]
        spans = [(hit.start, hit.end) for hit in page.hits_of(label) if hit.tells][:_MOST_SHOWN]
        if len(spans) < _MOST_SHOWN:
            speaking = [one for one in evidence if one[0] in signs]
            if len(speaking) > 1:
                speaking.sort(key=lambda one: -signs[one[0]])
            for _, start, end in speaking:
                if not _overlaps(spans, start, end):
                    spans.append((start, end))
                    if len(spans) == _MOST_SHOWN:
                        break
            spans.sort()
        found += [Evidence(label, start, end) for start, end in spans]
    return tuple(found)


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < last and first < end for first, last in spans)
