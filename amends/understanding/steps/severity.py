"""Severity: how bad it is for the writer and for others."""

from __future__ import annotations

from amends.understanding.steps.scores import Choice, Scores


def find(scores: Scores) -> Choice:
    """`minor`, `moderate`, `severe` or `critical`."""
    return scores.one("severity")
