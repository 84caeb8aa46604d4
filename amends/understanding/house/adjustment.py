"""Scores that are added to those of the shipped weights: a bias a label, and a weight for each n-gram and label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from amends.understanding.batch import Batch
from amends.understanding.ngrams import BUCKET_BITS, Positions

Matrix = NDArray[np.float64]


class Head(Protocol):
    """What has to be known of a head: its labels, and where their scores stand."""

    @property
    def labels(self) -> tuple[str, ...]: ...
    @property
    def columns(self) -> slice: ...


@dataclass(frozen=True)
class Adjustment:
    """Made for one state of the shipped weights (`base`); `outputs` name its columns as `head:label`."""

    base: str
    outputs: tuple[str, ...]
    buckets: Positions
    idf: Matrix
    weights: NDArray[np.float32]
    bias: Matrix

    def added(self, batch: Batch, heads: Mapping[str, Head]) -> Matrix:
        """What each text's scores gain or lose, in the columns of the heads."""
        places = [self._place.get(name, -1) for name in columns_of(heads)]
        own = np.array(places)
        result = np.zeros((len(batch.texts), len(places)))
        result[:, own >= 0] = self.scores(batch)[:, own[own >= 0]]
        return result

    def scores(self, batch: Batch) -> Matrix:
        """The same in this layer's own columns."""
        text_of, rows = known_terms(batch, self._slots)
        sums = np.zeros((len(batch.texts), len(self.outputs)))
        cuts = np.searchsorted(text_of, np.arange(len(batch.texts) + 1)).tolist()
        for text, (first, last) in enumerate(pairwise(cuts)):
            some = rows[first:last]
            if len(some):
                length = np.sqrt((self.idf[some] ** 2).sum())
                sums[text] = np.add.reduce(self.weights[some], axis=0, dtype=np.float64) / length
        return sums + self.bias

    @cached_property
    def _place(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.outputs)}

    @cached_property
    def _slots(self) -> NDArray[np.int32]:
        return slots_of(self.buckets)

    def write(self, path: Path) -> None:
        """Numbers and names only: nothing of a text can be read back from it."""
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                base=np.array(self.base),
                outputs=np.array(self.outputs),
                buckets=self.buckets.astype(np.uint32),
                idf=self.idf,
                weights=self.weights,
                bias=self.bias,
            )

    @classmethod
    def read(cls, path: Path) -> Adjustment:
        # Opened here, because numpy leaves a broken file open.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return cls(
                base=str(stored["base"]),
                outputs=tuple(str(name) for name in stored["outputs"]),
                buckets=stored["buckets"].astype(np.int64),
                idf=stored["idf"],
                weights=stored["weights"],
                bias=stored["bias"],
            )


def columns_of(heads: Mapping[str, Head]) -> list[str]:
    """The name of each column of the heads' scores, as `head:label`."""
    found = [""] * max(head.columns.stop for head in heads.values())
    for name, head in heads.items():
        found[head.columns] = [f"{name}:{label}" for label in head.labels]
    return found


def slots_of(buckets: Positions) -> NDArray[np.int32]:
    """Bucket → row, -1 for a bucket without."""
    slots = np.full(1 << BUCKET_BITS, -1, dtype=np.int32)
    slots[buckets] = np.arange(len(buckets), dtype=np.int32)
    return slots


def known_terms(batch: Batch, slots: NDArray[np.int32]) -> tuple[Positions, Positions]:
    """The distinct known terms of each text, in the order of the texts."""
    rows = slots[batch.terms.buckets].astype(np.int64)
    kept = np.flatnonzero(rows >= 0)
    size = int(slots.max()) + 1
    keys = np.unique(batch.text_of(batch.terms.starts[kept]) * size + rows[kept])
    return keys // max(size, 1), keys % max(size, 1)
