"""The runs of clauses of a judged reply as examples: inside the words of a fault they have it, far from them they have not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from amends.practice.replies.check.features import folded
from amends.practice.replies.check.sense import LONGEST, clauses_of, features_of
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.sentences import SENSES
from amends.practice.replies.check.words import language_of

# What a reply was not judged for, word by word.
UNMARKED = frozenset({"gift", "apology", "empathy", "promise"})
INSIDE, WHOLE = 0.8, 0.5


@dataclass(frozen=True)
class Window:
    features: list[int]
    senses: frozenset[str]
    about: frozenset[str]
    start: int
    end: int


@cache
def windows_of(reply: Judged) -> list[Window]:
    script = "en" if language_of(reply.text) == "en" else "zh"
    found = []
    for span in Text(reply.text).sentences:
        low = folded(reply.text[span.start : span.end])
        parts = list(clauses_of(low, script))
        for first in range(len(parts)):
            for last in range(first, min(first + LONGEST, len(parts))):
                clauses = [low[start:end] for start, end in parts[first : last + 1]]
                start, end = span.start + parts[first][0], span.start + parts[last][1]
                senses, unsure = _senses(reply, start, end)
                about = frozenset(SENSES) - UNMARKED - unsure
                found.append(Window(features_of(clauses, script), senses, about, start, end))
    return found


def _senses(reply: Judged, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """What a run has, and of what nobody can say: it holds only a part of the words, or more than them."""
    has, unsure = set[str](), set(reply.missing)
    for code, from_, to in reply.spans:
        shared = min(end, to) - max(start, from_)
        if code in SENSES and shared > 0:
            clear = shared >= INSIDE * (end - start) and shared >= WHOLE * (to - from_)
            (has if clear else unsure).add(code)
    return frozenset(has), frozenset(unsure - has)
