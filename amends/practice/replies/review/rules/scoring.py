"""From points to a score, and from the remarks of the check to points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amends.content.review import Criterion, sheet
from amends.practice.replies.review.choices import FULL, NONE, PART


@dataclass(frozen=True)
class Weighed:
    """What one criterion got; None where it does not apply."""

    weight: int
    points: int | None


def criteria_for(kind: str) -> tuple[Criterion, ...]:
    """What a reply of this kind is looked at for."""
    return tuple(one for one in sheet().criteria if kind not in one.not_for)


def score_of(marks: Iterable[Weighed]) -> int | None:
    """Of a hundred, among the criteria that apply; None when none does."""
    counted = [one for one in marks if one.points is not None]
    whole = sum(one.weight * FULL for one in counted)
    if not whole:
        return None
    # Half a point counts up, as people round.
    return (200 * sum(one.weight * (one.points or 0) for one in counted) + whole) // (2 * whole)


def machine_points(criterion: Criterion, findings: Iterable[Mapping[str, Any]]) -> int:
    """Without a remark all of them; one remark is half, two or one that blocks sending is nothing."""
    mine = [one for one in findings if one["code"] in criterion.remarks and one["severity"] != "info"]
    if not mine:
        return FULL
    return NONE if len(mine) > 1 or any(one["severity"] == "block" for one in mine) else PART


def completeness(answered: Sequence[int | None]) -> int | None:
    """Out of the points of the complaint, one by one: all answered, none, or some of it."""
    counted = [one for one in answered if one is not None]
    if not counted:
        return None
    if all(one == FULL for one in counted):
        return FULL
    return NONE if all(one == NONE for one in counted) else PART
