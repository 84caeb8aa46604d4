"""Reads a complaint as a whole, says of each clause what people would say of it, and shows where the whole lies among complaints of other matters.

The weights are those of a public model (multilingual-e5-small), taught complaints in which people marked every clause. A piece of a word is known by a hash
of its letters; nothing but numpy works it out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np

from amends.practice.replies.check import reader as replies
from amends.practice.replies.check.layers import Numbers, Weights, rows, tables_in, weights_of
from amends.practice.replies.check.pieces import Cutter, pieces
from amends.practice.replies.check.reading import BEGIN, END, FIRST_PIECE, pieces_in

READER: Final = Path(__file__).parent / "learned" / "reader.npz"
HASHES: Final = 1 << 17
LONGEST_CLAUSE, LONGEST_WINDOW = 96, 480
KEPT_COMPLAINTS, KEPT_IN_PARTS = 64, 8
SHARED: Final = 8
"""So many layers serve those who name the matter (`naming.py`) as well; above them each goes its own way."""
PLACE: Final = 2 * 384
"""Numbers of a complaint's place: the middle of what tells the grievance, then that of all."""
# How much a clause counts for what the whole is about, by what people would say of it: harmful, nothing, a further grievance, the core.
NOTHING_TOLD = 0.05
TELLS = np.array([NOTHING_TOLD, NOTHING_TOLD, 0.5, 1.0], np.float32)
Window = list[tuple[int, list[int]]]
"""Clauses that are read beside one another: the number of each and its pieces."""


class Read(NamedTuple):
    """Log-odds of what people would say of each clause, a row each; how likely its surest clause tells a grievance; its place in the model's space."""

    marks: Numbers
    tells: float
    place: Numbers


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
def read(clauses: tuple[str, ...]) -> Read:
    """One complaint, its clauses in order; nought where no piece is known. A complaint of many pages lies in the middle of its parts."""
    known, same = weights()
    marks = np.zeros((len(clauses), len(known.tables["says.bias"])), np.float32)
    parts: list[Read] = []
    for window in windows_of(clauses, pieces().cut, same):
        at = [number for number, row in window if row]
        if at:
            parts.append(_read([row for _, row in window if row]))
            marks[at] = parts[-1].marks
    if not parts:
        return Read(marks, 0.0, np.zeros(PLACE, np.float32))
    return Read(marks, max(one.tells for one in parts), np.mean([one.place for one in parts], axis=0))


def beginning(clauses: Sequence[str]) -> tuple[int, ...]:
    """The pieces of as much of a complaint as is read at once; empty where none is known."""
    window = next(windows_of(clauses, pieces().cut, weights()[1]), [])
    return _begun_and_ended([row for _, row in window if row])


def _begun_and_ended(clauses: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return (BEGIN, *(piece for row in clauses for piece in row), END) if clauses else ()


@lru_cache(KEPT_IN_PARTS)
def shared(ids: tuple[int, ...]) -> Numbers:
    """What the lower layers make of pieces, a row each."""
    known, _ = weights()
    x = known.entered([*ids], 0, 0)
    for layer in range(SHARED):
        x, _ = known.layer(layer, x, [len(ids)])
    return x


def _read(clauses: Sequence[Sequence[int]]) -> Read:
    known, _ = weights()
    x = shared(_begun_and_ended(clauses))
    for layer in range(SHARED, known.layers):
        x, _ = known.layer(layer, x, [len(x)])
    whole = x.mean(axis=0)
    middles = np.stack([x[1:-1][one].mean(axis=0) for one in rows(map(len, clauses))])
    told = np.concatenate([middles, np.broadcast_to(whole, middles.shape)], axis=1)
    marks = known.of("says", told)
    likely = np.exp(marks - marks.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    weight = likely @ TELLS
    tells = float((likely @ (TELLS > NOTHING_TOLD)).max())
    return Read(marks, tells, np.concatenate([weight @ middles / weight.sum(), whole]))
