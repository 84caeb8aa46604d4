"""What was given in like cases, of those that this member may see and of nobody's else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Trim

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import Extent, sight_of, within_sight
from amends.casework.cases.rules.likeness import text_agreement
from amends.casework.customers.models import Order
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.prepared import Tuples
from amends.foundation.organisation.models import Member
from amends.practice.remedies.choices import GrantBasis
from amends.practice.remedies.queries.given import CHOSEN_AT, chosen_in, granted_in
from amends.practice.remedies.queries.policy import policy_in_force
from amends.practice.remedies.rules.like_cases import By, Figures, Like, figures, nearest

LOOKED_AT, SHOWN = 300, 8
# Where a row tells them.
_CURRENCY, _BASIS = 5, 6


@dataclass(frozen=True)
class LikeCase:
    """A like case with what was given in it."""

    case: Case
    amount: Money
    share: Decimal | None
    agreement: int


@dataclass(frozen=True)
class Precedents:
    """The figures over like cases, and the nearest of them; all None and empty where there is none.

    `gestures` are the figures over what was given there on top of the solution.
    """

    currency: str
    figures: Figures | None = None
    gestures: Figures | None = None
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
    all_of_it, on_top = likes(case, kind, member=member, currency=currency)
    (found, near), (gestures, _nearest) = figures_over(all_of_it), figures_over(on_top)
    if found is None:
        return Precedents(currency)
    rows = Case.objects.filter(pk__in=[one.case_id for one in near[:SHOWN]]).select_related("customer")
    cases = {one.pk: one for one in rows}
    shown = tuple(
        LikeCase(cases[one.case_id], Money(one.amount, currency), one.share, one.agreement)
        for one in near[:SHOWN]
    )
    return Precedents(currency, found, gestures, shown, is_small=len(near) < policy_in_force().like_at_least)


def like_figures(case: Case, *, member: Member, currency: str) -> Figures | None:
    """The figures over the like cases: what a range needs of them, two questions."""
    if not case.category or not case.severity:
        return None
    return figures_over(likes(case, None, member=member, currency=currency)[0])[0]


def figures_over(found: list[Like]) -> tuple[Figures | None, list[Like]]:
    """The figures, and what they are over, the nearest first."""
    near, by = nearest(found, at_least=policy_in_force().like_at_least)
    return figures(near, by), near


def likes(case: Case, kind: str | None, *, member: Member, currency: str) -> tuple[list[Like], list[Like]]:
    """Like cases with all that was given in them, and with the gestures alone: a solution gives back what was paid."""
    sight = sight_of(member)
    about = (case.pk, case.category, case.severity, case.customer_id, case.customer.root_id)
    shape = (sight.extent, kind)
    rows = [*_GRANTED(*about, *sight.values, shape=shape), *_CHOSEN(*about, *sight.values, shape=shape)]
    newest = sorted(rows, key=moment, reverse=True)[:LOOKED_AT]
    told = [one for one in newest if one[_CURRENCY] == currency]
    words = words_of(case)
    return summed(told, words), summed([one for one in told if one[_BASIS] == GrantBasis.GOODWILL], words)


def summed(rows: list[tuple[Any, ...]], words: str) -> list[Like]:
    """A sum for each case, with how far its words agree with these."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    seen: dict[int, tuple[str, Decimal | None]] = {}
    for case_id, subject, summary, paid, amount, *_rest in rows:
        sums[case_id] += amount
        seen[case_id] = f"{subject} {summary}", paid
    return [
        Like(
            case_id,
            sums[case_id],
            sums[case_id] / paid if paid else None,
            round(100 * text_agreement(words, theirs)),
        )
        for case_id, (theirs, paid) in seen.items()
    ]


def moment(row: tuple[Any, ...]) -> datetime:
    at: datetime = row[-1]
    return at


def words_of(case: Case) -> str:
    return f"{case.subject} {case.summary}"


def _others(
    extent: Extent, case_id: int, category: str, severity: str, customer_id: int, root: int, *viewer: Any
) -> QuerySet[Case]:
    return (
        Case.objects.filter(within_sight(extent, *viewer), category=category, severity=severity)
        .exclude(pk=case_id)
        .exclude(customer=customer_id)
        .exclude(customer=root)
        .exclude(customer__person=root)
    )


def _told(rows: QuerySet[Any], case: str, basis: Any, at: Any) -> QuerySet[Any, Any]:
    """Each row with its case's words, what was paid for its order and why it was given."""
    orders = Order.objects.filter(number=Trim(OuterRef(f"{case}__order_number")), amount__gt=Decimal(0))
    paid = Subquery(orders.order_by("pk").values("amount")[:1])
    told = (case, f"{case}__subject", f"{case}__summary", paid, "amount", "currency", basis, at)
    return rows.values_list(*told)[:LOOKED_AT]


_GRANTED = Tuples(
    lambda extent, kind, *about: _told(
        granted_in(_others(extent, *about), kind), "case", "basis", "granted_at"
    )
)
_CHOSEN = Tuples(
    lambda extent, kind, *about: _told(
        chosen_in(_others(extent, *about), kind), "proposal__case", Value(GrantBasis.SOLUTION), CHOSEN_AT
    )
)
