"""Category: what a complaint is about; the primary first, then all that the text supports."""

from __future__ import annotations

from amends.understanding.steps.scores import Choice, Scores, Selection


def find(scores: Scores) -> tuple[Choice, Selection]:
    """The primary is always among all."""
    return with_primary(scores.one("category"), scores.several("category_all"))


def with_primary(primary: Choice, found: Selection) -> tuple[Choice, Selection]:
    """Puts the primary at the head of all."""
    rest = tuple(label for label in found.labels if label != primary.label)
    return primary, Selection((primary.label, *rest), found.confidence)
