"""Letters of several pages: a handful of grievances out of them, each with its page, its paragraph and its telling sentence.

Sentences that complain more than ordinary writing does are gathered; what comes back in much the same words is one
grievance, told first where it stands first. Time grows in step with the length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import log, sqrt
from typing import Final, NamedTuple

import numpy as np

from amends.understanding.contributions import Contributions
from amends.understanding.labels import CATEGORIES, DEMANDS
from amends.understanding.page import Page
from amends.understanding.reading import Grievance
from amends.understanding.steps.grievances import MOST, place_of
from amends.understanding.steps.telling import Span, asks, clauses_of, complaining, phrases_in, weigh

CHARACTERS_A_PAGE: Final = 1_800
_SENTENCE: Final = re.compile(
    r"[^。!?;\s](?:[^。!?;.…\n\r\f]|\.(?!\s|$)){0,300}(?:[。!?;.…]+[”」』\"’]?|(?=[\n\r\f])|$|(?<=.{300}))"
)
_BREAK: Final = re.compile(r"[\n\r\f]+")
_TELLS: Final = 4.2
_A_PHRASE: Final = 1.5
_UNSAID: Final = 2.0
_HINTS: Final = 2.8
_BELONGS: Final = 1.5
_MOST_LOOKED_AT: Final = 240
_MOST_KEPT_APART: Final = 60
_LENGTH_TO_QUOTE: Final = 60
_MOST_OF_A_SENTENCE: Final = 8.0
_ALIKE: Final = 0.07
_ALIKE_WHEN_WEAK: Final = 0.18
_ALIKE_ELSEWHERE: Final = 0.4
_WORD: Final = re.compile(r"[0-9]{2,}|[a-z]{3,}|[\u3400-\u9fff]+")


def is_long(page: Page) -> bool:
    """Whether the text takes more than one page."""
    return len(page.plain) > CHARACTERS_A_PAGE or "\f" in page.plain


def is_complaint(points: Sequence[Grievance]) -> bool:
    """Whether a letter complains, however much else stands in it: it comes back to something, or asks for something."""
    return any(point.mentions > 1 or point.demands for point in points)


@dataclass
class _Passage:
    """Sentences of one paragraph about one category."""

    start: int
    end: int
    category: str
    worth: float
    telling: Span
    most: float
    words: dict[str, float] = field(default_factory=dict)


@dataclass
class _Group:
    """Passages about the same thing, at last in the order of the text; `words` are those of all of them."""

    passages: list[_Passage]
    words: dict[str, float]
    worth: float
    category: str

    @property
    def first(self) -> _Passage:
        return self.passages[0]

    @property
    def mentions(self) -> int:
        return len(self.passages)


def find(page: Page, found: Contributions) -> tuple[Grievance, ...]:
    """Up to MOST grievances in the order of their first mention; empty if nothing in the letter complains."""
    sentences = [one.span() for one in _SENTENCE.finditer(page.plain)]
    passages = _passages(page, found, sentences)
    rare = _Rarity(page.plain, sentences)
    for passage in passages:
        passage.words = rare.words_of(passage.start, passage.end)
    groups = _strongest(_grouped(passages))
    where = _Places(page.plain)
    points = [
        Grievance(
            group.first.start,
            group.first.end,
            group.category,
            passage=group.first.telling,
            page=where.page_of(group.first.telling[0]),
            paragraph=where.paragraph_of(group.first.telling[0]),
            mentions=group.mentions,
        )
        for group in groups
    ]
    return _with_asks(page, groups, points) if points else ()


def _passages(page: Page, found: Contributions, sentences: list[Span]) -> list[_Passage]:
    """The strongest passages, the strongest first."""
    if not sentences:
        return []
    worth = found.of_spans(sentences)
    weights, phrases = (
        weigh(page, found, worth, sentences, CATEGORIES),
        np.zeros((len(worth), len(CATEGORIES))),
    )
    for place, count in phrases_in(page, sentences, CATEGORIES).items():
        phrases[place] = count
    weights += _A_PHRASE * phrases
    best = weights.argmax(axis=1)
    order = np.arange(len(best))
    values = np.where(phrases[order, best] > 0, weights[order, best], weights[order, best] - _UNSAID).tolist()
    passages: list[_Passage] = []
    for i in complaining(page, sentences):
        (start, end), category = sentences[i], CATEGORIES[int(best[i])]
        value = min(values[i], _MOST_OF_A_SENTENCE)
        if value < _BELONGS:
            continue
        last = passages[-1] if passages else None
        if (
            last
            and not _BREAK.search(page.plain, last.end, start)
            and (value < _TELLS or category == last.category)
        ):
            last.end, last.worth = end, last.worth + value
            if value > last.most:
                last.category, last.most = category, value
            if _telling(value, start, end) > _telling(last.most, *last.telling):
                last.telling = (start, end)
        else:
            passages.append(_Passage(start, end, category, value, (start, end), value))
    hinting = [passage for passage in passages if passage.most >= _HINTS]
    return nlargest(_MOST_LOOKED_AT, hinting, key=lambda passage: passage.most)


def _telling(value: float, start: int, end: int) -> float:
    """A sentence to quote complains clearly, and at some length."""
    return value * sqrt(min(end - start, _LENGTH_TO_QUOTE))


class _Rarity:
    """What a passage is about: its pairs of characters and its words, each weighed by how rare it is in this letter."""

    def __init__(self, plain: str, sentences: Sequence[Span]) -> None:
        self._plain, self._count = plain, len(sentences)
        self._seen: dict[str, int] = {}
        for start, end in sentences:
            for term in self._terms(start, end):
                self._seen[term] = self._seen.get(term, 0) + 1

    def _terms(self, start: int, end: int) -> set[str]:
        terms: set[str] = set()
        for word in _WORD.findall(self._plain, start, end):
            if word[0] >= "\u3400":
                terms.update(word[at : at + 2] for at in range(len(word) - 1))
            else:
                terms.add(word)
        return terms

    def words_of(self, start: int, end: int) -> dict[str, float]:
        """Term → how much it tells."""
        return {term: log((1 + self._count) / self._seen.get(term, 1)) for term in self._terms(start, end)}


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """The share of the shorter one's words that both have, by weight."""
    less = min(sum(one.values()), sum(other.values()))
    return sum(weight for term, weight in one.items() if term in other) / less if less else 0.0


