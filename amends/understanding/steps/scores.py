"""The scores of one text, head by head: what was chosen and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np

from amends.understanding.model import Head, Matrix

# So fine is confidence told.
_DIGITS: Final = 3


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

    choices: dict[str, Choice]
    selections: dict[str, Selection]

    def one(self, name: str) -> Choice:
        """The best label of a head with one answer; rare labels lean a little forward, as was tuned in training."""
        return self.choices[name]

    def several(self, name: str) -> Selection:
        """Every label of a head with several answers whose score passes its own threshold."""
        return self.selections[name]


def scores_of(heads: Mapping[str, Head], table: Matrix) -> list[Scores]:
    """One Scores for each row of the second layer's scores."""
    choices, selections = [], []
    for head in heads.values():
        part = table[:, head.columns]
        leaning, scaled = part + np.array(head.leanings), part / head.temperature
        if head.single:
            choices.append((head.name, _choices(head.labels, leaning, scaled)))
        else:
            selections.append((head.name, _selections(head.labels, leaning, scaled)))
    return [
        Scores({name: of[row] for name, of in choices}, {name: of[row] for name, of in selections})
        for row in range(len(table))
    ]


def _choices(labels: Sequence[str], leaning: Matrix, scaled: Matrix) -> list[Choice]:
    chances = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    best = leaning.argmax(axis=1)
    sure = np.round(chances[np.arange(len(best)), best] / chances.sum(axis=1), _DIGITS)
    return [Choice(labels[i], chance) for i, chance in zip(best.tolist(), sure.tolist(), strict=True)]


def _selections(labels: Sequence[str], leaning: Matrix, scaled: Matrix) -> list[Selection]:
    chances = 1 / (1 + np.exp(-np.clip(scaled, -30, 30)))
    found = [Selection((), most) for most in np.round(1 - chances.max(axis=1), _DIGITS).tolist()]
    rows, columns = np.nonzero(leaning > 0)
    chance = chances[rows, columns]
    order = np.lexsort((columns, -chance, rows))
    told = np.round(chance[order], _DIGITS).tolist()
    picked = zip(rows[order].tolist(), columns[order].tolist(), told, strict=True)
    for row, of in groupby(picked, key=itemgetter(0)):
        chosen = list(of)
        found[row] = Selection(tuple(labels[column] for _, column, _ in chosen), chosen[-1][2])
    return found
