"""Hashes of character n-grams and of words, for many texts laid end to end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.understanding.folding import Codes

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

ORDERS: Final = (1, 2, 3, 4)
BUCKET_BITS: Final = 20
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_BASE: Final = 0x100000001B3
_BASE_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_WORD_SALT: Final = np.uint64(0x5851F42D4C957F2D)


def buckets(hashes: Hashes) -> NDArray[np.int64]:
    """The table row of each hash, spread evenly."""
    mixed = hashes ^ (hashes >> np.uint64(29))
    return ((mixed * _MIX) >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)


def rolling(codes: Codes, longest: int) -> list[Hashes]:
    """For n = 1 … longest: the hash of the n code points from each position (shorter by n - 1 at the end)."""
    wide = codes.astype(np.uint64) + np.uint64(1)
    current = wide * _FACTOR
    result = [current]
    for n in range(2, longest + 1):
        if len(wide) < n:
            result.append(np.empty(0, dtype=np.uint64))
            continue
        current = (current[: len(wide) - n + 1] + wide[n - 1 :]) * _FACTOR
        result.append(current)
    return result


@cache
def _powers_for(size: int) -> tuple[Hashes, Hashes]:
    powers = np.full(size, _BASE, dtype=np.uint64)
    inverses = np.full(size, _BASE_INVERSE, dtype=np.uint64)
    powers[0] = inverses[0] = 1
    return np.cumprod(powers), np.cumprod(inverses)


def _powers(length: int) -> tuple[Hashes, Hashes]:
    return _powers_for(1 << max(15, (length - 1).bit_length()))


@dataclass(frozen=True, slots=True)
class SpanHasher:
    """The hash of any stretch of the codes, in one step however long it is."""

    sums: Hashes

    @classmethod
    def over(cls, codes: Codes) -> SpanHasher:
        powers, _ = _powers(len(codes) + 1)
        sums = np.zeros(len(codes) + 1, dtype=np.uint64)
        np.cumsum((codes.astype(np.uint64) + np.uint64(1)) * powers[: len(codes)], out=sums[1:])
        return cls(sums)

    def hashes(self, starts: Positions, ends: Positions) -> Hashes:
        _, inverses = _powers(len(self.sums))
        found: Hashes = ((self.sums[ends] - self.sums[starts]) * inverses[starts]) ^ _WORD_SALT
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """The runs of Latin letters in the codes."""

    starts: Positions
    ends: Positions

    @classmethod
    def of(cls, codes: Codes, text_starts: Positions) -> Words:
        """A run ends where its text ends, even if the next text goes on with a letter."""
        letter = ((codes >= 0x61) & (codes <= 0x7A)) | ((codes >= 0xC0) & (codes < 0x250)) | (codes == 0x27)
        border = np.zeros(len(codes) + 1, dtype=np.bool_)
        border[text_starts] = True
        before = np.concatenate(([False], letter[:-1]))[: len(codes)]
        after = np.concatenate((letter[1:], [False]))[: len(codes)]
        first = letter & (~before | border[:-1])
        last = letter & (~after | border[1:])
        return cls(np.flatnonzero(first), np.flatnonzero(last) + 1)
