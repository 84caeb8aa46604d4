"""Kind: complaint, enquiry, suggestion, praise or other."""

from __future__ import annotations

from typing import Final

from amends.understanding.page import Page
from amends.understanding.steps.scores import Choice, Scores

LEAST_LETTERS: Final = 2


def find(page: Page, scores: Scores) -> Choice:
    """A text without writing, or of one letter that no phrase knows, says nothing: `other`."""
    letters = sum(page.makeup[script] for script in ("latin", "capital", "han", "hant", "hans", "cantonese"))
    if letters < LEAST_LETTERS and not page.hits:
        return Choice("other", 0.95)
    return scores.one("kind")
