"""The scores of one text, head by head: what was chosen and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from amends.understanding.model import Head, Matrix


class Choice(NamedTuple):
    """One answer, with the probability that it is right."""

    label: str
    confidence: float


class Selection(NamedTuple):
    """Several answers, likeliest first; the confidence is that of the least sure decision among them."""

    labels: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What the learned weights say about one text, before rules have their word."""

    heads: Mapping[str, Head]
    chances: list[float]
    leaning: list[float]

    def one(self, name: str) -> Choice:
        """The best label of a head with one answer; rare labels lean a little forward, as was tuned in training."""
        head = self.heads[name]
        leaning = self.leaning[head.columns]
        best = leaning.index(max(leaning))
        return Choice(head.labels[best], self.chances[head.columns.start + best])

    def several(self, name: str) -> Selection:
        """Every label of a head with several answers whose score passes its own threshold."""
        head = self.heads[name]
        chances, leaning = self.chances[head.columns], self.leaning[head.columns]
        chosen = [i for i, value in enumerate(leaning) if value > 0]
        if not chosen:
            return Selection((), 1 - max(chances))
        chosen.sort(key=lambda i: -chances[i])
        return Selection(tuple(head.labels[i] for i in chosen), chances[chosen[-1]])


def scores_of(heads: Mapping[str, Head], table: Matrix) -> list[Scores]:
    """One Scores for each row of the second layer's scores."""
    chances, leaning = np.empty_like(table), np.empty_like(table)
    for head in heads.values():
        part = table[:, head.columns]
        leaning[:, head.columns] = part + np.array(head.leanings)
        scaled = part / head.temperature
        if head.single:
            scaled = np.exp(scaled - scaled.max(axis=1, keepdims=True))
            chances[:, head.columns] = scaled / scaled.sum(axis=1, keepdims=True)
        else:
            chances[:, head.columns] = 1 / (1 + np.exp(-np.clip(scaled, -30, 30)))
    return [Scores(heads, *row) for row in zip(chances.tolist(), leaning.tolist(), strict=True)]
