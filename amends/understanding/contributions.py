"""How much each stretch of a text speaks for each label: the terms' weights, put where the terms stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.understanding.model import KnownTerms, Model
from amends.understanding.ngrams import Positions

Values = NDArray[np.float32]
_ROW_BITS: Final = 20
_SPANS_AT_ONCE: Final = 24
_ROW_MASK: Final = (1 << _ROW_BITS) - 1


@dataclass(frozen=True, slots=True)
class Contributions:
    """For one text: what each of its terms adds to each output, in the order the terms stand."""

    columns: dict[str, int]
    values: Values
    """A row for each term of the whole batch."""
    upto: Positions
    """For each place in the text, how many terms stand before it."""

    def of_spans(self, spans: list[tuple[int, int]]) -> Values:
        """What each span adds to each output: a row for each span; the spans stand in order and do not overlap."""
        result = np.zeros((len(spans), self.values.shape[1]), dtype=np.float32)
        bounds = self.upto[np.array(spans, dtype=np.int64).reshape(-1, 2)]
        for row in range(0, len(spans), _SPANS_AT_ONCE):
            some = bounds[row : row + _SPANS_AT_ONCE]
            first, last = int(some[0, 0]), int(some[-1, 1])
            inside = np.zeros((len(some), last - first), dtype=np.float32)
            for place, (starts, ends) in enumerate((some - first).tolist()):
                inside[place, starts:ends] = 1
            result[row : row + len(some)] = inside @ self.values[first:last]
        return result

    def of_span(self, start: int, end: int, column: int) -> float:
        """What one span adds to one output."""
        return float(self.values[self.upto[start] : self.upto[end], column].sum())

    def series(self, start: int, end: int, column: int) -> Values:
        """The running sum of one output at each place from `start` to `end`."""
        first = int(self.upto[start])
        values = self.values[first : self.upto[end], column]
        sums = np.zeros(len(values) + 1, dtype=np.float32)
        np.cumsum(values, out=sums[1:])
        found: Values = sums[self.upto[start : end + 1] - first]
        return found


def contributions_of(model: Model, terms: KnownTerms, starts: Positions) -> list[Contributions]:
    """For each text of a batch the contributions to the outputs that evidence is shown for."""
    evident = model.evident
    # A term counts where its middle is, so that a stretch is not robbed of what hangs over its edge.
    places = (terms.starts + terms.ends - 1) // 2
    # Each length of term comes in order already: merging a few runs is quicker than sorting anew.
    ordered = np.sort((places << _ROW_BITS) | terms.rows, kind="stable")
    values = evident.weights.take(ordered & _ROW_MASK, axis=0)
    upto = np.searchsorted(ordered >> _ROW_BITS, np.arange(int(starts[-1]) + 1))
    bounds = starts.tolist()
    return [
        Contributions(evident.columns, values, upto[first : last + 1]) for first, last in pairwise(bounds)
    ]
