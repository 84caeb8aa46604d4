"""Demands: each thing asked for, said or plainly implied."""

from __future__ import annotations

from amends.understanding.steps.scores import Scores, Selection


def find(scores: Scores) -> Selection:
    """None is allowed."""
    return scores.several("demands")
