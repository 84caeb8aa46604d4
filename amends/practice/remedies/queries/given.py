"""What was given in cases so far, of those that a member may know of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import F, QuerySet

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.casework.customers.queries import orders_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.models import Option

SPAN = timedelta(days=365)


@dataclass(frozen=True)
class Given:
    """A sum of goodwill in a case and when it was agreed."""

    case_id: int
    amount: Money
    at: datetime


def given_where(cases: QuerySet[Case], *, newest: int | None = None, kind: str | None = None) -> list[Given]:
    """What customers were given in these cases, the newest first; in one way only where `kind` is said."""
    chosen = Option.objects.filter(
        proposal__case__in=cases.order_by().values("pk"), chosen=True, amount__gt=Decimal(0)
    ).order_by(F("proposal__decided_at").desc(nulls_last=True), "-pk")
    if kind is not None:
        chosen = chosen.filter(kind=kind)
    rows = chosen.values_list(
        "proposal__case", "amount", "currency", "proposal__decided_at", "proposal__proposed_at"
    )
    return [
        Given(case_id, Money(amount or Decimal(0), currency), decided or proposed)
        for case_id, amount, currency, decided, proposed in rows[:newest]
    ]


def given_to_person(case: Case, member: Member) -> tuple[list[Money], list[Money]]:
    """What the person of a case was given and what they paid in the last twelve months; of other cases seen by the member."""
    since = clock.now() - SPAN
    others = Case.objects.filter(visible_to(member)).of_root(case.customer.root_id).exclude(pk=case.pk)
    given = [one.amount for one in given_where(others) if one.at >= since]
    paid = orders_of(case.customer).filter(ordered_at__gte=since).values_list("amount", "currency")
    return given, [Money(amount, currency) for amount, currency in paid]
