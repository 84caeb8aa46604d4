"""The learned weights, and how a batch of texts is scored with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from amends.understanding.batch import Batch
from amends.understanding.labels import SINGLE_HEADS
from amends.understanding.ngrams import BUCKET_BITS, Positions
from amends.understanding.phrases import Hits, phrasebook

# Double precision, so that a text's scores are the same to the last digit shown whatever batch it is read in.
Matrix = NDArray[np.float64]
LEARNED: Final = Path(__file__).parent / "learned"
WEIGHTS: Final = "weights.npz"
HEADS: Final = "heads.json"
_STEEPNESS: Final = 2.0
_EVIDENT_HEADS: Final = frozenset(
    {"kind", "category_all", "emotion", "motive_all", "demands", "severity", "risks", "persona"}
)


@dataclass(frozen=True, slots=True)
class Head:
    """One question put to a text: its possible answers and how scores become probabilities and a choice."""

    name: str
    labels: tuple[str, ...]
    columns: slice
    temperature: float
    leanings: tuple[float, ...]

    @property
    def single(self) -> bool:
        """Whether exactly one answer is given."""
        return self.name in SINGLE_HEADS


@dataclass(frozen=True, slots=True)
class Evident:
    """The first layer's weights for the outputs that evidence is shown for, and which column is whose."""

    columns: dict[str, int]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class KnownTerms:
    """The terms of a batch that carry weight: where they are and which row of the weights is theirs."""

    starts: Positions
    ends: Positions
    rows: Positions
    texts: Positions


@dataclass(frozen=True)
class Model:
    """Two layers: terms → outputs (one a label, of some heads two: see `training/apart.py`), then outputs, phrase groups and measures → the heads' scores."""

    slots: NDArray[np.int32]
    idf: Matrix
    weights: NDArray[np.int8]
    scale: Matrix
    bias: Matrix
    outputs: tuple[str, ...]
    second: Matrix
    second_bias: Matrix
    heads: Mapping[str, Head]

    def known(self, batch: Batch) -> KnownTerms:
        """The batch's terms that have weights."""
        rows = self.slots[batch.terms.buckets]
        kept = np.flatnonzero(rows >= 0)
        starts = batch.terms.starts[kept]
        return KnownTerms(
            starts,
            batch.terms.ends[kept],
            rows[kept].astype(np.int64),
            batch.text_of(starts),
        )

    @cached_property
    def evident(self) -> Evident:
        """Heads whose labels are underlined; for category and motive the outputs that know of several at once."""
        chosen = [i for i, name in enumerate(self.outputs) if name.partition(":")[0] in _EVIDENT_HEADS]
        columns = {self.outputs[i]: column for column, i in enumerate(chosen)}
        weights = self.weights.take(chosen, axis=1).astype(np.float32)
        weights *= self.scale[chosen].astype(np.float32)
        return Evident(columns, weights)

    def first_scores(self, terms: KnownTerms, texts: int) -> Matrix:
        """For each text the score of each output; a term counts once however often it comes."""
        return sums_by_text(terms, texts, self.weights, self.idf) * self.scale + self.bias

    def scores(self, first: Matrix, groups: Matrix, measures: Matrix) -> Matrix:
        """For each text the scores of all heads' labels."""
        return np.hstack([bounded(first), groups, measures]) @ self.second + self.second_bias


def bounded(first: Matrix) -> Matrix:
    """First-layer scores squeezed, so that being very sure of one thing does not drown the rest."""
    squeezed: Matrix = np.tanh(_STEEPNESS * first)
    return squeezed


def sums_by_text(terms: KnownTerms, texts: int, weights: NDArray[np.int8], idf: Matrix) -> Matrix:
    """The weights of each text's distinct terms added up, divided by the length of its vector."""
    size = len(idf)
    # Half as wide, they are sorted in half the time; a batch has far too few texts to need more.
    width = np.int32 if texts * size < 1 << 31 else np.int64
    keys = np.sort((terms.texts * size + terms.rows).astype(width))
    distinct = keys[np.diff(keys, prepend=-1) > 0]
    text_of, rows = distinct // size, distinct % size
    cuts = np.searchsorted(text_of, np.arange(texts + 1)).tolist()
    # Sums of small whole numbers are exact in single precision.
    chosen = weights.take(rows, axis=0).astype(np.float32)
    squares = idf.take(rows) ** 2
    sums = np.zeros((texts, weights.shape[1]), dtype=np.float32)
    norms, ones = np.ones(texts), np.ones(len(rows), dtype=np.float32)
    for text, (first, last) in enumerate(pairwise(cuts)):
        if last > first:
            np.matmul(ones[: last - first], chosen[first:last], out=sums[text])
            norms[text] = squares[first:last].sum()
    return sums.astype(np.float64) / np.sqrt(norms)[:, None]


def group_counts(batch: Batch, hits: Hits) -> Matrix:
    """For each text how many phrases of each group it has, dampened."""
    book = phrasebook()
    result = np.zeros((len(batch.texts), len(book.groups)))
    if len(hits.starts):
        present, first = np.unique(batch.text_of(hits.starts), return_index=True)
        result[present] = np.add.reduceat(book.membership[hits.phrases], first, axis=0)
    return np.log1p(result)


def slots_of(buckets: Positions) -> NDArray[np.int32]:
    """Bucket → row of the weights, -1 for a bucket without."""
    slots = np.full(1 << BUCKET_BITS, -1, dtype=np.int32)
    slots[buckets] = np.arange(len(buckets), dtype=np.int32)
    return slots


def _head(described: dict[str, Any]) -> Head:
    first, last = described["columns"]
    return Head(
        described["name"],
        tuple(described["labels"]),
        slice(first, last),
        float(described["temperature"]),
        tuple(described["leanings"]),
    )


@cache
def model(folder: Path = LEARNED) -> Model:
    """The weights that ship with the package, read once."""
    described = json.loads((folder / HEADS).read_text(encoding="utf-8"))
    with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
        return Model(
            slots=slots_of(stored["buckets"].astype(np.int64)),
            idf=stored["idf"].astype(np.float64),
            weights=np.ascontiguousarray(stored["weights"]),
            scale=stored["scale"].astype(np.float64),
            bias=stored["bias"].astype(np.float64),
            outputs=tuple(described["outputs"]),
            second=stored["second"].astype(np.float64),
            second_bias=stored["second_bias"].astype(np.float64),
            heads={head["name"]: _head(head) for head in described["heads"]},
        )
