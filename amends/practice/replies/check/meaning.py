"""What the extra `meaning` adds to the learned senses: vectors of clauses and sentences, weighed by one separator a sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from amends.practice.replies.check.encoder import Encode, Numbers, State, loaded, state
from amends.practice.replies.check.features import LEARNED

WEIGHTS = LEARNED / "meaning.npz"
# A letter longer than this is judged beyond it as without the extra: each new clause costs ten milliseconds.
FARTHEST = 4000
# Where the meaning of words gives a sense no more than this, no other sign of it is believed.
RULED_OUT = 0.1


@dataclass(frozen=True)
class Meaning:
    """Weights over the vector of some clauses (their mean) and of their sentence."""

    senses: tuple[str, ...]
    """Those of the weights beside it, in their order, and after them what only meaning tells."""
    keep: Numbers
    """How much of the score without meaning stays."""
    rows: Numbers
    bias: Numbers
    centre: Numbers
    spread: float
    encode: Encode

    def joined(
        self, scores: Numbers, runs: Sequence[tuple[int, int]], clauses: Sequence[str], sentence: str
    ) -> Numbers:
        """The scores of the runs (first and last clause) of one sentence with what their meaning says."""
        parts = np.stack([self.vector(clause) for clause in clauses])
        around = self.vector(sentence)
        vectors = np.stack(
            [np.concatenate([parts[first : last + 1].mean(axis=0), around]) for first, last in runs]
        )
        found: Numbers = vectors @ self.rows + self.bias
        found[:, : scores.shape[1]] += self.keep * scores
        return found

    def vector(self, words: str) -> Numbers:
        return (self.encode(words.strip()) - self.centre) / np.float32(self.spread)


@cache
def meaning() -> Meaning | None:
    """The meaning of words where the extra is installed and not switched off, else nothing."""
    encode = loaded() if state() is State.READY else None
    return None if encode is None else weighed(encode)


def weighed(encode: Encode, path: Path = WEIGHTS) -> Meaning:
    """The weights that ship, over the vectors of a given model."""
    with np.load(path) as kept:
        return Meaning(
            senses=tuple(str(name) for name in kept["senses"]),
            keep=kept["keep"],
            rows=kept["rows"].astype(np.float32) * kept["scale"],
            bias=kept["bias"],
            centre=kept["centre"].astype(np.float32),
            spread=float(kept["spread"]),
            encode=encode,
        )
