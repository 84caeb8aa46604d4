"""Choosing among wordings, so that nobody reads the same sentence from us twice."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence

HOLE = re.compile(r"\{[a-z_]+\}")


class Wordings:
    """Remembers what this customer has read, in earlier letters and in the one that is being written."""

    def __init__(self, seed: str, variation: int, earlier: Iterable[str]) -> None:
        self.seed = seed
        self.variation = variation
        self.read = "\n".join(earlier)

    def choose(self, place: str, wordings: str | Sequence[str]) -> str:
        """The first that was never read, beginning at another one in each case; the one longest ago if all were."""
        if isinstance(wordings, str):
            return wordings
        start = (zlib.crc32(f"{self.seed}|{place}".encode()) + self.variation) % len(wordings)
        turned = [*wordings[start:], *wordings[:start]]
        fresh = next((one for one in turned if kernel(one) not in self.read), None)
        chosen = fresh or min(turned, key=lambda one: self.read.rfind(kernel(one)))
        self.read += f"\n{chosen}"
        return chosen


def kernel(wording: str) -> str:
    """The longest run of words that a wording always has, whatever stands in its places."""
    return max((part.strip() for part in HOLE.split(wording)), key=len)
