"""Grievances: the separate things complained about, each with its place in the text and its category."""

from __future__ import annotations

from typing import Final

from amends.understanding.contributions import Contributions, Values
from amends.understanding.page import Page
from amends.understanding.reading import Grievance

MOST: Final = 12
_LEAST_SHARE: Final = 0.2
_SHORTEST: Final = 2
_SENTENCE_END: Final = frozenset("。!?;\n\r")
_COURTESY: Final = (
    *(
        "尊敬的",
        "您好",
        "你好",
        "谢谢",
        "感谢",
        "敬礼",
        "此致",
        "望领导",
        "请领导",
        "恳请",
        "请求",
        "请问",
        "希望",
        "唔该",
    ),
    *("dear ", "hello", "thank", "please", "sincerely", "regards"),
)


def find(
    page: Page, found: Contributions, clause_worth: Values, primary: str, categories: tuple[str, ...]
) -> tuple[Grievance, ...]:
    """In the order of the text; neighbouring clauses about the same thing are one; never empty for a complaint with words."""
    kept = [i for i, span in enumerate(page.clauses) if _may_complain(page, *span)] or list(
        range(len(page.clauses))
    )
    if not kept:
        return ()
    clauses = [page.clauses[i] for i in kept]
    columns = [found.columns[f"category_all:{category}"] for category in categories]
    worth = clause_worth[kept][:, columns]
    best = worth.argmax(axis=1).tolist()
    values = worth.max(axis=1).tolist()
    pieces: list[tuple[int, int, str, float]] = []
    for (start, end), index, value in zip(clauses, best, values, strict=True):
        category = categories[index] if value > 0 else None
        if pieces and (category is None or category == pieces[-1][2]) and _joined(page, pieces[-1][1], start):
            first, _, before, sofar = pieces[-1]
            pieces[-1] = (first, end, before, sofar + max(value, 0.0))
        elif category is not None:
            pieces.append((start, end, category, value))
    if not pieces:
        start, end = max(clauses, key=lambda span: span[1] - span[0])
        return (Grievance(start, end, primary),)
    return _strongest(pieces)


def _may_complain(page: Page, start: int, end: int) -> bool:
    return end - start >= _SHORTEST and not page.plain.startswith(_COURTESY, start)


def _joined(page: Page, end: int, start: int) -> bool:
    """Whether two clauses belong to one sentence."""
    return _SENTENCE_END.isdisjoint(page.plain[end:start])


def _strongest(pieces: list[tuple[int, int, str, float]]) -> tuple[Grievance, ...]:
    floor = _LEAST_SHARE * max(value for *_, value in pieces)
    kept = sorted((piece for piece in pieces if piece[3] >= floor), key=lambda piece: -piece[3])[:MOST]
    return tuple(Grievance(start, end, category) for start, end, category, _ in sorted(kept))
