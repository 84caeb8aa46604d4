"""Whether an amount is fair, and what a person should look at before deciding: pure. Nothing here decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

from amends.foundation.kernel.money import Money
from amends.practice.remedies.rules.like_cases import Figures
from amends.practice.remedies.rules.policy import Policy, Range, percent

Judgement = Literal["under", "within", "over", "unknown"]


@dataclass(frozen=True)
class Remark:
    """Something to look at: its code, and the figures that it rests on."""

    code: str
    values: dict[str, str]


def judge(amount: Money | None, fair: Range | None) -> Judgement:
    """Where an amount lies; unknown without a range, and in another currency than the order's."""
    if amount is None or fair is None or amount.currency != fair.currency:
        return "unknown"
    if amount.amount < fair.lowest:
        return "under"
    return "over" if amount.amount > fair.highest else "within"


@dataclass(frozen=True)
class GivenSoFar:
    """What is given in a case in one currency, beside what is owed: gestures, and what the customer chose as the solution."""

    gestures: Money
    chosen: Money

    @property
    def whole(self) -> Money:
        return self.gestures + self.chosen


def judge_gesture(amount: Money, before: GivenSoFar, fair: Range | None) -> Judgement:
    """Where a further gesture brings the case.

    What was chosen as the solution was measured when it was offered, and giving back what was paid is no gesture: it helps to
    make enough of it, never too much.
    """
    if judge(before.gestures + amount, fair) == "over":
        return "over"
    where = judge(before.whole + amount, fair)
    return "within" if where == "over" else where


def remarks_on(
    amount: Money,
    *,
    fair: Range | None,
    like: Figures | None,
    currency: str,
    policy: Policy,
    spent: Money | None = None,
) -> list[Remark]:
    """What is to be said of an amount: below the range as much as above it, and far from what like cases were given."""
    found: list[Remark] = []
    where = judge(amount, fair)
    if fair is not None and where in ("under", "over"):
        found.append(Remark(where, {"amount": str(amount), "low": str(fair.low), "high": str(fair.high)}))
    beside = None
    if like is not None and amount.currency == currency:
        beside = beside_shares(amount, like, spent) or beside_amounts(amount, like)
    if beside and (code := far_from(beside, policy)):
        found.append(Remark(code, beside.told))
    return found


@dataclass(frozen=True)
class Beside:
    """An amount beside what like cases were given on the median, both in one measure."""

    measure: Literal["", "_share"]
    own: Decimal
    middle: Decimal
    count: int
    told: dict[str, str]


def beside_shares(amount: Money, like: Figures, spent: Money | None) -> Beside | None:
    """As shares of what was paid: the same sum is much for a cup of tea and little for a week in a hotel."""
    share = like.share
    if (
        share is None
        or share.count < 2
        or spent is None
        or spent.currency != amount.currency
        or spent.amount <= 0
    ):
        return None
    own = amount.amount / spent.amount
    told = {"share": percent(own), "median": percent(share.median), "n": str(share.count)}
    return Beside("_share", own, share.median, share.count, told)


def beside_amounts(amount: Money, like: Figures) -> Beside | None:
    """As sums, where nobody knows what was paid."""
    if like.count < 2:
        return None
    told = {"amount": str(amount), "median": str(Money(like.median, amount.currency)), "n": str(like.count)}
    return Beside("", amount.amount, like.median, like.count, told)


def far_from(beside: Beside, policy: Policy) -> str:
    """The remark's code; empty where the amount is near enough, or like cases were given nothing."""
    if not beside.middle:
        return ""
    few = "_few" if beside.count < policy.like_at_least else ""
    if beside.own > beside.middle * policy.far_from_like:
        return f"far_more{beside.measure}{few}"
    return f"far_less{beside.measure}{few}" if beside.own * policy.far_from_like < beside.middle else ""


def remarks_on_givings(given: Sequence[Money], paid: Sequence[Money], policy: Policy) -> list[Remark]:
    """Facts of twelve months: how often something was given, and how much beside what was paid. Never a judgement."""
    found: list[Remark] = []
    if len(given) >= policy.often:
        found.append(Remark("given_often", {"n": str(len(given)), "sum": in_sum(given)}))
    for currency in sorted({one.currency for one in given}):
        got, spent = total(given, currency), total(paid, currency)
        if spent and got / spent > policy.share_of_spending:
            told = {"n": str(len(given)), "sum": str(Money(got, currency)), "share": percent(got / spent)}
            found.append(Remark("given_share", {**told, "paid": str(Money(spent, currency))}))
    return found


def remarks_beside_like_people(
    given: Sequence[Money], others: Mapping[str, Sequence[Decimal]], policy: Policy
) -> list[Remark]:
    """Whether a person got far more or far less in twelve months than others of their tier did; `others` by currency, a sum each."""
    found: list[Remark] = []
    for currency in sorted({one.currency for one in given}):
        sums, got = others.get(currency, ()), total(given, currency)
        if len(sums) < policy.like_at_least or not (middle := median(sums)) or not got:
            continue
        told = {"sum": str(Money(got, currency)), "median": str(Money(middle, currency)), "n": str(len(sums))}
        if got > middle * policy.far_from_like:
            found.append(Remark("person_far_more", told))
        elif got * policy.far_from_like < middle:
            found.append(Remark("person_far_less", told))
    return found


def total(amounts: Sequence[Money], currency: str) -> Decimal:
    return sum((one.amount for one in amounts if one.currency == currency), Decimal(0))


def in_sum(amounts: Sequence[Money]) -> str:
    """By currency, which are never added to one another."""
    currencies = sorted({one.currency for one in amounts})
    return " + ".join(str(Money(total(amounts, currency), currency)) for currency in currencies)
