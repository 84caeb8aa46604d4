"""Motive: what the writer wants to get out of complaining."""

from __future__ import annotations

from amends.understanding.steps.category import with_primary
from amends.understanding.steps.scores import Choice, Scores, Selection


def find(scores: Scores) -> tuple[Choice, Selection]:
    """The primary is always among all."""
    return with_primary(scores.one("motive"), scores.several("motive_all"))
