"""Evidence: the words a label rests on, as a reader would underline them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

import numpy as np

from amends.understanding.contributions import Contributions, Values
from amends.understanding.page import Page
from amends.understanding.reading import Evidence

MOST_SPANS: Final = 3
_MOST_TRIED: Final = 40
_SHORT_CLAUSE: Final = 22
_WINDOW: Final = 16
_LATIN_WINDOW: Final = 40
_LATIN_CLAUSE: Final = 64
_CLOSE: Final = 1


def find(
    page: Page, found: Contributions, clause_worth: Values, labels: Iterable[str]
) -> tuple[Evidence, ...]:
    """Up to MOST_SPANS spans for each label; phrases that are known to mean it before what was merely learned."""
    evidence: list[Evidence] = []
    for label in labels:
        column = found.columns[output_of(label)]
        spans = _phrases(page, found, label, column)
        if page.clauses and not spans:
            spans = _clauses(page, found, clause_worth[:, column].tolist(), column)
        evidence.extend(Evidence(label, start, end) for start, end in _merged(spans))
    return tuple(evidence)


@cache
def output_of(label: str) -> str:
    """The output of the first layer that tells most about a label."""
    head, _, name = label.partition(":")
    return f"{head}_all:{name}" if head in ("category", "motive") else label


def _phrases(page: Page, found: Contributions, label: str, column: int) -> list[tuple[int, int]]:
    candidates = [(hit.start, hit.end) for hit in page.hits_of(label) if hit.tells]
    if len(candidates) < 2:
        return candidates
    if len(candidates) > MOST_SPANS:
        worth = {span: found.of_span(*span, column) for span in candidates[:_MOST_TRIED]}
        candidates = sorted(worth, key=lambda span: -worth[span])
    spans: dict[str, tuple[int, int]] = {}
    for start, end in candidates:
        spans.setdefault(page.plain[start:end], (start, end))
        if len(spans) == MOST_SPANS:
            break
    return list(spans.values())


def _clauses(page: Page, found: Contributions, worth: list[float], column: int) -> list[tuple[int, int]]:
    """The clause that says most, and the next one if it says half as much."""
    top = max(worth)
    if top <= 0:
        return []
    first = worth.index(top)
    spans = [_narrowed(page, found, column, *page.clauses[first])]
    worth[first] = 0.0
    next_best = max(worth)
    if next_best > top / 2:
        spans.append(_narrowed(page, found, column, *page.clauses[worth.index(next_best)]))
    return spans


def _narrowed(page: Page, found: Contributions, column: int, start: int, end: int) -> tuple[int, int]:
    """The whole clause if it is short, else the stretch of it that says most, without cutting a word."""
    latin = page.language == "en"
    if end - start <= (_LATIN_CLAUSE if latin else _SHORT_CLAUSE):
        return start, end
    window = _LATIN_WINDOW if latin else _WINDOW
    sums = found.series(start, end, column)
    first = start + int(np.argmax(sums[window:] - sums[:-window]))
    last = first + window
    for hit in page.hits:
        if hit.start < first < hit.end and hit.start >= start:
            first = hit.start
        if hit.start < last < hit.end <= end:
            last = hit.end
    plain = page.plain
    while first > start and _same_word(plain[first - 1], plain[first]):
        first -= 1
    while last < end and _same_word(plain[last - 1], plain[last]):
        last += 1
    if not plain[first:last].strip(" "):
        return start, end
    while plain[first] == " ":
        first += 1
    while plain[last - 1] == " ":
        last -= 1
    return first, last


def _same_word(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(spans) < 2:
        return spans
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + _CLOSE:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
