"""A sum held against what is fair and what like cases were given, before somebody gives it. Nothing here decides."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.money import Money
from amends.practice.remedies.choices import GrantBasis, Verdict
from amends.practice.remedies.queries.advising import Advice, remarks
from amends.practice.remedies.queries.grants import given_so_far
from amends.practice.remedies.rules.fairness import GivenSoFar, Remark, judge_gesture

ABOUT_THE_RANGE = ("under", "over")


@dataclass(frozen=True)
class Weighed:
    """Where a further sum brings the case, with what was given before it, and what lies far from like cases."""

    money: Money
    before: GivenSoFar
    verdict: Verdict
    remarks: list[Remark]


def weigh(found: Advice, money: Money, *, basis: str) -> Weighed:
    """Only a gesture is measured by the range; of what is owed there is nothing to say at all."""
    before = given_so_far(found.case, money.currency)
    verdict = judge_gesture(money, before, found.fair) if basis == GrantBasis.GOODWILL else Verdict.UNKNOWN
    said = [] if basis == GrantBasis.ENTITLEMENT else remarks(found, money, basis=basis)
    return Weighed(money, before, Verdict(verdict), [one for one in said if one.code not in ABOUT_THE_RANGE])
