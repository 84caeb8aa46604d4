"""Kind: complaint, enquiry, suggestion, praise or other."""

from __future__ import annotations

from amends.understanding.page import Page
from amends.understanding.steps.choice import Choice
from amends.understanding.steps.scores import Scores


def find(page: Page, scores: Scores) -> Choice:
    """A text without a letter or a character of writing says nothing: `other`."""
    if not any(char.isalpha() for char in page.plain):
        return Choice("other", 0.95)
    return scores.one("kind")
