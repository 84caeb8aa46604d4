"""Grievances: the separate things complained about, each with its place, its category and what is asked for it.

How a text is worded must not matter: courtesy, requests and threats are no grievances, and what is said twice is one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt
from operator import attrgetter
from typing import Final

from amends.understanding.contributions import Contributions, Values
from amends.understanding.labels import DEMANDS
from amends.understanding.page import Page
from amends.understanding.reading import Evidence, Grievance
from amends.understanding.steps.baseline import scale
from amends.understanding.steps.telling import Span, clauses_of, complaining

MOST: Final = 12
_MOST_OF_SHORT: Final = 3
_CHARACTERS_FOR_ONE_MORE: Final = 250
_LEAST_SHARE: Final = 0.3
_TELLS: Final = 1.0
_LONGEST_PASSAGE: Final = 60
_ALIKE: Final = 0.65
_SENTENCE_END: Final = frozenset("。!?;.\n\r\f")
_ASKED: Final = {f"demands:{demand}": demand for demand in DEMANDS}
# Which grievance a request belongs to when it stands apart from all: what each kind of request puts right.
_MENDS: Final[dict[str, tuple[str, ...]]] = {
    "refund": ("billing", "promise", "quality", "service"),
    "replace": ("quality", "promise", "service"),
    "repair": ("quality", "policy", "service"),
    "compensation": ("safety", "quality", "service", "billing", "promise"),
    "apology": ("attitude", "service", "privacy"),
    "explanation": ("billing", "policy", "promise", "service"),
    "action": ("service", "billing", "promise", "policy"),
    "discipline": ("attitude", "privacy", "safety"),
    "improvement": ("policy", "service", "attitude", "quality"),
    "stop": ("privacy", "policy", "attitude", "billing"),
    "investigate": ("privacy", "safety", "promise", "billing"),
}


@dataclass(slots=True)
class _Piece:
    """Clauses about one thing while they are gathered; `most` is the weight of the clause that tells most."""

    start: int
    end: int
    category: str
    worth: float
    telling: Span
    most: float
    mentions: int = 1
    words: set[str] = field(default_factory=set)

    def words_in(self, page: Page) -> set[str]:
        """Its words, or in Chinese its characters."""
        if not self.words:
            text = page.plain[self.start : self.end]
            self.words = set(text.split() if page.language == "en" else text)
        return self.words


def find(
    page: Page,
    found: Contributions,
    clause_worth: Values,
    primary: str,
    categories: tuple[str, ...],
    evidence: Sequence[Evidence],
) -> tuple[Grievance, ...]:
    """In the order of the text; neighbouring clauses about the same thing are one; never empty for a complaint with words."""
    clauses = clauses_of(page)
    if not clauses:
        return ()
    worth = clause_worth if clauses is page.clauses else found.of_spans(clauses)
    kept = complaining(page, clauses) or list(range(len(clauses)))
    pieces = _pieces(page, clauses, kept, worth, categories)
    if not pieces:
        start, end = max((clauses[i] for i in kept), key=lambda span: span[1] - span[0])
        pieces = [_Piece(start, end, primary, 1.0, (start, end), 1.0)]
    return _as_grievances(_strongest(page, pieces), evidence)


def _as_grievances(pieces: list[_Piece], evidence: Sequence[Evidence]) -> tuple[Grievance, ...]:
    demands: list[tuple[str, ...]] = [()] * len(pieces)
    asked: list[Span | None] = [None] * len(pieces)
    for label, start, end in evidence:
        if label in _ASKED:
            at = place_of(pieces, _ASKED[label], start)
            if _ASKED[label] not in demands[at]:
                demands[at] = (*demands[at], _ASKED[label])
                asked[at] = asked[at] or (start, end)
    return tuple(
        [
            Grievance(
                one.start,
                one.end,
                one.category,
                demands[i],
                asked[i],
                _passage(one),
                None,
                None,
                one.mentions,
            )
            for i, one in enumerate(pieces)
        ]
    )


def _pieces(
    page: Page, clauses: list[Span], kept: list[int], worth: Values, categories: tuple[str, ...]
) -> list[_Piece]:
    """Runs of clauses of one sentence about one category; weights count from ordinary writing, which is about 0."""
    columns, means, shares, groups = scale(page.language, categories)
    table = (worth.take(columns, axis=1) * shares).tolist()
    _add_phrases(page, clauses, table, groups)
    # With one category there is nothing to tell apart, and every clause that complains belongs to it.
    floor = _TELLS if len(categories) > 1 else 0.0
    pieces: list[_Piece] = []
    last: _Piece | None = None
    before = 0
    for i in kept:
        start, end = clauses[i]
        length, values = end - start, table[i]
        value, which = values[0] - length * means[0], 0
        for k in range(1, len(means)):
            if values[k] - length * means[k] > value:
                value, which = values[k] - length * means[k], k
        value /= sqrt(length)
        category = categories[which]
        if last and (value <= floor or category == last.category) and _joined(page, before, start):
            if value > last.most:
                last.telling, last.most = (start, end), value
            # What says nothing is taken along only when something follows.
            if value > 0:
                last.end, last.worth = end, last.worth + value
        elif value > floor:
            last = _Piece(start, end, category, value, (start, end), value)
            pieces.append(last)
        before = end
    return pieces


def _add_phrases(page: Page, clauses: list[Span], table: list[list[float]], groups: tuple[str, ...]) -> None:
    starts = [start for start, _ in clauses]
    for k, group in enumerate(groups):
        for start, _, _, tells in page.hits_of(group):
            if tells:
                row = bisect_right(starts, start) - 1
                if row >= 0 and start < clauses[row][1]:
                    table[row][k] += sqrt(clauses[row][1] - clauses[row][0])


def _joined(page: Page, end: int, start: int) -> bool:
    """Whether two clauses belong to one sentence."""
    return _SENTENCE_END.isdisjoint(page.plain[end:start])


def _passage(piece: _Piece) -> Span:
    """The words to quote: the whole grievance if it is short, else the clause that says most."""
    return (piece.start, piece.end) if piece.end - piece.start <= _LONGEST_PASSAGE else piece.telling


def _strongest(page: Page, pieces: list[_Piece]) -> list[_Piece]:
    """A few, in the order of the text; what is said again in much the same words counts once, where it is said first."""
    if len(pieces) == 1:
        return pieces
    floor = _LEAST_SHARE * max(piece.worth for piece in pieces)
    result: list[_Piece] = []
    for piece in pieces:
        if piece.worth >= floor and not _said_before(page, result, piece):
            result.append(piece)
    most = min(MOST, _MOST_OF_SHORT + len(page.plain) // _CHARACTERS_FOR_ONE_MORE)
    if len(result) > most:
        result = sorted(sorted(result, key=attrgetter("worth"))[-most:], key=attrgetter("start"))
    return result


def _said_before(page: Page, before: list[_Piece], piece: _Piece) -> bool:
    for earlier in before:
        if earlier.category == piece.category:
            one, other = earlier.words_in(page), piece.words_in(page)
            if len(one & other) >= _ALIKE * min(len(one), len(other)):
                earlier.worth, earlier.mentions = max(earlier.worth, piece.worth), earlier.mentions + 1
                return True
    return False


def place_of(points: Sequence[_Piece] | Sequence[Grievance], demand: str, start: int) -> int:
    """Where a request belongs: to the grievance it stands in, or else the one it would put right, or else the one before it."""
    if len(points) == 1:
        return 0
    order = range(len(points))
    for i in order:
        if points[i].start <= start < points[i].end:
            return i
    mends = _MENDS[demand]
    before = [i for i in order if points[i].end <= start]
    ranks = {i: mends.index(points[i].category) for i in order if points[i].category in mends}
    if ranks:
        return min(ranks, key=lambda i: (ranks[i], i not in before, abs(points[i].end - start)))
    return before[-1] if before else 0
