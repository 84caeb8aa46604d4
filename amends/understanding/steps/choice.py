"""Turns the scores of one head into a choice and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from amends.understanding.model import Head


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer, with the probability that it is right."""

    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Selection:
    """Several answers, likeliest first; the confidence is that of the least sure decision among them."""

    labels: tuple[str, ...]
    confidence: float


def one(head: Head, scores: list[float]) -> Choice:
    """The best label; rare labels lean a little forward, as was tuned in training."""
    leaning = [score + lean for score, lean in zip(scores, head.leanings, strict=True)]
    best = max(range(len(scores)), key=leaning.__getitem__)
    top = max(scores)
    parts = [exp((score - top) / head.temperature) for score in scores]
    return Choice(head.labels[best], parts[best] / sum(parts))


def likelihood(head: Head, score: float) -> float:
    """The probability of one label of a head with several."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score / head.temperature))))


def several(head: Head, scores: list[float]) -> Selection:
    """Every label whose score passes its own threshold."""
    chosen = sorted(
        (i for i, (score, lean) in enumerate(zip(scores, head.leanings, strict=True)) if score + lean > 0),
        key=lambda i: -scores[i],
    )
    chances = [likelihood(head, score) for score in scores]
    confidence = min(chances[i] for i in chosen) if chosen else 1 - max(chances)
    return Selection(tuple(head.labels[i] for i in chosen), confidence)
