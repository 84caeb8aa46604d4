"""Emotion and how strong it shows."""

from __future__ import annotations

from amends.understanding.steps.scores import Choice, Scores


def find(scores: Scores) -> tuple[Choice, Choice]:
    """The state of mind, and its intensity `0`-`3`: facts alone are calm, and where anger shows it is not none."""
    emotion, intensity = scores.one("emotion"), scores.one("intensity")
    if emotion.label == "calm" and intensity.label in ("2", "3"):
        intensity = Choice("1", intensity.confidence)
    if emotion.label != "calm" and intensity.label == "0":
        intensity = Choice("1", intensity.confidence)
    return emotion, intensity
