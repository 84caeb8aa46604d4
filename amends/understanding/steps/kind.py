"""Kind: complaint, enquiry, suggestion, praise or other."""

from __future__ import annotations

from typing import Final

from amends.understanding.page import Page
from amends.understanding.steps.risks import announced
from amends.understanding.steps.scores import Choice, Scores

LEAST_LETTERS: Final = 2
LEAST_PRAISE: Final = 2
# One word of these and words of praise may be irony or the lead-in to a "but".
_SPOILING: Final = (
    "abuse",
    "contrast",
    "emotion:anger",
    "emotion:anxious",
    "emotion:confused",
    "emotion:disappointed",
    "emotion:dissatisfied",
    "kind:enquiry",
    "mild",
    "motive:venting",
    "negation",
    "risks:fraud",
    "risks:repeat",
    "waiting",
)


def find(page: Page, scores: Scores) -> Choice:
    """A text without writing, or of one letter that no phrase knows, says nothing: `other`."""
    letters = sum(page.makeup[script] for script in ("latin", "capital", "han", "hant", "hans", "cantonese"))
    if letters < LEAST_LETTERS and not page.hits:
        return Choice("other", 0.95)
    found = scores.one("kind")
    if found.label == "complaint" and _is_only_praise(page):
        return Choice("praise", 0.8)
    if found.label == "other" and announced(page):
        return Choice("complaint", round(1 - found.confidence, 3))
    return found


def _is_only_praise(page: Page) -> bool:
    """Several words of praise and not one of blame, doubt or turning."""
    return len(page.hits_of("kind:praise")) >= LEAST_PRAISE and not any(map(page.hits_of, _SPOILING))
