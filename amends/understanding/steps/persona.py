"""Persona: how the writer deals with people; `unclear` rather than a guess."""

from __future__ import annotations

from typing import Final

from amends.understanding.page import Page
from amends.understanding.steps.scores import Choice, Scores

LEAST_LENGTH: Final = 8


def find(page: Page, scores: Scores) -> Choice:
    """Too few words tell nothing about a person."""
    found = scores.one("persona")
    if len(page.text.strip()) < LEAST_LENGTH:
        return Choice("unclear", max(found.confidence, 0.9))
    return found
