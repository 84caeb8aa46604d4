"""Learns what vectors of clauses and sentences add to the learned senses, and how much of the score beside them stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amends.practice.replies.check.meaning import RULED_OUT
from amends.practice.replies.check.sense import weights
from amends.practice.replies.check.senses import LEARNED_CODES
from amends.practice.replies.check.training.fit import thresholds
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.pieces import Both
from amends.practice.replies.check.training.sentences import SENSES
from amends.practice.replies.check.training.space import (
    COLUMNS,
    LARGEST,
    Singles,
    Space,
    Taught,
    separators,
)
from amends.practice.replies.check.training.windows import windows_of

# Both scores say half each; together they are a little surer than either.
SHARE = 0.65
# Below this score an undated promise is none: in replies of hands that were left out one true remark of 77 was lost, nine wrong ones of 18 went.
NO_TIME = -4.5


@dataclass(frozen=True)
class Learned:
    keep: Singles
    rows: Singles
    bias: Singles
    space: Space


def learn(replies: Sequence[Judged], known: Taught, space: Space, apart: Mapping[int, Both]) -> Learned:
    """The weights over all examples, set so that the thresholds that ship hold for the sum of both scores."""
    found = separators(known, known.counts)
    learned = np.array([one in LEARNED_CODES for one in COLUMNS])
    share = np.where(learned, SHARE, 0).astype(np.float32)
    share[len(SENSES) :] = 1
    keep = np.where(learned, SHARE, 1).astype(np.float32)[: len(SENSES)]
    shift = np.zeros(len(COLUMNS), np.float32)
    shift[len(SENSES) :] = score_of(RULED_OUT) - NO_TIME
    ships = weights()
    without = {writer: separators(known, known.without(writer)) for writer in apart}
    sure = thresholds(replies, lambda one: summed(apart[one.writer], without[one.writer], one, space))
    for sense in LEARNED_CODES:
        column = COLUMNS.index(sense)
        shift[column] = score_of(float(ships.sure[ships.column(sense)])) - score_of(sure[sense])
    return Learned(keep, found[:-1] * share, found[-1] * share + shift, space)


def score_of(likely: float) -> float:
    return float(np.log(likely / (1 - likely)))


def summed(beside: Both, found: Singles, reply: Judged, space: Space) -> NDArray[np.float64]:
    """How likely each run of a reply has each sense by both scores."""
    windows = windows_of(reply)
    vectors = np.stack([space.of(one.clauses, one.sentence) for one in windows])
    said = vectors @ found[:-1, : len(SENSES)] + found[-1, : len(SENSES)]
    return np.asarray(1 / (1 + np.exp(-SHARE * (beside.scores(windows) + said))), np.float64)


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
