"""Who bought again after a complaint."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from amends.casework.cases.choices import Outcome
from amends.casework.cases.models import Case
from amends.casework.cases.queries import counted_cases
from amends.casework.customers.models import Order
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.oversight.insights.queries.figures import SEES_FIGURES
from amends.oversight.insights.rules import (
    FEWEST,
    WINDOWS,
    Followed,
    Windows,
    bought_again,
    by_group,
    usual_wait,
)
from amends.practice.remedies.models import Option

LOOKED_AT, AT_ONCE = 5000, 500
UPHELD = frozenset({Outcome.UPH, Outcome.PUP})
ROOT = Coalesce(F("customer__person"), F("customer"))
PRODUCTS_COMPARED = 200
LONGEST = timedelta(days=max(WINDOWS))


@dataclass(frozen=True)
class Repurchase:
    """Who bought again: after a complaint, by how it went, and customers who never complained beside them."""

    groups: dict[str, Windows]
    compared: Windows
    compared_by: str


def repurchase(member: Member, *, since: date, until: date) -> Repurchase:
    """Of complaints about a known order whose window ended in the period: did the person buy again within it?

    Looks at the newest 5,000 closed cases that the member may know of, and at as many orders of people without any.
    """
    begin = timezone.make_aware(datetime.combine(since, time.min))
    end = min(timezone.make_aware(datetime.combine(until, time.max)), clock.now())
    rows = closed_with_orders(member, begin=begin - LONGEST, end=end)
    bought = orders_by_person([row["root"] for row in rows], since=begin - LONGEST)
    followed = [
        Followed(row["closed_at"], bought.get(row["root"], ()), row["outcome"] in UPHELD, row["given"])
        for row in rows
    ]
    compared, compared_by = beside(rows, begin=begin, end=end)
    return Repurchase(by_group(followed, begin=begin, end=end), compared, compared_by)


def beside(rows: Sequence[Mapping[str, Any]], *, begin: datetime, end: datetime) -> tuple[Windows, str]:
    """People who never complained: buyers of the same products, or where these are too few, of the same tiers."""
    by_product = people_like(products_of(rows), rows, begin=begin, end=end)
    if max(share.n for share in by_product.values()) >= FEWEST:
        return by_product, "product"
    return people_like(tiers_of(rows), rows, begin=begin, end=end), "tier"


def people_like(like: Q, rows: Sequence[Mapping[str, Any]], *, begin: datetime, end: datetime) -> Windows:
    wait = usual_wait([row["closed_at"] - row["ordered_at"] for row in rows])
    others = without_complaint(like, begin=begin - LONGEST - wait, end=end - wait)
    later = orders_by_person(list(others), since=begin - LONGEST)
    followed = [Followed(at + wait, later.get(root, ())) for root, at in others.items()]
    return bought_again(followed, begin=begin, end=end)


def closed_with_orders(member: Member, *, begin: datetime, end: datetime) -> list[dict[str, Any]]:
    """Closed cases about a known order, with the person, what was bought and whether something was given."""
    cases = counted_cases(member, house=SEES_FIGURES)
    about = Order.objects.order_by().filter(number=OuterRef("order_number"))
    given = Option.objects.order_by().filter(proposal__case=OuterRef("pk"), chosen=True, amount__gt=0)
    rows = (
        cases.closed()
        .filter(closed_at__gte=begin, closed_at__lte=end)
        .exclude(order_number="")
        .annotate(
            root=ROOT,
            ordered_at=Subquery(about.values("ordered_at")[:1]),
            product=Subquery(about.values("product")[:1]),
            given=Exists(given),
        )
        .order_by("-id")
    )
    names = ("root", "closed_at", "outcome", "ordered_at", "product", "given", "customer__tier")
    return [row for row in rows.values(*names)[:LOOKED_AT] if row["ordered_at"] is not None]


def orders_by_person(roots: Sequence[int], *, since: datetime) -> dict[int, tuple[datetime, ...]]:
    """When each of these people bought something, over all records of a person."""
    found: dict[int, list[datetime]] = defaultdict(list)
    wanted = sorted(set(roots))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        orders = Order.objects.order_by().filter(ordered_at__gte=since)
        orders = orders.filter(Q(customer__in=some) | Q(customer__person__in=some))
        for root, at in orders.annotate(root=ROOT).values_list("root", "ordered_at"):
            found[root].append(at)
    return {root: tuple(moments) for root, moments in found.items()}


def products_of(rows: Sequence[Mapping[str, Any]]) -> Q:
    common = Counter(row["product"] for row in rows).most_common(PRODUCTS_COMPARED)
    return Q(product__in=[product for product, _n in common])


def tiers_of(rows: Sequence[Mapping[str, Any]]) -> Q:
    return Q(customer__tier__in={row["customer__tier"] for row in rows})


def without_complaint(like: Q, *, begin: datetime, end: datetime) -> dict[int, datetime]:
    """People who never complained → the order of theirs that compares, the first one in this time."""
    complained = Case.objects.order_by().filter(customer=OuterRef("customer"))
    orders = Order.objects.filter(like, ordered_at__gte=begin, ordered_at__lte=end)
    orders = orders.filter(~Exists(complained), customer__person=None, customer__records=None)
    found: dict[int, datetime] = {}
    for customer, at in orders.order_by("-ordered_at").values_list("customer", "ordered_at")[:LOOKED_AT]:
        found[customer] = at
    return found
