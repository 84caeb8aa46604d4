"""Fits the house layer: logistic regression on top of the shipped scores, pulled towards adding nothing.

The weights are found through the likeness of the texts to one another, so the effort depends on the number of
corrected texts and not on the size of the vocabulary; numpy is all it takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from amends.understanding.batch import Batch
from amends.understanding.house.adjustment import Adjustment, Matrix, known_terms, slots_of
from amends.understanding.house.examples import LEARNED, Answers, Example, answers_to, given
from amends.understanding.model import Head
from amends.understanding.ngrams import BUCKET_BITS, Positions

# Set by trial (docs/decisions/0013): more pull learns too little from a hundred texts, less forgets what is not corrected.
PULL: Final = 1.0
# How much the bias of a label may move in comparison with the weights of words.
BIAS: Final = 1 / 30
# What stood beside a corrected label and was not objected to speaks for itself, but softly.
SILENT: Final = 0.5
LEAST_TEXTS: Final = 2
MOST_TERMS: Final = 12_000
STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts as the house layer sees them: scaled shipped scores and n-grams."""

    scores: Matrix
    rows: Matrix
    buckets: Positions
    idf: Matrix


def prepare(texts: Sequence[str], scores: Matrix) -> Prepared:
    """The n-grams that at least LEAST_TEXTS of the texts share, weighed by how telling each is."""
    batch = Batch.of(texts)
    _, found = known_terms(batch, np.arange(1 << BUCKET_BITS, dtype=np.int32))
    counts = np.bincount(found, minlength=1 << BUCKET_BITS)
    shared = np.flatnonzero(counts >= LEAST_TEXTS)
    buckets = np.sort(shared[np.argsort(-counts[shared], kind="stable")][:MOST_TERMS])
    idf = np.log((1 + len(texts)) / (1 + counts[buckets])) + 1
    rows = np.zeros((len(texts), len(buckets)), dtype=np.float32)
    text_of, known = known_terms(batch, slots_of(buckets))
    rows[text_of, known] = idf[known]
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return Prepared(scores, rows.astype(np.float32), buckets, idf)


def fit(
    prepared: Prepared,
    examples: Sequence[Example],
    heads: Mapping[str, Head],
    names: Sequence[str],
    base: str,
) -> Adjustment:
    """The layer for the heads `names`, learned from all the examples."""
    likeness = prepared.rows @ prepared.rows.T + np.float32(BIAS)
    outputs: list[str] = []
    parts: list[Matrix] = []
    for name in names:
        head = heads[name]
        answers, weights = targets(name, examples)
        used = np.flatnonzero(weights > 0)
        shares = np.zeros((len(examples), len(head.labels)))
        shares[used] = _shares(
            likeness[np.ix_(used, used)].astype(np.float64),
            prepared.scores[used][:, head.columns],
            answers[used],
            weights[used],
            head.temperature,
        )
        outputs += [f"{name}:{label}" for label in head.labels]
        parts.append(shares)
    together = np.hstack(parts) if parts else np.zeros((len(examples), 0))
    return Adjustment(
        base=base,
        outputs=tuple(outputs),
        buckets=prepared.buckets,
        idf=prepared.idf,
        weights=((prepared.rows.T @ together) * prepared.idf[:, None]).astype(np.float32),
        bias=BIAS * together.sum(axis=0),
    )


def targets(name: str, examples: Sequence[Example]) -> tuple[Answers, Matrix]:
    """The answers of a head, and how much each counts; 0 where nothing is known."""
    said = answers_to(name, [example.said for example in examples])
    silent = answers_to(name, [example.silent for example in examples])
    spoken, unspoken = given(said), given(silent)
    chosen = spoken if said.ndim == 1 else spoken[:, None]
    weights = np.where(spoken, 1.0, np.where(unspoken, SILENT, 0.0))
    return np.where(chosen, said, silent), weights


def _shares(
    likeness: Matrix, scores: Matrix, answers: Answers, weights: Matrix, temperature: float
) -> Matrix:
    """How much of each text goes into each label's weights: accelerated gradient steps on the convex loss."""
    single = answers.ndim == 1
    wanted = np.eye(scores.shape[1])[answers] if single else answers.astype(np.float64)
    weights = weights[:, None] / temperature
    # No likeness is negative, so its largest row is at least its largest eigenvalue.
    largest = float(likeness.sum(axis=1).max(initial=0.0))
    step = 1 / (largest * 0.5 / temperature**2 + PULL)
    found = ahead = np.zeros_like(scores)
    pace = 1.0
    for _ in range(STEPS):
        chances = _chances((scores + likeness @ ahead) / temperature, single)
        new = ahead - step * (weights * (chances - wanted) + PULL * ahead)
        faster = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead = new + (pace - 1) / faster * (new - found)
        found, pace = new, faster
    return found


def _chances(scores: Matrix, single: bool) -> Matrix:
    if not single:
        alone: Matrix = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return alone
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Matrix = raised / raised.sum(axis=1, keepdims=True)
    return chances


def judged(examples: Sequence[Example], name: str) -> int:
    """In how many texts a head was judged."""
    return int(given(answers_to(name, [one.said for one in examples])).sum())


def learnable(examples: Sequence[Example], least: int) -> list[str]:
    """Heads that were judged in at least so many texts."""
    return [name for name in LEARNED if judged(examples, name) >= least]


def most_judged(examples: Sequence[Example]) -> int:
    """In how many texts the head was judged that was judged most often."""
    return max((judged(examples, name) for name in LEARNED), default=0)
