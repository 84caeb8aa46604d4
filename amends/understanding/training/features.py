"""The texts as numbers: the very code that reads also prepares the training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from amends.understanding.batch import Batch
from amends.understanding.measures import measure
from amends.understanding.model import Matrix, group_counts
from amends.understanding.ngrams import Positions
from amends.understanding.pages import pages_of
from amends.understanding.steps import facts

LEAST_TEXTS: Final = 2
MOST_ROWS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """What both layers learn from."""

    terms: csr_matrix
    groups: Matrix
    measures: Matrix


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The buckets that get a row of weights, and how telling each is."""

    buckets: Positions
    idf: NDArray[np.float64]


def _pairs(batch: Batch) -> tuple[Positions, Positions]:
    text_of = batch.text_of(batch.terms.starts)
    distinct = np.unique((text_of << 20) | batch.terms.buckets)
    return distinct >> 20, distinct & 0xFFFFF


def vocabulary_of(texts: Sequence[str]) -> Vocabulary:
    """Terms that at least LEAST_TEXTS texts share, the most frequent MOST_ROWS of them."""
    _, buckets = _pairs(Batch.of(texts))
    found, counts = np.unique(buckets, return_counts=True)
    kept = counts >= LEAST_TEXTS
    found, counts = found[kept], counts[kept]
    order = np.sort(np.lexsort((found, -counts))[:MOST_ROWS])
    idf = np.log((1 + len(texts)) / (1 + counts[order])) + 1
    return Vocabulary(found[order], idf.astype(np.float16).astype(np.float64))


def prepare(texts: Sequence[str], vocabulary: Vocabulary) -> Prepared:
    """The texts as rows of numbers."""
    batch = Batch.of(texts)
    pages = pages_of(batch, [None] * len(texts))
    measures = np.array([measure(page, facts.find(page)) for page in pages])
    return Prepared(_terms_of(batch, vocabulary), group_counts(batch, batch.hits), measures)


def terms_of(texts: Sequence[str], vocabulary: Vocabulary) -> csr_matrix:
    """Only what the first layer learns from: TF-IDF, a row of length one for each text."""
    return _terms_of(Batch.of(texts), vocabulary)


def _terms_of(batch: Batch, vocabulary: Vocabulary) -> csr_matrix:
    text_of, buckets = _pairs(batch)
    row = np.full(1 << 20, -1, dtype=np.int64)
    row[vocabulary.buckets] = np.arange(len(vocabulary.buckets))
    columns = row[buckets]
    known = columns >= 0
    values = vocabulary.idf[columns[known]]
    norms = np.sqrt(np.bincount(text_of[known], weights=values**2, minlength=len(batch.texts)))
    values = values / np.maximum(norms, 1e-9)[text_of[known]]
    shape = (len(batch.texts), len(vocabulary.buckets))
    return csr_matrix((values, (text_of[known], columns[known])), shape=shape)
