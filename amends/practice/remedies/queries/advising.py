"""What is fair in a case: the range with its reasons, what laws may give, what like cases got, what to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amends.casework.cases.models import Case, Grievance, StageRecord
from amends.casework.clocks.models import Clock
from amends.casework.customers.models import Order
from amends.casework.customers.queries import order_by_number
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import HOME_CURRENCY
from amends.foundation.organisation.models import Member
from amends.practice.remedies.choices import GrantBasis
from amends.practice.remedies.models import CaseFact
from amends.practice.remedies.queries.entitled import entitlements_of, facts_answered
from amends.practice.remedies.queries.facts import facts_from, facts_of_case
from amends.practice.remedies.queries.given import given_to_like_people, given_to_person
from amends.practice.remedies.queries.like_cases import Precedents, like_figures, precedents
from amends.practice.remedies.queries.policy import policy_in_force
from amends.practice.remedies.rules.entitlements import Due
from amends.practice.remedies.rules.fairness import (
    Remark,
    remarks_beside_like_people,
    remarks_on,
    remarks_on_givings,
)
from amends.practice.remedies.rules.policy import Facts, Fault, Policy, Range, fair_range


@dataclass(frozen=True)
class Advice:
    """Everything that a person weighs before giving something; nothing in it decides."""

    case: Case
    facts: Facts
    order: Order | None
    fair: Range | None
    policy: Policy
    precedents: Precedents
    entitlements: list[Due]
    answered: dict[str, CaseFact]
    warnings: list[Remark]
    """Facts of the last twelve months; what is to be said of a sum is asked by `remarks`."""

    @property
    def severity(self) -> str:
        return self.facts.severity

    @property
    def fault(self) -> Fault:
        return self.facts.fault

    @property
    def spent(self) -> Money | None:
        return self.facts.spent

    @property
    def tier(self) -> str:
        return self.facts.tier

    @property
    def late_hours(self) -> int:
        return self.facts.late_hours

    @property
    def edition(self) -> int:
        return self.policy.number

    @property
    def currency(self) -> str:
        return self.spent.currency if self.spent else HOME_CURRENCY


def advice(case: Case, *, member: Member) -> Advice:
    """For a case that this member may see; about a dozen questions, so not for the case page."""
    order = order_by_number(case.order_number)
    facts, policy = facts_of_case(case, order), policy_in_force()
    currency = order.currency if order else HOME_CURRENCY
    like = precedents(case, member=member, currency=currency)
    answered = facts_answered(case)
    given, paid = given_to_person(case, member)
    return Advice(
        case=case,
        facts=facts,
        order=order,
        fair=fair_range(facts, policy, like.figures.share if like.figures else None),
        policy=policy,
        precedents=like,
        entitlements=entitlements_of(case, order, answered),
        answered=answered,
        warnings=[
            *remarks_on_givings(given, paid, policy),
            *remarks_beside_like_people(given, given_to_like_people(case, member) if given else {}, policy),
        ],
    )


def range_of(case: Case, *, member: Member) -> Range | None:
    """The range as `advice` says it, without the rest."""
    order = order_by_number(case.order_number)
    like = like_figures(case, member=member, currency=order.currency if order else HOME_CURRENCY)
    return fair_range(facts_of_case(case, order), policy_in_force(), like.share if like else None)


def currency_of(case: Case) -> str:
    """That of the order, else the home one."""
    order = order_by_number(case.order_number)
    return order.currency if order else HOME_CURRENCY


def remarks(found: Advice, amount: Money, *, basis: str = GrantBasis.SOLUTION) -> list[Remark]:
    """What a person should look at before giving this much: too little is said as well as too much.

    A gesture is held against the gestures in like cases: beside what solutions gave back, each would be far too little.
    """
    seen = found.precedents
    return remarks_on(
        amount,
        fair=found.fair,
        like=seen.gestures if basis == GrantBasis.GOODWILL else seen.figures,
        currency=seen.currency,
        policy=found.policy,
        spent=found.spent,
    )


def may_give(
    case: Case,
    *,
    order: Order | None,
    points: Iterable[Grievance],
    records: Iterable[StageRecord],
    clocks: Iterable[Clock],
) -> Range | None:
    """The range by what a page has at hand, without like cases; asks nothing but the edition, now and then."""
    facts = facts_from(case, order=order, points=points, records=records, clocks=clocks)
    return fair_range(facts, policy_in_force())
