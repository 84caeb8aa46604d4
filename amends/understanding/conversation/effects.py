"""What our messages did: the customer's heat before and after, and how far that can be claimed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from amends.understanding.conversation import signs
from amends.understanding.conversation.values import CUSTOMER, US, Effect, Point, Said
from amends.understanding.sureness import sureness

SLIGHT, CLEAR, STRONG = 10, 22, 40
LONG_AFTER: Final = timedelta(days=7)
FEW_CHARACTERS: Final = 8
# What makes a claim less sure.
SEVERAL_ACTS, LATE_ANSWER, NEAR_THE_LIMIT, FEW_WORDS = 0.12, 0.12, 0.08, 0.15
NEAR: Final = 4


def effects_of(thread: Sequence[Said], points: dict[int, Point]) -> list[Effect]:
    """An effect for each message of ours that came after words of the customer, in their order."""
    blocks = [(who, list(said)) for who, said in groupby(_told(thread), key=lambda one: one.who)]
    effects: list[Effect] = []
    before: Point | None = None
    for position, (who, block) in enumerate(blocks):
        if who == CUSTOMER:
            before = next((points[one.key] for one in reversed(block) if one.key in points), before)
            continue
        if before is None:
            continue
        answers = blocks[position + 1][1] if position + 1 < len(blocks) else []
        effects += _of_block(block, before, answers, points)
    return effects


def _told(thread: Sequence[Said]) -> list[Said]:
    """Without receipts, which nobody wrote."""
    return [one for one in thread if not (one.who == US and one.automatic)]


def _of_block(ours: list[Said], before: Point, answers: list[Said], points: dict[int, Point]) -> list[Effect]:
    """The effect of what we wrote between two turns of the customer; several messages share one."""
    given = [(one, points[one.key]) for one in answers if one.key in points]
    seen = next(((one, point) for one, point in given if point.known), None)
    if seen is None:
        why = "too_little" if given else "no_answer"
        return [Effect(one.key, "unclear", why=why, together=len(ours)) for one in ours]
    answer, after = seen
    change = after.heat - before.heat
    sure = _certainty(before, after, answer, len(ours), ours[-1].written_at, change)
    shared = {"change": change, "together": len(ours), "answer": answer.key}
    if sureness(sure) == "unsure":
        return [Effect(one.key, "unclear", why="unsure", **shared) for one in ours]  # type: ignore[arg-type]
    return [
        Effect(
            key=one.key,
            effect="none" if abs(change) < SLIGHT else "angered" if change > 0 else "calmed",
            change=change,
            size=_size(change),
            confidence=sureness(sure),
            together=len(ours),
            waiting=change > 0 and after.waiting,
            answer=answer.key,
        )
        for one in ours
    ]


def _size(change: int) -> str:
    much = abs(change)
    return "strong" if much >= STRONG else "clear" if much >= CLEAR else "slight" if much >= SLIGHT else ""


def _certainty(
    before: Point, after: Point, answer: Said, together: int, at: datetime | None, change: int
) -> float:
    """As sure as the less sure of the two readings, less what blurs the view."""
    sure = min(before.certainty or after.certainty, after.certainty)
    sure -= SEVERAL_ACTS * (together > 1)
    sure -= NEAR_THE_LIMIT * (abs(abs(change) - SLIGHT) < NEAR)
    sure -= FEW_WORDS * (after.sign == signs.PLAIN and len(answer.text.strip()) < FEW_CHARACTERS)
    if at is not None and answer.written_at is not None:
        sure -= LATE_ANSWER * (answer.written_at - at > LONG_AFTER)
    return sure
