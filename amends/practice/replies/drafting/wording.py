"""Choosing among wordings, so that nobody reads the same sentence from us twice."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

HOLE = re.compile(r"\{[a-z_]+\}")
# A clause that is noticed when it stands twice in one letter: of four words, or of five characters of Chinese.
_CLAUSE = re.compile(r"(?:[A-Za-z'’]+ ){3,}[A-Za-z'’]+|[\u4e00-\u9fff]{5,}")


class Wordings:
    """Remembers what this customer has read, in earlier letters and in the one that is being written."""

    def __init__(self, seed: str, variation: int, earlier: Iterable[str]) -> None:
        self.seed = seed
        self.variation = variation
        self.earlier = "\n".join(earlier)
        self.letter = ""

    @property
    def read(self) -> str:
        return f"{self.earlier}\n{self.letter}"

    def choose(self, place: str, wordings: str | Sequence[str]) -> str:
        """The first that was never read and repeats no clause of this letter, beginning at another one in each case.

        Where each repeats something, the first that was never read; the one longest ago if all were.
        """
        if isinstance(wordings, str):
            return wordings
        start = (zlib.crc32(f"{self.seed}|{place}".encode()) + self.variation) % len(wordings)
        turned = [*wordings[start:], *wordings[:start]]
        read = self.read
        fresh = [one for one in turned if kernel(one) not in read]
        new = next((one for one in fresh if not self.repeats(one)), None)
        chosen = new or next(iter(fresh), None) or min(turned, key=lambda one: read.rfind(kernel(one)))
        self.letter += f"\n{chosen}"
        return chosen

    def repeats(self, wording: str) -> bool:
        """Whether a clause of it stands in this letter already."""
        return any(clause in self.letter for clause in _CLAUSE.findall(wording))


def kernel(wording: str) -> str:
    """The longest run of words that a wording always has, whatever stands in its places."""
    return max((part.strip() for part in HOLE.split(wording)), key=len)
