"""Learns what vectors of clauses and sentences add to the learned senses, and how much of the score beside them stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import fmin_l_bfgs_b

from amends.practice.replies.check.acts import Acts
from amends.practice.replies.check.encoder import Encode
from amends.practice.replies.check.meaning import RULED_OUT
from amends.practice.replies.check.sense import weights
from amends.practice.replies.check.senses import LEARNED_CODES
from amends.practice.replies.check.training.fit import (
    POSITIVE,
    Example,
    Fitted,
    best,
    fit,
    from_replies,
    peaks,
)
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.sentences import SENSES
from amends.practice.replies.check.training.windows import BY_MEANING, windows_of

COLUMNS = (*SENSES, *BY_MEANING)
# The weaker, the less the vectors of one hand's words are learned by heart.
STRENGTH, STRENGTH_BY_MEANING = 1.5, 5.0
STEPS = 120
# Both scores say half each; together they are a little surer than either.
SHARE = 0.65
# Below this score an undated promise is none: in replies of hands that were left out one true remark of 77 was lost, nine wrong ones of 18 went.
NO_TIME = -4.5
# Where the sum is believed: as it is right more often, precision need not count more.
SURE, PRECISION = np.arange(0.3, 0.91, 0.02), 1.0
LARGEST = 127
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


def space_of(examples: Sequence[Example], encode: Encode, known: dict[str, Singles]) -> Space:
    """The vectors of all clauses and sentences; those that are known already are not computed again."""
    texts = sorted({text.strip() for one in examples for text in (*one.clauses, one.sentence)})
    for text in texts:
        if text not in known:
            known[text] = np.asarray(encode(text), np.float32)
    every = np.stack([known[text] for text in texts]).astype(np.float32)
    centre = every.mean(axis=0)
    return Space(known, centre, float(np.sqrt(((every - centre) ** 2).sum(axis=1).mean())))


def vectors_in(path: Path) -> dict[str, Singles]:
    with np.load(path) as kept:
        return dict(zip((str(text) for text in kept["texts"]), kept["vectors"], strict=True))


def keep(space: Space, path: Path) -> None:
    texts = sorted(space.vectors)
    np.savez_compressed(path, texts=np.array(texts), vectors=np.stack([space.vectors[one] for one in texts]))


@dataclass(frozen=True)
class Taught:
    """All examples as rows: their vectors, what they have, and how much each counts for each column."""

    vectors: Singles
    has: Singles
    counts: Singles
    writers: NDArray[np.int64]

    def without(self, writer: int) -> Singles:
        return np.asarray(self.counts * (self.writers != writer)[:, None], np.float32)


def taught(examples: Sequence[Example], space: Space) -> Taught:
    return Taught(
        np.stack([space.of(one.clauses, one.sentence) for one in examples]),
        np.array([[sense in one.senses for sense in COLUMNS] for one in examples], np.float32),
        np.array([[(sense in one.about) * one.weight for sense in COLUMNS] for one in examples], np.float32),
        np.array([one.writer for one in examples]),
    )


def separators(known: Taught, counts: Singles) -> Singles:
    """One logistic separator a column, all found at once; the last row is where each begins."""
    rows, columns = known.vectors.shape[1] + 1, known.has.shape[1]
    weight: Singles = counts * np.where(known.has > 0, np.float32(POSITIVE), np.float32(1))
    sign = np.where(known.has > 0, np.float32(1), np.float32(-1))
    strength = np.array(
        [STRENGTH_BY_MEANING if one in BY_MEANING else STRENGTH for one in COLUMNS], np.float32
    )

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        at = flat.astype(np.float32).reshape(rows, columns)
        margin = sign * (known.vectors @ at[:-1] + at[-1])
        slope = -(weight * sign) / (1 + np.exp(np.clip(margin, -50, 50)))
        gradient = np.empty_like(at)
        gradient[:-1] = known.vectors.T @ slope + at[:-1] / strength
        gradient[-1] = slope.sum(axis=0)
        bound = (at[:-1] ** 2 / strength).sum() / 2
        total = (weight * np.logaddexp(np.float32(0), -margin)).sum() + bound
        return float(total), gradient.astype(np.float64).ravel()

    found, _, _ = fmin_l_bfgs_b(loss, np.zeros(rows * columns), maxiter=STEPS, factr=1e8)
    return np.asarray(found.reshape(rows, columns), np.float32)


@dataclass(frozen=True)
class Learned:
    keep: Singles
    rows: Singles
    bias: Singles
    space: Space


def learn(sentences: list[Example], replies: Sequence[Judged], space: Space) -> Learned:
    """The weights over all examples, set so that the thresholds that ship hold for the sum of both scores."""
    known = taught(sentences + from_replies(replies), space)
    found = separators(known, known.counts)
    learned = np.array([one in LEARNED_CODES for one in COLUMNS])
    share = np.where(learned, SHARE, 0).astype(np.float32)
    share[len(SENSES) :] = 1
    keep = np.where(learned, SHARE, 1).astype(np.float32)[: len(SENSES)]
    shift = np.zeros(len(COLUMNS), np.float32)
    shift[len(SENSES) :] = score_of(RULED_OUT) - NO_TIME
    ships = weights()
    for sense, sure in thresholds(sentences, replies, space, known).items():
        column = COLUMNS.index(sense)
        shift[column] = score_of(float(ships.sure[ships.column(sense)])) - score_of(sure)
    return Learned(keep, found[:-1] * share, found[-1] * share + shift, space)


def score_of(likely: float) -> float:
    return float(np.log(likely / (1 - likely)))


def thresholds(
    sentences: list[Example], replies: Sequence[Judged], space: Space, known: Taught
) -> dict[str, float]:
    """For each sense from where on the sum is believed: best on the replies of a writer from whom nothing was seen."""
    seen: dict[str, list[tuple[bool, float]]] = {sense: [] for sense in LEARNED_CODES}
    for writer in sorted({one.writer for one in replies}):
        others = from_replies(one for one in replies if one.writer != writer)
        model = fit([one for one in sentences if one.writer != writer] + others, LEARNED_CODES)
        found = separators(known, known.without(writer))[:, : len(SENSES)]
        for one in (one for one in replies if one.writer == writer):
            sums = summed(model, found, one, space)
            for sense, likely in peaks(Acts(one.text, one.complaint), one, sums, float(SURE[0])):
                if sense in seen:
                    seen[sense].append((sense in one.codes, likely))
    return {sense: best(rows, SURE, PRECISION) for sense, rows in seen.items()}


def summed(model: Fitted, found: Singles, reply: Judged, space: Space) -> NDArray[np.float64]:
    """How likely each run of a reply has each sense by both scores."""
    windows = windows_of(reply)
    vectors = np.stack([space.of(one.clauses, one.sentence) for one in windows])
    scores = SHARE * (model.scores([one.features for one in windows]) + vectors @ found[:-1] + found[-1])
    return np.asarray(1 / (1 + np.exp(-scores)), np.float64)


def save(found: Learned, path: Path) -> None:
    """As bytes: what is lost by rounding is less than any threshold can tell."""
    scale = np.maximum(np.abs(found.rows).max(axis=0), 1e-6) / LARGEST
    np.savez_compressed(
        path,
        rows=np.round(found.rows / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=found.bias.astype(np.float32),
        keep=found.keep,
        centre=found.space.centre.astype(np.float32),
        spread=np.float32(found.space.spread),
        senses=np.array(COLUMNS),
    )
