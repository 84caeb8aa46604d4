"""How much each stretch of a text speaks for each label: the terms' weights, put where the terms stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amends.understanding.model import KnownTerms, Model
from amends.understanding.ngrams import Positions

Sums = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Contributions:
    """For one text: running sums over its characters (one row more than characters), a column for each output."""

    columns: dict[str, int]
    sums: Sums

    def series(self, output: str) -> Sums:
        """The running sums of one output."""
        found: Sums = self.sums[:, self.columns[output]]
        return found

    def of_spans(self, starts: list[int], ends: list[int]) -> Sums:
        """What each span adds to each output: a row for each span."""
        found: Sums = self.sums[ends] - self.sums[starts]
        return found


def contributions_of(model: Model, terms: KnownTerms, starts: Positions) -> list[Contributions]:
    """For each text of a batch the contributions to the outputs that evidence is shown for."""
    evident = model.evident
    characters = int(starts[-1])
    sums = np.zeros((characters + 1, evident.weights.shape[1]), dtype=np.float32)
    # A term counts where its middle is, so that a stretch is not robbed of what hangs over its edge.
    places = (terms.starts + terms.ends - 1) // 2 + 1
    for first, last in terms.runs:
        # Within a run no two terms share a place, so that adding by index loses nothing.
        sums[places[first:last]] += evident.weights[terms.rows[first:last]]
    np.cumsum(sums, axis=0, out=sums)
    bounds = starts.tolist()
    return [
        Contributions(evident.columns, sums[bounds[i] : bounds[i + 1] + 1]) for i in range(len(bounds) - 1)
    ]
