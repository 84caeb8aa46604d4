"""Reads a complaint as a whole, and says of each clause what people would say of it.

The weights are those of a public model (multilingual-e5-small), taught complaints in which people marked every clause. A piece of a word is known by a hash
of its letters; nothing but numpy works it out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np

from amends.practice.replies.check import reader as replies
from amends.practice.replies.check.layers import Numbers, Weights, rows, tables_in, weights_of
from amends.practice.replies.check.pieces import Cutter, pieces
from amends.practice.replies.check.reading import BEGIN, END, FIRST_PIECE, pieces_in

READER: Final = Path(__file__).parent / "learned" / "reader.npz"
HASHES: Final = 1 << 17
LONGEST_CLAUSE, LONGEST_WINDOW = 96, 480
KEPT_COMPLAINTS = 64
Window = list[tuple[int, list[int]]]
"""Clauses that are read beside one another: the number of each and its pieces."""


@cache
def weights() -> tuple[Weights, list[int]]:
    """Those that ship, and for each piece the one that stands for all of its hash."""
    found = tables_in(READER)
    same = found.pop("same").astype(int).tolist()
    return weights_of(found, replies.weights().words, stays_packed="layers."), same


def hashed(names: Sequence[str], likely: Sequence[float]) -> list[int]:
    """For each piece the place of the likeliest one that has the same hash."""
    first: dict[int, int] = {}
    for at in sorted(range(len(names)), key=lambda at: -likely[at]):
        first.setdefault(_hash(names[at]), at)
    return [first[_hash(name)] for name in names]


def _hash(name: str) -> int:
    return crc32(name.encode()) % HASHES


def windows_of(clauses: Sequence[str], cutter: Cutter, same: Sequence[int]) -> Iterator[Window]:
    """The clauses of a complaint, as many at once as the model takes in."""
    window: Window = []
    length = 0
    for at, clause in enumerate(clauses):
        row = [same[piece] + FIRST_PIECE for piece in pieces_in(clause, cutter, LONGEST_CLAUSE)]
        if window and length + len(row) > LONGEST_WINDOW:
            yield window
            window, length = [], 0
        window.append((at, row))
        length += len(row)
    if window:
        yield window


@lru_cache(KEPT_COMPLAINTS)
def read(clauses: tuple[str, ...]) -> Numbers:
    """For each clause of one complaint, in order, the log-odds of what people would say of it; nought where no piece is known."""
    known, same = weights()
    said = np.zeros((len(clauses), len(known.tables["says.bias"])), np.float32)
    for window in windows_of(clauses, pieces().cut, same):
        at = [place for place, row in window if row]
        if at:
            said[at] = _read([row for _, row in window if row])
    return said


def _read(clauses: Sequence[Sequence[int]]) -> Numbers:
    known, _ = weights()
    ids = [BEGIN, *(piece for row in clauses for piece in row), END]
    x = known.entered(ids, 0, 0)
    for layer in range(known.layers):
        x, _ = known.layer(layer, x, [len(ids)])
    whole = x.mean(axis=0)
    middles = np.stack([x[1:-1][one].mean(axis=0) for one in rows(map(len, clauses))])
    return known.of("says", np.concatenate([middles, np.broadcast_to(whole, middles.shape)], axis=1))
