"""The part of a text that shows why it was found."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from amends.foundation.kernel.search.fold import fold
from amends.foundation.kernel.search.tokens import of_query

WINDOW = 80
LEAD = 20
# A page shows the beginning of a message anyway; looking further would cost more than it helps.
SEARCHED_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the original text; `marks` are the found places as (start, end) inside `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text cut at its marks, each part with whether it was found; ready for a template loop."""
        parts: list[tuple[str, bool]] = []
        done = 0
        for start, end in self.marks:
            if start > done:
                parts.append((self.text[done:start], False))
            parts.append((self.text[start:end], True))
            done = end
        if done < len(self.text):
            parts.append((self.text[done:], False))
        return parts


def _folded_with_origin(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where its original begins (with one more for the end)."""
    pieces: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        cluster = text[start:end]
        piece = " " if cluster.isspace() else fold(cluster)
        if piece != " " or not pieces or pieces[-1] != " ":
            pieces.append(piece)
            origin.extend([start] * len(piece))
        start = end
    origin.append(len(text))
    return "".join(pieces), origin


def _marks(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    folded, origin = _folded_with_origin(text)
    found: list[tuple[int, int]] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            last = origin[at + len(word) - 1]
            after = at + len(word)
            while origin[after] == last and after < len(origin) - 1:
                after += 1
            found.append((origin[at], origin[after]))
            at = folded.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def snippet(text: str, query: str, *, window: int = WINDOW) -> Snippet:
    """Some `window` characters of `text` around the first place found, or its beginning when nothing is."""
    text = text[:SEARCHED_CHARACTERS]
    marks = _marks(text, of_query(query).words)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - LEAD, len(text) - window))
    end = min(len(text), start + window)
    inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before)
    return Snippet(before + text[start:end] + after, tuple((a + shift, b + shift) for a, b in inside))
