"""Reads a reply as a whole: each sentence beside the complaint, the sentences beside one another, and of each fault how surely it is there.

The weights are the lowest layers of a public model (multilingual-e5-small), taught replies with their faults; nothing but numpy works them out here.
What was read of a sentence is kept, so that while somebody types only the sentence that changes is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from amends.practice.replies.check.context import CheckContext
from amends.practice.replies.check.features import LEARNED
from amends.practice.replies.check.finding import CODES
from amends.practice.replies.check.layers import (
    Heard,
    Numbers,
    Weights,
    Words,
    bent,
    heard,
    rows,
    split,
    tables_in,
    weights_of,
)
from amends.practice.replies.check.pieces import pieces
from amends.practice.replies.check.reading import (
    BEGIN,
    END,
    FIRST_PIECE,
    LETTERS_A_PIECE,
    LONGEST_COMPLAINT,
    LONGEST_SENTENCE,
    MOST_SENTENCES,
    SENTENCE_AT,
    numbers_of,
    pieces_in,
)
from amends.practice.replies.check.text import Span, Text

READER = LEARNED / "reader.npz"
# A sentence that was read takes two kilobytes, a long complaint 1.2 megabytes.
KEPT_SENTENCES, KEPT_COMPLAINTS = 512, 16
# A sentence whose surest piece has a code less likely than this (a logarithm of odds) cannot be pointed at for it.
SHOWN = -2.0
TINY_ABOVE = 1e-5


@cache
def weights() -> Weights:
    """Those that ship."""
    found = tables_in(READER)
    return weights_of(found, Words(found["words|blocks"], found["words|scale"]))


@dataclass(frozen=True)
class Sentence:
    """A sentence that was read. Of each code: how hard it is looked at (the hardest piece, and the sum beside it), what is found there, and the surest piece."""

    hardest: Numbers
    total: Numbers
    found: Numbers
    surest: Numbers
    middle: Numbers
    pieces: int


@dataclass(frozen=True)
class Complaint:
    """A complaint that was read: for each layer what sentences hear of it, its middle, and the sentences that were read beside it."""

    heard: tuple[Heard, ...]
    middle: Numbers
    sentences: dict[str, Sentence] = field(default_factory=dict)


class Whole(NamedTuple):
    """What was read of a reply: for each code a logarithm of odds, and the sentence in which it was seen most surely, where it was seen in any."""

    odds: Mapping[str, float]
    places: Mapping[str, Span]


NOTHING = Whole({}, {})


def read_whole(text: Text, context: CheckContext) -> Whole:
    """Reads a reply to a complaint, which may be empty; nothing is known of a reply without words."""
    before = read_complaint(text.complaint[: LONGEST_COMPLAINT * LETTERS_A_PIECE])
    spans = text.sentences[:MOST_SENTENCES]
    found = _sentences(before, [text.reply[one.start : one.end] for one in spans])
    read = {at: one for at, one in enumerate(found) if one is not None}
    if not read:
        return NOTHING
    told = [*read.values()]
    surest = np.stack([one.surest for one in told])
    numbers = numbers_of(context, sum(one.pieces for one in told))
    odds = _pooled(told) + weights().tables["surest"] * surest.max(axis=0)
    odds += _above([before.middle, *(one.middle for one in told)], [0, *(at + 1 for at in read)])
    odds += weights().of("case", np.array(numbers, np.float32))
    at = [*read]
    places = {
        code: spans[at[int(sure.argmax())]]
        for code, sure in zip(CODES, surest.T, strict=True)
        if sure.max() > SHOWN
    }
    return Whole(dict(zip(CODES, map(float, odds), strict=True)), places)


def _pooled(told: Sequence[Sentence]) -> Numbers:
    """What each code finds where it looks, over all sentences."""
    hardest = np.stack([one.hardest for one in told])
    share = np.exp(hardest - hardest.max(axis=0))
    found = (share * [one.found for one in told]).sum(axis=0)
    return np.asarray(found / (share * [one.total for one in told]).sum(axis=0), np.float32)


@lru_cache(KEPT_COMPLAINTS)
def read_complaint(text: str) -> Complaint:
    """What sentences hear of a complaint; worked out once while it is spoken of."""
    known = weights()
    x = known.entered([BEGIN, *_pieces(text, LONGEST_COMPLAINT), END], 0, 0)
    told = []
    for at in range(known.layers):
        x, let = known.layer(at, x, [len(x)])
        told.append(let)
    return Complaint(tuple(told), x.mean(axis=0))


def _pieces(text: str, most: int) -> list[int]:
    return [piece + FIRST_PIECE for piece in pieces_in(text, pieces().cut, most)]


def _sentences(complaint: Complaint, texts: Sequence[str]) -> list[Sentence | None]:
    """Each as it was read; those that nobody has read before are read together. None is what holds no known piece."""
    told = {text: one for text in texts if (one := complaint.sentences.get(text))}
    cut = {text: _pieces(text, LONGEST_SENTENCE) for text in texts if text not in told}
    new = {text: row for text, row in cut.items() if row}
    told |= zip(new, _read(complaint, [*new.values()]), strict=True)
    if len(complaint.sentences) > KEPT_SENTENCES:
        complaint.sentences.clear()
    complaint.sentences.update(told)
    return [told.get(text) for text in texts]


def _read(complaint: Complaint, cut: Sequence[Sequence[int]]) -> Iterable[Sentence]:
    """Reads sentences, each as a row of pieces, side by side: none sees another."""
    if not cut:
        return
    known = weights()
    x = np.concatenate([known.entered(row, SENTENCE_AT, 1) for row in cut])
    lengths = [len(row) for row in cut]
    for at, before in enumerate(complaint.heard):
        x, _ = known.layer(at, x, lengths, before)
    looks, held, said = (known.of(name, x) for name in ("look", "held", "piece"))
    for one in rows(lengths):
        hardest = looks[one].max(axis=0)
        share = np.exp(looks[one] - hardest)
        yield Sentence(
            hardest,
            share.sum(axis=0),
            (share * held[one]).sum(axis=0),
            said[one].max(axis=0),
            x[one].mean(axis=0),
            len(looks[one]),
        )


def _above(middles: Sequence[Numbers], positions: Sequence[int]) -> Numbers:
    """What the sentences say beside one another and beside the complaint, which stands at position nought."""
    known = weights()
    x = np.stack(middles) + known.tables["above.places"][positions]
    low = known.normal("above.before", x, TINY_ABOVE)
    told = heard(*(split(known.of(f"above.{one}", low)) for one in ("ask", "key", "value")))
    x = x + known.of("above.out", told)
    wide = bent(known.of("above.wide", known.normal("above.between", x, TINY_ABOVE)))
    x = known.normal("above.after", x + known.of("above.back", wide), TINY_ABOVE)
    looks = known.of("above.look", x)
    share = np.exp(looks - looks.max(axis=0))
    return np.asarray((share * known.of("above.held", x)).sum(axis=0) / share.sum(axis=0), np.float32)
