"""Finds the phrases of all languages in many texts at once, however many phrases there are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.understanding.folding import Codes, codes_of, fold
from amends.understanding.languages.en.phrases import PHRASES as EN
from amends.understanding.languages.zh_hans.phrases import PHRASES as ZH_HANS
from amends.understanding.languages.zh_hant.phrases import PHRASES as ZH_HANT
from amends.understanding.ngrams import Hashes, Positions, SpanHasher, Words, rolling
from amends.understanding.who import neutral_text

_LATIN: Final = re.compile(r"[a-zà-ɏ' ]+")
_FILTER_BITS: Final = 16


@dataclass(frozen=True, slots=True)
class Hits:
    """Phrases found: where each starts and ends, and which phrase it is; in order of their start."""

    starts: Positions
    ends: Positions
    phrases: Positions


@dataclass(frozen=True, slots=True)
class _Lookup:
    """A set of hashes, each with its phrase; a bit map turns most misses away before the search."""

    keys: Hashes
    phrases: Positions
    present: NDArray[np.bool_]

    @classmethod
    def of(cls, hashes: Hashes, phrases: list[int]) -> _Lookup:
        order = np.argsort(hashes)
        present = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
        present[cls._slots(hashes)] = True
        return cls(hashes[order], np.array(phrases, dtype=np.int64)[order], present)

    @staticmethod
    def _slots(hashes: Hashes) -> Positions:
        return (hashes >> np.uint64(64 - _FILTER_BITS)).astype(np.int64)

    def search(self, hashes: Hashes) -> tuple[Positions, Positions]:
        """The indexes of `hashes` that are known, and the phrase of each."""
        likely = np.flatnonzero(self.present[self._slots(hashes)])
        at = np.minimum(np.searchsorted(self.keys, hashes[likely]), len(self.keys) - 1)
        sure = self.keys[at] == hashes[likely]
        return likely[sure], self.phrases[at[sure]]


class Phrasebook:
    """Every phrase of every language, with the groups each belongs to."""

    def __init__(self, languages: tuple[tuple[dict[str, str], str | None], ...]) -> None:
        members: dict[str, set[str]] = {}
        for groups, separator in languages:
            for group, words in groups.items():
                # Folded together, for speed; no phrase holds a line end.
                for word in neutral_text(fold("\n".join(map(str.strip, words.split(separator))))).split("\n"):
                    members.setdefault(word, set()).add(group)
        members.pop("", None)
        self.phrases: tuple[str, ...] = tuple(sorted(members))
        self.groups: tuple[str, ...] = tuple(sorted(set().union(*members.values())))
        index = {group: i for i, group in enumerate(self.groups)}
        self.groups_of: tuple[tuple[int, ...], ...] = tuple(
            tuple(sorted(index[group] for group in members[phrase])) for phrase in self.phrases
        )
        self.names_of: tuple[tuple[str, ...], ...] = tuple(
            tuple(self.groups[i] for i in groups) for groups in self.groups_of
        )
        self.tells: tuple[bool, ...] = tuple(map(_tells, self.phrases))
        self.membership: NDArray[np.float32] = np.zeros((len(self.phrases), len(self.groups)), np.float32)
        for phrase, groups_of in enumerate(self.groups_of):
            self.membership[phrase, list(groups_of)] = 1
        self._index()

    def _index(self) -> None:
        by_length: dict[int, list[int]] = {}
        by_words: dict[int, list[int]] = {}
        for phrase, text in enumerate(self.phrases):
            if _LATIN.fullmatch(text):
                by_words.setdefault(text.count(" ") + 1, []).append(phrase)
            else:
                by_length.setdefault(len(text), []).append(phrase)
        self._by_length = {
            length: _Lookup.of(self._rolled(phrases, length), phrases)
            for length, phrases in sorted(by_length.items())
        }
        self._by_words = {
            count: _Lookup.of(self._spanned(phrases), phrases) for count, phrases in sorted(by_words.items())
        }

    def _rolled(self, phrases: list[int], length: int) -> Hashes:
        """The hashes of phrases of one length, laid end to end."""
        return rolling(codes_of("".join(self.phrases[phrase] for phrase in phrases)), length)[-1][::length]

    def _spanned(self, phrases: list[int]) -> Hashes:
        ends = np.cumsum([len(self.phrases[phrase]) for phrase in phrases])
        codes = codes_of("".join(self.phrases[phrase] for phrase in phrases))
        return SpanHasher.over(codes).hashes(np.concatenate(([0], ends[:-1])), ends)

    def find(self, codes: Codes, text_ends: Positions, words: Words, hasher: SpanHasher) -> Hits:
        """All phrases in `codes`; `text_ends` gives for each position the end of its text; a phrase inside a longer one does not count."""
        found: list[tuple[Positions, Positions, Positions]] = []
        hashes = rolling(codes, max(self._by_length))
        for length, lookup in self._by_length.items():
            at, phrases = lookup.search(hashes[length - 1])
            found.append((at, at + length, phrases))
        for count, lookup in self._by_words.items():
            if len(words.starts) < count:
                continue
            starts, ends = words.starts[: len(words.starts) - count + 1], words.ends[count - 1 :]
            at, phrases = lookup.search(hasher.hashes(starts, ends))
            found.append((starts[at], ends[at], phrases))
        starts, ends, phrases = (np.concatenate(part) for part in zip(*found, strict=True))
        inside = ends <= text_ends[starts]
        return _longest(starts[inside], ends[inside], phrases[inside])


def _tells(phrase: str) -> bool:
    """One character of Chinese, or two letters, is too little to underline; an emoji is enough."""
    return len(phrase) >= 3 or phrase[0] >= "\U0001f000" or (len(phrase) == 2 and phrase[0] >= "\u2e80")


def _longest(starts: Positions, ends: Positions, phrases: Positions) -> Hits:
    order = np.lexsort((-ends, starts))
    starts, ends, phrases = starts[order], ends[order], phrases[order]
    if len(starts) > 1:
        reach = np.maximum.accumulate(ends)
        outer = np.concatenate(([True], ends[1:] > reach[:-1]))
        starts, ends, phrases = starts[outer], ends[outer], phrases[outer]
    return Hits(starts, ends, phrases)


@cache
def phrasebook() -> Phrasebook:
    """The one phrase book of the process."""
    return Phrasebook(((ZH_HANS, None), (ZH_HANT, None), (EN, ";")))
