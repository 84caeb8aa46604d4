"""Texts as vectors, and one separator a sense over them: what the pieces of words and the extra `meaning` learn with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import fmin_l_bfgs_b

from amends.practice.replies.check.training.fit import POSITIVE, Example
from amends.practice.replies.check.training.sentences import SENSES

# The weaker, the less the vectors of one hand's words are learned by heart.
STRENGTH = 1.5
STEPS = 120
LARGEST = 127  # weights are kept as bytes: what is lost by rounding is less than any threshold can tell
Singles = NDArray[np.float32]


@dataclass(frozen=True)
class Space:
    """Where the vectors of all texts lie: they are told apart by how they differ from their middle."""

    vectors: dict[str, Singles]
    centre: Singles
    spread: float

    def of(self, clauses: Sequence[str], sentence: str) -> Singles:
        mean = np.mean([self.vectors[clause.strip()] for clause in clauses], axis=0)
        both = np.concatenate([mean - self.centre, self.vectors[sentence.strip()] - self.centre])
        return np.asarray(both / self.spread, np.float32)


def space_of(examples: Sequence[Example], encode: Callable[[str], Singles]) -> Space:
    """The vectors of all clauses and sentences."""
    texts = sorted({text.strip() for one in examples for text in (*one.clauses, one.sentence)})
    known = {text: np.asarray(encode(text), np.float32) for text in texts}
    every = np.stack([known[text] for text in texts]).astype(np.float32)
    centre = every.mean(axis=0)
    return Space(known, centre, float(np.sqrt(((every - centre) ** 2).sum(axis=1).mean())))


@dataclass(frozen=True)
class Taught:
    """All examples as rows: their vectors, what they have, and how much each counts for each column."""

    vectors: Singles
    has: Singles
    counts: Singles


def taught(examples: Sequence[Example], space: Space) -> Taught:
    return Taught(
        np.stack([space.of(one.clauses, one.sentence) for one in examples]),
        np.array([[sense in one.senses for sense in SENSES] for one in examples], np.float32),
        np.array([[(sense in one.about) * one.weight for sense in SENSES] for one in examples], np.float32),
    )


def separators(known: Taught) -> Singles:
    """One logistic separator a column, all found at once; the last row is where each begins."""
    rows, columns = known.vectors.shape[1] + 1, known.has.shape[1]
    weight: Singles = known.counts * np.where(known.has > 0, np.float32(POSITIVE), np.float32(1))
    sign = np.where(known.has > 0, np.float32(1), np.float32(-1))

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        at = flat.astype(np.float32).reshape(rows, columns)
        margin = sign * (known.vectors @ at[:-1] + at[-1])
        slope = -(weight * sign) / (1 + np.exp(np.clip(margin, -50, 50)))
        gradient = np.empty_like(at)
        gradient[:-1] = known.vectors.T @ slope + at[:-1] / STRENGTH
        gradient[-1] = slope.sum(axis=0)
        bound = (at[:-1] ** 2).sum() / (2 * STRENGTH)
        total = (weight * np.logaddexp(np.float32(0), -margin)).sum() + bound
        return float(total), gradient.astype(np.float64).ravel()

    found, _, _ = fmin_l_bfgs_b(loss, np.zeros(rows * columns), maxiter=STEPS, factr=1e8)
    return np.asarray(found.reshape(rows, columns), np.float32)
