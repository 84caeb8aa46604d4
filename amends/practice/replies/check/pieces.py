"""What the pieces of words say that nobody here wrote before: weights learned where a public model holds alike words near one another."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from amends.practice.replies.check.features import LEARNED

PIECES = LEARNED / "pieces.npz"
GAP = "\u2581"  # stands before a word that follows a space
UNKNOWN = 10.0  # so much less likely than the rarest piece is a character that is in none
KEPT = 8192  # texts whose sums are kept, a quarter of a kilobyte each
Numbers = NDArray[np.float32]


class Cutter:
    """Cuts a text into the likeliest row of known pieces."""

    def __init__(self, names: Sequence[str], likely: Sequence[float]) -> None:
        """`names` are the pieces, `likely` the logarithm of how likely each is."""
        self._places = {name: (at, likely[at]) for at, name in enumerate(names)}
        self._unknown = min(likely) - UNKNOWN
        self._longest = max(map(len, names))

    def __call__(self, text: str) -> list[int]:
        """The places of the pieces of a folded text, in their order; what no piece holds is left out."""
        line = GAP + GAP.join(unicodedata.normalize("NFKC", text).split())
        best, way = [0.0], [(0, -1)]
        for end in range(1, len(line) + 1):
            found, back = best[end - 1] + self._unknown, (end - 1, -1)
            for start in range(max(0, end - self._longest), end):
                known = self._places.get(line[start:end])
                if known is not None and best[start] + known[1] > found:
                    found, back = best[start] + known[1], (start, known[0])
            best.append(found)
            way.append(back)
        cut, end = [], len(line)
        while end:
            end, at = way[end]
            cut.append(at)
        return [at for at in reversed(cut) if at >= 0]


@dataclass(frozen=True)
class Pieces:
    """For each piece and sense a weight in a run of clauses (the first half of the columns) and one in its sentence."""

    cut: Cutter
    rows: NDArray[np.int8]
    scale: Numbers
    bias: Numbers
    keep: Numbers
    """How much of the score without pieces stays."""

    def joined(
        self, scores: Numbers, runs: Sequence[tuple[int, int]], clauses: Sequence[str], sentence: str
    ) -> Numbers:
        """The scores of the runs (first and last clause) of one sentence with what their pieces say."""
        senses = len(self.bias)
        parts = np.zeros((len(clauses) + 1, senses), np.float32)
        for at, clause in enumerate(clauses, 1):
            parts[at] = parts[at - 1] + summed(clause.strip())[:senses]
        first, last = np.array(runs).T
        said = (parts[last + 1] - parts[first]) / (last + 1 - first)[:, None]
        around = summed(sentence.strip())[senses:] + self.bias
        return np.asarray(self.keep * scores + said + around, np.float32)


@cache
def pieces() -> Pieces:
    """The weights that ship."""
    with np.load(PIECES) as kept:
        names = str(kept["names"]).split("\n")
        return Pieces(
            cut=Cutter(names, kept["likely"].astype(np.float32).tolist()),
            rows=kept["rows"],
            scale=kept["scale"],
            bias=kept["bias"],
            keep=kept["keep"],
        )


@lru_cache(KEPT)
def summed(text: str) -> Numbers:
    """The weights of the pieces of a folded text, over the root of their number, so that a long text weighs no more."""
    known = pieces()
    cut = known.cut(text)
    if not cut:
        return np.zeros(len(known.scale), np.float32)
    total = known.rows[cut].sum(axis=0, dtype=np.int32)
    return np.asarray(total * known.scale / np.sqrt(len(cut)), np.float32)
