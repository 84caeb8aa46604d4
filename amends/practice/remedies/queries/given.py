"""What was given in cases so far: what was carried out, and before that what the customer chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.customers.queries import orders_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.choices import GrantBasis, GrantState
from amends.practice.remedies.models import Grant, Option

SPAN = timedelta(days=365)
# The moment by which it is ordered, where a customer has not answered yet, is that of the offer.
CHOSEN_AT = Coalesce("proposal__decided_at", "proposal__proposed_at")
# So many of the newest givings say what others got.
LOOKED_AT = 300
# On its way to the customer or with them; what is owed by law is no measure of goodwill.
CARRIED_OUT = (GrantState.COMMITTED, GrantState.SETTLED)


@dataclass(frozen=True)
class Given:
    """A sum in a case and when it was given or agreed."""

    case_id: int
    amount: Money
    at: datetime


def granted_in(cases: QuerySet[Case], kind: str | None = None) -> QuerySet[Grant]:
    """What was carried out in these cases beyond what is owed, the newest first; in one way only where `kind` is said."""
    rows = Grant.objects.filter(case__in=inside(cases), state__in=CARRIED_OUT)
    rows = rows.exclude(basis=GrantBasis.ENTITLEMENT).order_by("-granted_at", "-pk")
    return rows if kind is None else rows.filter(kind=kind)


def chosen_in(cases: QuerySet[Case], kind: str | None = None) -> QuerySet[Option]:
    """What customers chose in those of these cases in which nothing was carried out yet, the newest first."""
    granted = Grant.objects.filter(case__in=inside(cases), state__in=CARRIED_OUT).order_by().values("case")
    rows = (
        Option.objects.filter(proposal__case__in=inside(cases), chosen=True, amount__gt=Decimal(0))
        .exclude(proposal__case__in=granted)
        .order_by(F("proposal__decided_at").desc(nulls_last=True), "-pk")
    )
    return rows if kind is None else rows.filter(kind=kind)


def decided_in(cases: Collection[int]) -> list[tuple[int, Decimal, str]]:
    """Each sum, with its case, that was granted and not taken back, and that of each option its customer chose."""
    granted = Grant.objects.that_count().filter(case__in=cases, amount__gt=Decimal(0)).order_by()
    chosen = Option.objects.filter(proposal__case__in=cases, chosen=True, amount__gt=Decimal(0)).order_by()
    rows = [
        *granted.values_list("case", "amount", "currency"),
        *chosen.values_list("proposal__case", "amount", "currency"),
    ]
    return [(case, amount or Decimal(0), currency) for case, amount, currency in rows]


def inside(cases: QuerySet[Case]) -> QuerySet[Any, Any]:
    return cases.order_by().values("pk")


def given_where(cases: QuerySet[Case], *, newest: int | None = None) -> list[Given]:
    """In these cases, the newest first. A case with grants is not counted by its options."""
    granted = granted_in(cases).values_list("case", "amount", "currency", "granted_at")
    chosen = chosen_in(cases).values_list("proposal__case", "amount", "currency", CHOSEN_AT)
    found = [
        Given(case_id, Money(amount or Decimal(0), currency), at)
        for rows in (granted, chosen)
        for case_id, amount, currency, at in rows[:newest]
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:newest]


def given_to_person(case: Case, member: Member) -> tuple[list[Money], list[Money]]:
    """What the person of a case was given and what they paid in the last twelve months; of other cases seen by the member."""
    since = clock.now() - SPAN
    others = Case.objects.filter(visible_to(member)).of_root(case.customer.root_id).exclude(pk=case.pk)
    given = [one.amount for one in given_where(others) if one.at >= since]
    paid = orders_of(case.customer).filter(ordered_at__gte=since).values_list("amount", "currency")
    return given, [Money(amount, currency) for amount, currency in paid]


def given_to_like_people(case: Case, member: Member) -> dict[str, list[Decimal]]:
    """What others of the same tier were given in the last twelve months, a sum for each person, by currency; as far as the member sees."""
    since, root = clock.now() - SPAN, case.customer.root_id
    seen = Case.objects.filter(visible_to(member), customer__tier=case.customer.tier)
    others = seen.exclude(customer=root).exclude(customer__person=root)
    granted = granted_in(others).filter(granted_at__gte=since)
    chosen = chosen_in(others).annotate(at=CHOSEN_AT).filter(at__gte=since)
    sums: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for rows, way in ((granted, "case__customer"), (chosen, "proposal__case__customer")):
        for person, customer, amount, currency in rows.values_list(
            f"{way}__person", way, "amount", "currency"
        )[:LOOKED_AT]:
            sums[currency, person or customer] += amount or Decimal(0)
    found: dict[str, list[Decimal]] = defaultdict(list)
    for (currency, _person), amount in sums.items():
        if amount:
            found[currency].append(amount)
    return found
