"""What is asked for in the course of a conversation: a demand that appears, is dropped, or becomes another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from amends.understanding.batch import Batch
from amends.understanding.conversation.signs import Signs
from amends.understanding.conversation.talk import finder, knows
from amends.understanding.conversation.values import Change
from amends.understanding.labels import DEMANDS
from amends.understanding.page import Page
from amends.understanding.pages import pages_of
from amends.understanding.steps.risks import denied

# Every message that asks after a matter asks for it to be dealt with, and for an answer: that is no change.
_IN_EVERY_QUESTION: Final = frozenset({"action", "explanation"})
_OF_MONEY: Final = ("refund", "compensation")
_DENIES: Final = ("不", "唔", "no ", "no more ")
_OVER: Final = re.compile(r"[了啦喇]$|\bneeded\b|\bnecessary\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """One message: what it was read to ask for, what it asks for in so many words, names at all, and takes back."""

    read: frozenset[str]
    plainly: frozenset[str]
    named: frozenset[str]
    taken_back: frozenset[str]


def asked_in(texts: Sequence[str], signs: Sequence[Signs], read: Sequence[Iterable[str]]) -> list[Asked]:
    """For each text what it asks for; `read` gives the demands of its reading."""
    pages = pages_of(Batch.of(texts), [None] * len(texts)) if texts else []
    return [
        _asked(page, sign, frozenset(labels)) for page, sign, labels in zip(pages, signs, read, strict=True)
    ]


def _asked(page: Page, sign: Signs, read: frozenset[str]) -> Asked:
    wanted, taken_back, named = set[str](), set[str](), set[str]()
    hits = sorted((hit.start, label) for label in DEMANDS for hit in page.hits_of(f"demands:{label}"))
    for start, end in page.clauses:
        here = hits[bisect_left(hits, (start, "")) : bisect_left(hits, (end, ""))]
        here.extend(_named_in(page.plain, start, end))
        if not here:
            continue
        clause = _Clause.of(page.plain, start, end)
        for at, label in here:
            named.add(label)
            if clause.takes_back(at):
                taken_back.add(label)
            elif clause.asks_for(at):
                wanted.add(label)
    said = {
        label
        for label in read
        if any(not denied(page, hit.start) for hit in page.hits_of(f"demands:{label}"))
    }
    # Whoever takes up an offer asks for nothing new.
    plainly = set[str]() if sign.accepts else (wanted | said) - taken_back - _IN_EVERY_QUESTION
    return Asked(
        read - taken_back, frozenset(plainly), frozenset(named) | read, frozenset(taken_back - wanted)
    )


def _named_in(plain: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Each demand named in a clause in the words of a conversation; money that is named may be either of two."""
    found: set[str] = set()
    for label in DEMANDS:
        if knows(f"wants:{label}"):
            for place in finder(f"wants:{label}").finditer(plain, start, end):
                found.add(label)
                yield place.start(), label
    if not found.intersection(_OF_MONEY):
        for place in finder("money").finditer(plain, start, end):
            yield from ((place.start(), label) for label in _OF_MONEY)


class _Clause(NamedTuple):
    """One clause: where it takes something back or asks (不要 is no 要), in order, and whether it only reports."""

    plain: str
    places: list[int]
    kinds: list[str]
    over: bool
    reports: bool

    @classmethod
    def of(cls, plain: str, start: int, end: int) -> _Clause:
        back = {found.start(): found.end() for found in finder("withdrawn").finditer(plain, start, end)}
        covered = {at for first, last in back.items() for at in range(first, last)}
        asks = [found.start() for found in finder("asks").finditer(plain, start, end)]
        cues = sorted([(at, "withdrawn") for at in back] + [(at, "asks") for at in asks if at not in covered])
        return cls(
            plain,
            [at for at, _kind in cues],
            [kind for _at, kind in cues],
            over=_OVER.search(plain[start:end]) is not None,
            reports=any(finder(group).search(plain, start, end) for group in ("unsettled", "waiting")),
        )

    def takes_back(self, at: int) -> bool:
        """The last words before a demand decide, or else the first after it: 钱我不要了, no refund needed, 不换了."""
        if self.over and self.plain[max(0, at - 8) : at].endswith(_DENIES):
            return True
        before = bisect_left(self.places, at)
        return bool(self.kinds) and self.kinds[max(0, before - 1)] == "withdrawn"

    def asks_for(self, at: int) -> bool:
        """Money alone is no demand, and what has not come yet was asked for before."""
        return bool(self.kinds) and not self.reports and finder("money").match(self.plain, at) is None


def offered_in(texts: Sequence[str]) -> list[frozenset[str]]:
    """For each text of ours what it offers; that we are sorry and explain is no offer."""
    named = asked_in(texts, [Signs("plain")] * len(texts), [()] * len(texts))
    return [one.named - {"apology"} for one in named]


def changes_of(
    keys: Sequence[int], asked: Sequence[Asked], offered: Sequence[Collection[str]]
) -> tuple[list[Change], tuple[str, ...]]:
    """The changes in their order, and what is asked for in the end.

    `offered` names for each message what ours before it had offered: to take it up is no new demand.
    """
    if not asked:
        return [], ()
    standing, known = set(asked[0].read | asked[0].plainly), set(asked[0].named)
    changes: list[Change] = []
    for key, now, offer in zip(keys[1:], asked[1:], offered[1:], strict=True):
        dropped = [label for label in DEMANDS if label in now.taken_back & (standing | known)]
        new = [label for label in DEMANDS if label in now.plainly - standing - known.union(offer)]
        standing, known = (standing | set(new)) - set(dropped), (known | set(new)) - set(dropped)
        changes += _paired(key, dropped, new)
    return changes, tuple(label for label in DEMANDS if label in standing)


def _paired(key: int, dropped: Sequence[str], new: Sequence[str]) -> list[Change]:
    """One dropped and one new in the same message is one changed into the other."""
    if dropped and len(new) == 1:
        first, *rest = dropped
        changed = Change(key, "changed", new[0], before=first)
        return [changed, *(Change(key, "dropped", one) for one in rest)]
    return [Change(key, "dropped", one) for one in dropped] + [Change(key, "appeared", one) for one in new]
