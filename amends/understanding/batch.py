"""Prepares many texts together: folded, hashed into n-grams, phrases found; one pass whatever their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amends.understanding import folding, ngrams, who
from amends.understanding.ngrams import ORDERS, Positions, SpanHasher, Words
from amends.understanding.nouns import nouns
from amends.understanding.phrases import Hits, phrasebook


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything a linear model may weigh: where each term starts and ends, and the bucket of its hash."""

    starts: Positions
    ends: Positions
    buckets: Positions


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts laid end to end; positions count from the start of the first text."""

    texts: tuple[str, ...]
    plain: str
    starts: Positions
    terms: Terms
    hits: Hits
    nouns: Hits
    makeup: list[list[int]]
    """For each text how many characters of each script it has, by folding.SCRIPTS."""

    @property
    def ends(self) -> Positions:
        return self.starts[1:]

    def text_of(self, positions: Positions) -> Positions:
        """Which text each position belongs to."""
        found: Positions = np.searchsorted(self.starts, positions, side="right") - 1
        return found

    @classmethod
    def of(cls, texts: Sequence[str]) -> Batch:
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(lengths)))
        codes = folding.codes_of("".join(texts))
        plain = folding.plain(codes)
        neutral = who.neutral(plain)
        symbols = folding.features(neutral)
        text_ends = np.repeat(starts[1:], lengths)
        words = Words.of(plain, starts)
        hasher = SpanHasher.over(neutral)
        terms = _terms(symbols, np.repeat(folding.last_words(symbols, starts), lengths), words, hasher)
        hits = phrasebook().find(neutral, text_ends, words, hasher)
        named = nouns().find(neutral, text_ends, words, hasher)
        return cls(tuple(texts), folding.text_of(plain), starts, terms, hits, named, _makeup(codes, lengths))


def _makeup(codes: folding.Codes, lengths: Positions) -> list[list[int]]:
    count = len(folding.SCRIPTS)
    texts = np.repeat(np.arange(len(lengths)), lengths)
    found = np.bincount(texts * count + folding.scripts(codes), minlength=len(lengths) * count)
    counts: list[list[int]] = found.reshape(len(lengths), count).tolist()
    return counts


def _terms(symbols: folding.Codes, text_ends: Positions, words: Words, hasher: SpanHasher) -> Terms:
    where = np.arange(len(symbols), dtype=np.int64)
    starts: list[Positions] = []
    ends: list[Positions] = []
    hashes: list[NDArray[np.uint64]] = []
    for order, hashed in zip(ORDERS, ngrams.rolling(symbols, ORDERS[-1]), strict=True):
        at = where[: len(hashed)]
        inside = at + order <= text_ends[: len(hashed)]
        starts.append(at[inside])
        ends.append(at[inside] + order)
        hashes.append(hashed[inside])
    for count in (1, 2):
        if len(words.starts) < count:
            continue
        first, last = words.starts[: len(words.starts) - count + 1], words.ends[count - 1 :]
        inside = (last <= text_ends[first]) & (last - first <= 40)
        starts.append(first[inside])
        ends.append(last[inside])
        hashes.append(hasher.hashes(first[inside], last[inside]))
    return Terms(np.concatenate(starts), np.concatenate(ends), ngrams.buckets(np.concatenate(hashes)))
