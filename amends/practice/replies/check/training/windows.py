"""The runs of clauses of a judged reply as examples: inside the words of a fault they have it, far from them they have not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from amends.practice.replies.check.features import folded
from amends.practice.replies.check.sense import clauses_of, features_of, runs_of
from amends.practice.replies.check.senses import PARTS
from amends.practice.replies.check.text import Text
from amends.practice.replies.check.training.judged import Judged
from amends.practice.replies.check.training.sentences import SENSES
from amends.practice.replies.check.words import language_of

# What a reply was not judged for, word by word.
UNMARKED = frozenset({"gift", "apology", "empathy", "promise"})
# A gift before its time is a gift; what else is given at the right time, or to buy silence, is marked as none or as something else.
GIFT_MARK = "gift_too_early"
INSIDE, WHOLE = 0.8, 0.5
MARKED = frozenset(SENSES) - frozenset(PARTS)


@dataclass(frozen=True)
class Window:
    features: list[int]
    senses: frozenset[str]
    about: frozenset[str]
    start: int
    end: int
    clauses: tuple[str, ...]
    sentence: str


@cache
def windows_of(reply: Judged) -> list[Window]:
    script = "en" if language_of(reply.text) == "en" else "zh"
    found = []
    for span in Text(reply.text).sentences:
        low = folded(reply.text[span.start : span.end])
        parts = list(clauses_of(low, script))
        for first, last in runs_of(len(parts)):
            clauses = tuple(low[start:end] for start, end in parts[first : last + 1])
            start, end = span.start + parts[first][0], span.start + parts[last][1]
            senses, unsure = _senses(reply, start, end)
            about = MARKED - (UNMARKED - _told_of_gifts(reply)) - unsure
            found.append(Window(features_of(clauses, script), senses, about, start, end, clauses, low))
    return found


def _senses(reply: Judged, start: int, end: int) -> tuple[frozenset[str], frozenset[str]]:
    """What a run has, and of what nobody can say: it holds only a part of the words, or more than them."""
    has, unsure = set[str](), set(reply.missing)
    for mark, from_, to in reply.spans:
        code = "gift" if mark == GIFT_MARK else mark
        shared = min(end, to) - max(start, from_)
        if code in MARKED and shared > 0:
            clear = shared >= INSIDE * (end - start) and shared >= WHOLE * (to - from_)
            (has if clear else unsure).add(code)
    return frozenset(has), frozenset(unsure - has)


def _told_of_gifts(reply: Judged) -> frozenset[str]:
    """Whether every gift of a reply would be marked: where the thing is not put right, each is too early."""
    is_marked = GIFT_MARK in reply.codes or reply.context.get("fixed") is False
    return frozenset({"gift"} if is_marked and "looks_like_bribe" not in reply.codes else ())
