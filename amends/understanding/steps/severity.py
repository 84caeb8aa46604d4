"""Severity: how bad it is for the writer and for others."""

from __future__ import annotations

from typing import Final

from amends.understanding.steps.scores import Choice, Scores, Selection

_LESS: Final = frozenset({"minor", "moderate"})


def find(scores: Scores, risks: Selection) -> Choice:
    """`minor`, `moderate`, `severe` or `critical`; where somebody's health is touched it is severe at least."""
    read = scores.one("severity")
    if "safety" in risks.labels and read.label in _LESS:
        return Choice("severe", min(read.confidence, risks.confidence))
    return read
