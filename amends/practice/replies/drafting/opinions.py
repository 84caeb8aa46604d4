"""What people would say of each clause of a complaint: the core of it, a further grievance, nothing, or what would embarrass whoever says it back.

Learned from complaints in which people marked every clause. Two opinions count as much as each other: one by the n-grams and signs of a clause, the rarer
the weightier, and fainter those of the clauses before and after it; and that of a reader who sees the whole complaint (`reader.py`). Both are numbers over
hashed features, from which no text can be read back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.practice.replies.drafting import reader

LEARNED: Final = Path(__file__).parent / "learned"
CORE, FURTHER, NOTHING, HARMFUL = 2, 1, 0, -1
MARKS: Final = (HARMFUL, NOTHING, FURTHER, CORE)
# What says nothing is worse than not said: the letter has few lines.
VALUES: Final[Mapping[int, float]] = {CORE: 2.0, FURTHER: 1.0, NOTHING: -0.6, HARMFUL: -1.0}
# How loud the clauses before and after it speak beside its own words.
BESIDE: Final = 0.4
Numbers = NDArray[np.float32]


class Opinion(NamedTuple):
    """How much of the matter a clause tells (2 the core, 1 a further grievance, below 0 what embarrasses), and how likely it would embarrass."""

    tells: float
    harms: float


class Weights(NamedTuple):
    """How much each bucket counts in a clause, and for the clause itself, the one before and the one after what each bucket says for each of `MARKS`."""

    rarity: Numbers
    rows: Numbers
    bias: Numbers


@cache
def weights() -> Weights:
    """Those that ship."""
    with np.load(LEARNED / "weights.npz") as kept:
        rows = kept["rows"].astype(np.float32) * kept["scale"]
        return Weights(kept["rarity"].astype(np.float32), rows, kept["bias"])


def shares(found: Sequence[int], rarity: Numbers) -> Numbers:
    """How much each bucket of a clause counts; together they are as long as one."""
    values = rarity[list(found)]
    return np.asarray(values / max(float(np.linalg.norm(values)), 1e-6), np.float32)


def opinions_on(found: Sequence[Sequence[int]], clauses: Sequence[str]) -> list[Opinion]:
    """One opinion on each clause of a complaint; `found` holds the buckets of each, `clauses` its words, in order."""
    if not found:
        return []
    likely = np.exp((logs(_by_words(found)) + logs(reader.read(tuple(clauses)).marks)) / 2)
    likely /= likely.sum(axis=1, keepdims=True)
    tells = likely @ np.array([VALUES[mark] for mark in MARKS], np.float32)
    harms = likely[:, MARKS.index(HARMFUL)]
    return [Opinion(float(one), float(other)) for one, other in zip(tells, harms, strict=True)]


def _by_words(found: Sequence[Sequence[int]]) -> Numbers:
    known = weights()
    alone, before, after = (
        np.stack([shares(one, known.rarity) @ rows[list(one)] for one in found]) for rows in known.rows
    )
    odds = known.bias + alone
    odds[1:] += BESIDE * before[:-1]
    odds[:-1] += BESIDE * after[1:]
    return np.asarray(odds, np.float32)


def logs(odds: Numbers) -> Numbers:
    """Of each row the logarithm of how likely each column is."""
    low = odds - odds.max(axis=1, keepdims=True)
    return np.asarray(low - np.log(np.exp(low).sum(axis=1, keepdims=True)), np.float32)
