"""How the check is scored on the replies written for it, half of which are kept for the test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from amends.practice.replies.check import check_reply
from amends.practice.replies.check.context import context_from
from amends.practice.replies.check.training.judged import Judged, replies_in

FOLDER: Final = Path(__file__).parent / "replies"
SECOND: Final = Path(__file__).parent / "replies_second"
THIRD: Final = Path(__file__).parent / "replies_third"
FOURTH: Final = Path(__file__).parent / "replies_fourth"
FIFTH: Final = Path(__file__).parent / "replies_fifth"
SIXTH: Final = Path(__file__).parent / "replies_sixth"
SEVENTH: Final = Path(__file__).parent / "replies_seventh"


@cache
def all_replies() -> tuple[Judged, ...]:
    return tuple(replies_in(FOLDER))


def kept() -> list[Judged]:
    return [one for one in all_replies() if one.is_kept]


@cache
def kept_second() -> tuple[Judged, ...]:
    """Replies of another writer, all of them only ever measured."""
    return tuple(replies_in(SECOND))


@cache
def kept_third() -> tuple[Judged, ...]:
    """Replies of a third writer, written before the check was tuned by that writer's others; only ever measured."""
    return tuple(replies_in(THIRD))


@cache
def kept_fourth() -> tuple[Judged, ...]:
    """Replies of two hands from which nothing was ever learned or tuned, and of which nothing may be."""
    return tuple(replies_in(FOURTH))


@cache
def kept_fifth() -> tuple[Judged, ...]:
    """A quarter of the replies of ten hands, drawn by a hash of the name; by the others of theirs the check was taught."""
    return tuple(replies_in(FIFTH))


@cache
def kept_sixth() -> tuple[Judged, ...]:
    """Replies of a hand that wrote when everything was settled, and from which nothing may be learned."""
    return tuple(replies_in(SIXTH))


@cache
def kept_seventh() -> tuple[Judged, ...]:
    """Replies of two hands that wrote when the next twelve had taught, and from which nothing may be learned."""
    return tuple(replies_in(SEVENTH))


def to_tune() -> list[Judged]:
    return [one for one in all_replies() if not one.is_kept]


def found_codes(one: Judged) -> set[str]:
    """What the check says of a reply."""
    context = context_from(one.context)
    return {finding.code for finding in check_reply(one.text, complaint=one.complaint, context=context)}


@dataclass(frozen=True)
class Scores:
    """For each code how often it was right, invented and overlooked; and the good replies that were disturbed."""

    right: Counter[str]
    invented: Counter[str]
    overlooked: Counter[str]
    good: int
    disturbed: tuple[str, ...]

    def precision(self, code: str) -> float:
        said = self.right[code] + self.invented[code]
        return self.right[code] / said if said else 1.0

    def recall(self, code: str) -> float:
        true = self.right[code] + self.overlooked[code]
        return self.right[code] / true if true else 1.0


def score(replies: Iterable[Judged]) -> Scores:
    right: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    overlooked: Counter[str] = Counter()
    good, disturbed = 0, []
    for one in replies:
        said = found_codes(one)
        right.update(said & one.codes)
        invented.update(said - one.codes)
        overlooked.update(one.codes - said)
        good += one.is_good
        if one.is_good and said:
            disturbed.append(one.id)
    return Scores(right, invented, overlooked, good, tuple(disturbed))
