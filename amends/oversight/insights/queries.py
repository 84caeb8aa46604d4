"""What all of it adds up to. Every figure on screen has one function here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from amends.casework.cases.choices import Outcome, Stage
from amends.casework.cases.models import Case, CaseQuerySet
from amends.casework.cases.permissions import sight_of, within_sight
from amends.casework.cases.queries import visible_cases
from amends.casework.customers.models import Order
from amends.foundation.kernel import clock
from amends.foundation.kernel.prepared import Counts, Tuples, Value
from amends.foundation.organisation.choices import SEE_EVERYTHING, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import reach_of
from amends.oversight.insights.models import DailyFigure
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
from amends.practice.surveys.models import Rating

CAP = 1000
SEES_FIGURES = frozenset({*SEE_EVERYTHING, Role.TRAINER, Role.ADMINISTRATOR})


def capped(cases: CaseQuerySet, cap: int = CAP) -> str:
    """How many there are, counted no further than a cap: "1000+" beyond it."""
    found = len(cases.order_by().values_list("pk", flat=True)[: cap + 1])
    return f"{cap}+" if found > cap else str(found)


def view_counts(views: Counts, *values: Value, shape: tuple[Hashable, ...] = ()) -> dict[str, str]:
    """The capped counts of several lists in one statement, as they are shown."""
    return {
        name: f"{views.cap}+" if number > views.cap else str(number)
        for name, number in views(*values, shape=shape).items()
    }


_STAGES = Tuples(
    lambda extent, *viewer: (
        Case.objects.open()
        .filter(within_sight(extent, *viewer))
        .order_by()
        .values_list("stage")
        .annotate(n=Count("*"))
    )
)


def stage_flow(member: Member) -> list[tuple[Stage, int]]:
    """How many open cases stand in each stage."""
    sight = sight_of(member)
    found = dict(_STAGES(*sight.values, shape=(sight.extent,)))
    return [(stage, found.get(stage.value, 0)) for stage in Stage]


def figures_for(member: Member) -> QuerySet[DailyFigure]:
    figures = DailyFigure.objects.all()
    return figures if member.role in SEES_FIGURES else figures.filter(department__in=reach_of(member))


@dataclass(frozen=True)
class Report:
    """A period in figures: in total, by month and by category."""

    totals: dict[str, Any]
    months: list[dict[str, Any]]
    categories: list[dict[str, Any]]


SUMS = {
    name: Sum(name)
    for name in ("received", "closed", "answered_in_time", "upheld", "severe", "hours_to_close")
}


def report(member: Member, *, since: date, until: date) -> Report:
    """Sums over the kept daily figures; costs the same however many cases there are."""
    figures = figures_for(member).filter(day__gte=since, day__lte=until)
    months = figures.annotate(month=TruncMonth("day")).order_by().values("month").annotate(**SUMS)
    categories = figures.order_by().values("category").annotate(**SUMS)
    by_month = [with_shares(dict(row)) for row in months.order_by("month")]
    by_category = [with_shares(dict(row)) for row in categories.order_by("-received")]
    totals = {name: sum(row[name] or 0 for row in by_category) for name in SUMS}
    return Report(with_shares(totals), by_month, by_category)


def with_shares(row: dict[str, Any]) -> dict[str, Any]:
    """Adds the shares and the mean that follow from the sums; None where there is nothing to divide by."""
    received, closed = row["received"] or 0, row["closed"] or 0
    return {
        **row,
        "answered_in_time_share": row["answered_in_time"] / received if received else None,
        "upheld_share": row["upheld"] / closed if closed else None,
        "mean_hours_to_close": row["hours_to_close"] / closed if closed else None,
    }


def within(cases: CaseQuerySet, *, hours: int, now: datetime) -> CaseQuerySet:
    """Cases due within so many hours, the overdue not counted."""
    return cases.filter(Q(due_at__gte=now) & Q(due_at__lt=now + timedelta(hours=hours)))


def visible_ratings(member: Member, *, since: date, until: date) -> QuerySet[Rating]:
    """The customers' ratings of cases this member may know of, given in the period."""
    ratings = Rating.objects.filter(given_at__date__gte=since, given_at__date__lte=until)
    if member.role in SEES_FIGURES:
        return ratings
    return ratings.filter(case__in=visible_cases(member))


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
    cases = Case.objects.all() if member.role in SEES_FIGURES else visible_cases(member)
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
