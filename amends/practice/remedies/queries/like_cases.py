"""What was given in like cases, of those that this member may see and of nobody's else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.cases.rules.likeness import text_agreement
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.queries.facts import orders_of_cases
from amends.practice.remedies.queries.given import given_where
from amends.practice.remedies.queries.policy import policy_in_force
from amends.practice.remedies.rules.like_cases import By, Figures, Like, figures, nearest

LOOKED_AT, SHOWN = 300, 8


@dataclass(frozen=True)
class LikeCase:
    """A like case with what was given in it."""

    case: Case
    amount: Money
    share: Decimal | None
    agreement: int


@dataclass(frozen=True)
class Precedents:
    """The figures over like cases, and the nearest of them; all None and empty where there is none."""

    currency: str
    figures: Figures | None = None
    cases: tuple[LikeCase, ...] = ()
    is_small: bool = True

    @property
    def count(self) -> int:
        return self.figures.count if self.figures else 0

    @property
    def lowest(self) -> Money | None:
        return Money(self.figures.lowest, self.currency) if self.figures else None

    @property
    def highest(self) -> Money | None:
        return Money(self.figures.highest, self.currency) if self.figures else None

    @property
    def median(self) -> Money | None:
        return Money(self.figures.median, self.currency) if self.figures else None

    @property
    def by_meaning(self) -> bool:
        return self.figures is not None and self.figures.by == By.MEANING


def precedents(case: Case, kind: str | None = None, *, member: Member, currency: str = "CNY") -> Precedents:
    """Of the same kind and weight, in the same currency, of other people; if enough agree in their words, only those.

    `kind` narrows it to what was given in one way (voucher, refund …), where that is known.
    """
    if not case.category or not case.severity:
        return Precedents(currency)
    others = (
        Case.objects.filter(visible_to(member), category=case.category, severity=case.severity)
        .exclude(pk=case.pk)
        .exclude(customer=case.customer_id)
        .exclude(customer=case.customer.root_id)
        .exclude(customer__person=case.customer.root_id)
    )
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for one in given_where(others, newest=LOOKED_AT, kind=kind):
        if one.amount.currency == currency:
            sums[one.case_id] += one.amount.amount
    cases = {one.pk: one for one in Case.objects.filter(pk__in=sums).select_related("customer")}
    at_least = policy_in_force().like_at_least
    found, by = nearest(likes(case, cases, sums), at_least=at_least)
    shown = [
        LikeCase(cases[one.case_id], Money(one.amount, currency), one.share, one.agreement) for one in found
    ]
    return Precedents(currency, figures(found, by), tuple(shown[:SHOWN]), is_small=len(found) < at_least)


def likes(case: Case, cases: dict[int, Case], sums: dict[int, Decimal]) -> list[Like]:
    orders = orders_of_cases(list(cases.values()))
    words = words_of(case)
    found = []
    for pk, other in cases.items():
        order = orders.get(other.order_number.strip())
        share = sums[pk] / order.amount if order and order.amount > 0 else None
        agreement = round(100 * text_agreement(words, words_of(other)))
        found.append(Like(pk, sums[pk], share, agreement))
    return found


def words_of(case: Case) -> str:
    return f"{case.subject} {case.summary}"
