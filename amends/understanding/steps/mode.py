"""Mode: whether feelings lead, the demand leads, or both."""

from __future__ import annotations

from amends.understanding.steps.scores import Choice, Scores


def find(scores: Scores) -> Choice:
    """`emotion`, `demand` or `mixed`."""
    return scores.one("mode")