def _grouped(passages: Iterable[_Passage]) -> list[_Group]:
    """The strongest passages begin a group; weaker ones are taken for a grievance only if they come back to one."""
    groups: list[_Group] = []
    for passage in passages:
        group = _group_of(groups, passage)
        if group is not None:
            group.worth += passage.worth
            group.passages.append(passage)
            if passage.most >= _TELLS:
                group.words.update(passage.words)
        elif passage.most >= _TELLS and len(groups) < _MOST_KEPT_APART:
            groups.append(_Group([passage], dict(passage.words), passage.worth, passage.category))
    for group in groups:
        group.passages.sort(key=lambda passage: passage.start)
    return groups


def _group_of(groups: list[_Group], passage: _Passage) -> _Group | None:
    likest, most = None, 0.0
    for group in groups:
        same = group.category == passage.category
        needed = _ALIKE if same and passage.most >= _TELLS else _ALIKE_WHEN_WEAK if same else _ALIKE_ELSEWHERE
        alike = _likeness(passage.words, group.words) / needed
        if alike >= max(1.0, most):
            likest, most = group, alike
    return likest


def _strongest(groups: list[_Group]) -> list[_Group]:
    kept = sorted(groups, key=lambda group: -group.worth)[:MOST]
    return sorted(kept, key=lambda group: group.first.start)


class _Ask(NamedTuple):
    """A request: which demand, and the words it rests on."""

    start: int
    end: int
    demand: str


def _with_asks(page: Page, groups: list[_Group], points: list[Grievance]) -> tuple[Grievance, ...]:
    """What is asked for in so many words: with the grievance of its paragraph, else with the one it would put right."""
    passages = sorted(
        (passage.start, passage.end, i) for i, group in enumerate(groups) for passage in group.passages
    )
    for ask in _asks(page):
        at = bisect_right(passages, (ask.start, len(page.plain), 0)) - 1
        if at >= 0 and not _BREAK.search(page.plain, passages[at][1], ask.start):
            i = passages[at][2]
        else:
            i = place_of(points, ask.demand, ask.start)
        if ask.demand not in points[i].demands:
            asked = points[i].asked or (ask.start, ask.end)
            points[i] = points[i]._replace(demands=(*points[i].demands, ask.demand), asked=asked)
    return tuple(points)


def _asks(page: Page) -> list[_Ask]:
    """In the order of the text."""
    clauses = clauses_of(page)
    starts = [start for start, _ in clauses]
    asked: list[_Ask] = []
    for demand in DEMANDS:
        for hit in page.hits_of(f"demands:{demand}"):
            i = bisect_right(starts, hit.start) - 1
            if hit.tells and i >= 0 and asks(page, starts[i]):
                asked.append(_Ask(hit.start, hit.end, demand))
    return sorted(asked)


class _Places:
    """On which page and in which of its paragraphs a place stands."""

    def __init__(self, plain: str) -> None:
        breaks = [at for at, char in enumerate(plain) if char == "\f"]
        self._pages = (
            [0, *(at + 1 for at in breaks)] if breaks else list(range(0, len(plain), CHARACTERS_A_PAGE))
        )
        self._paragraphs = sorted({0, *self._pages, *(found.end() for found in _BREAK.finditer(plain))})

    def page_of(self, place: int) -> int:
        return bisect_right(self._pages, place)

    def paragraph_of(self, place: int) -> int:
        """Counted on its page; one that began on the page before counts there as the first."""
        top = self._pages[self.page_of(place) - 1]
        return bisect_right(self._paragraphs, place) - bisect_right(self._paragraphs, top) + 1
