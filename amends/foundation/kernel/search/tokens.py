"""Cuts folded text into the small pieces that the index of either database looks up.

Every position of a run of characters gives one piece: two characters long in scripts written without blanks, three in
alphabets and digits, shorter at the end of a run. So any part of a word or of an order number is found, a single
character through the pieces that begin with it, and no dictionary decides what a word is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from amends.foundation.kernel.search.fold import fold

QUERY_CHARACTERS = 200
QUERY_WORDS = 12
DOCUMENT_CHARACTERS = 400_000
# tsvector holds one megabyte; a text with more different pieces than this is machine noise, see `Pieces.always`.
DOCUMENT_PIECES = 60_000
# Stands in the index for a document with too many pieces. It is punctuation, so no text and no query makes it.
ALWAYS = "＊"

_NOTHING, _WIDE, _NARROW = 0, 2, 3


@lru_cache(maxsize=65_536)
def _width(character: str) -> int:
    """How long the pieces are that begin with this character; 0 for blanks and punctuation, which end a run."""
    if character.isspace() or unicodedata.category(character)[0] in "PZC":
        return _NOTHING
    if character.isalnum() and ord(character) < 0x0590:
        return _NARROW
    return _WIDE


def _runs(text: str) -> Iterator[tuple[int, str]]:
    for width, characters in groupby(text, key=_width):
        if width:
            yield width, "".join(characters)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a document; `always` when it has too many to index and every search must look at its text."""

    tokens: tuple[str, ...]
    always: bool = False


def of_document(folded: str) -> Pieces:
    tokens: dict[str, None] = {}
    for width, run in _runs(folded):
        for start in range(len(run)):
            tokens[run[start : start + width]] = None
        if len(tokens) > DOCUMENT_PIECES:
            return Pieces((), always=True)
    return Pieces(tuple(tokens))


@dataclass(frozen=True, slots=True)
class Query:
    """What a person looks for: every word must be there; `whole` and `beginnings` are the pieces its words need."""

    words: tuple[str, ...]
    whole: tuple[str, ...]
    beginnings: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.words

    @property
    def is_indexable(self) -> bool:
        """Whether the index can help; a search for punctuation alone reads the texts."""
        return bool(self.whole or self.beginnings)


@lru_cache(maxsize=1024)
def of_query(text: str) -> Query:
    """The folded words of a query, separated by blanks, all of which must be found; longer input is cut."""
    words = tuple(dict.fromkeys(fold(text[: QUERY_CHARACTERS * 4])[:QUERY_CHARACTERS].split()))[:QUERY_WORDS]
    whole: dict[str, None] = {}
    beginnings: dict[str, None] = {}
    for word in words:
        for width, run in _runs(word):
            if len(run) < width:
                beginnings[run] = None
            for start in range(len(run) - width + 1):
                whole[run[start : start + width]] = None
    return Query(words, tuple(whole), tuple(beginnings))
