"""How much each character speaks for each label: the terms' weights, spread over the characters they cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amends.understanding.model import KnownTerms, Model
from amends.understanding.ngrams import Positions

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contributions:
    """For one text: running sums over its characters, one column for each label asked for."""

    columns: dict[str, int]
    sums: Doubles

    def of(self, label: str, start: int, end: int) -> float:
        """What the characters from `start` to `end` add to the label's score."""
        column = self.columns[label]
        return float(self.sums[end, column] - self.sums[start, column])

    def series(self, label: str) -> Doubles:
        """The running sum of one label; one longer than the text."""
        found: Doubles = self.sums[:, self.columns[label]]
        return found


def contributions_of(
    model: Model, terms: KnownTerms, starts: Positions, wanted: Sequence[Sequence[str]]
) -> list[Contributions]:
    """For each text of a batch the contributions to the outputs that are wanted of it."""
    index = {name: i for i, name in enumerate(model.outputs)}
    width = max((len(labels) for labels in wanted), default=0)
    table = np.zeros((len(wanted), max(width, 1)), dtype=np.int64)
    for row, labels in enumerate(wanted):
        table[row, : len(labels)] = [index[label] for label in labels]
    width = table.shape[1]
    columns = table[terms.texts]
    lengths = (terms.ends - terms.starts)[:, None]
    values = model.weights[terms.rows[:, None], columns] * model.scale[columns] / lengths
    places = np.arange(width)
    size = (int(starts[-1]) + 1) * width
    steps = np.bincount(
        (terms.starts[:, None] * width + places).ravel(), weights=values.ravel(), minlength=size
    )
    steps -= np.bincount(
        (terms.ends[:, None] * width + places).ravel(), weights=values.ravel(), minlength=size
    )
    rates = np.cumsum(steps.reshape(-1, width), axis=0)
    sums = np.zeros((len(rates), width))
    np.cumsum(rates[:-1], axis=0, out=sums[1:])
    bounds = starts.tolist()
    return [
        Contributions({label: i for i, label in enumerate(labels)}, sums[bounds[row] : bounds[row + 1] + 1])
        for row, labels in enumerate(wanted)
    ]
