"""What like cases were given: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from amends.practice.remedies.rules.policy import LikeShare

# From this agreement of the words on, of 100, a case is about the same in meaning.
NEAR = 30


class By(StrEnum):
    """By what cases are alike: the words too, or only the kind and the weight of the complaint."""

    MEANING = "meaning"
    KIND = "kind"


@dataclass(frozen=True)
class Like:
    """One like case: how much was given in it, which share of what was paid, and how far its words agree, of 100."""

    case_id: int
    amount: Decimal
    share: Decimal | None
    agreement: int


@dataclass(frozen=True)
class Figures:
    """Over the like cases: how many, from, to, and the middle one."""

    count: int
    lowest: Decimal
    highest: Decimal
    median: Decimal
    by: By
    share: LikeShare | None


def nearest(found: Sequence[Like], *, at_least: int) -> tuple[list[Like], By]:
    """Those of the same meaning if there are enough of them, else all of the kind; the nearest first."""
    ordered = sorted(found, key=lambda one: (-one.agreement, -one.case_id))
    near = [one for one in ordered if one.agreement >= NEAR]
    return (near, By.MEANING) if len(near) >= at_least else (ordered, By.KIND)


def figures(found: Sequence[Like], by: By) -> Figures | None:
    """None where there is nothing to compare with."""
    if not found:
        return None
    amounts = [one.amount for one in found]
    shares = [one.share for one in found if one.share is not None]
    return Figures(
        count=len(found),
        lowest=min(amounts),
        highest=max(amounts),
        median=median(amounts),
        by=by,
        share=LikeShare(len(shares), median(shares)) if shares else None,
    )
