"""What giving did: spent against satisfaction, buying again and complaining again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from amends.casework.cases.choices import LinkKind
from amends.casework.cases.models import Case, CaseLink, CaseQuerySet
from amends.casework.cases.queries import counted_cases
from amends.casework.customers.models import Order
from amends.casework.readings.choices import Severity
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.oversight.insights.queries.figures import SEES_FIGURES
from amends.oversight.insights.queries.repurchase import AT_ONCE, LOOKED_AT, ROOT, orders_by_person
from amends.oversight.insights.rules.effect import (
    FOLLOWED_DAYS,
    Difference,
    Ended,
    Summary,
    difference,
    summaries,
    summary,
)
from amends.practice.remedies.choices import GrantBasis, GrantKind, GrantState, GrantTiming
from amends.practice.remedies.models import Grant

KINDS = ("gift", "money", "nothing")
SEES_EFFECT = frozenset({*SEES_FIGURES, Role.LEAD, Role.FINANCE})
SEES_ALL = frozenset({*SEES_FIGURES, Role.FINANCE})
FOLLOWED = timedelta(days=FOLLOWED_DAYS)


@dataclass(frozen=True)
class Group:
    """One severity: each kind of giving, and what a gift adds to doing without one."""

    severity: str
    kinds: Mapping[str, Summary]
    content: Difference | None
    bought_again: Difference | None


@dataclass(frozen=True)
class Effect:
    """The closed complaints of a period in one currency, by what was given in them."""

    currency: str
    currencies: list[str]
    looked_at: int
    is_cut: bool
    whole: Mapping[str, Summary]
    severities: list[Group]
    timings: Mapping[str, Summary]


def may_see_effect(member: Member) -> bool:
    return member.is_active and member.role in SEES_EFFECT


def effect(member: Member, *, since: date, until: date, currency: str = "") -> Effect:
    """Looks at the newest 5,000 closed cases of the period that the member may know of; costs five statements and a few more."""
    begin = timezone.make_aware(datetime.combine(since, time.min))
    end = timezone.make_aware(datetime.combine(until, time.max))
    cases = counted_cases(member, house=SEES_ALL)
    found = closed_between(cases, begin=begin, end=end)
    given = gestures_in(found)
    currencies = sorted({row["currency"] for row in found if row["currency"]} | {one for one, _ in given})
    chosen = (
        currency
        if currency in currencies
        else ("CNY" if "CNY" in currencies else next(iter(currencies), "CNY"))
    )
    rows = ended(found, {case: grants for (money, case), grants in given.items() if money == chosen}, chosen)
    return Effect(
        currency=chosen,
        currencies=currencies,
        looked_at=len(rows),
        is_cut=len(found) == LOOKED_AT,
        whole=summaries(rows, lambda row: row.kind, KINDS),
        severities=[group(rows, severity) for severity in Severity.values],
        timings=summaries([row for row in rows if row.timing], lambda row: row.timing, GrantTiming.values),
    )


def group(rows: Sequence[Ended], severity: str) -> Group:
    alike = [row for row in rows if row.severity == severity]
    kinds = summaries(alike, lambda row: row.kind, KINDS)
    gift, without = kinds["gift"], summary([row for row in alike if row.kind != "gift"])
    return Group(
        severity=severity,
        kinds=kinds,
        content=difference(gift.content, without.content),
        bought_again=difference(gift.bought_again, without.bought_again),
    )


def closed_between(cases: CaseQuerySet, *, begin: datetime, end: datetime) -> list[dict[str, Any]]:
    about = Order.objects.order_by().filter(number=OuterRef("order_number"))
    rows = (
        cases.closed()
        .standing_alone()
        .filter(closed_at__gte=begin, closed_at__lte=end)
        .annotate(
            root=ROOT,
            spent=Subquery(about.values("amount")[:1]),
            currency=Subquery(about.values("currency")[:1]),
            solved=F("rating__solved"),
            treated=F("rating__treated"),
        )
        .order_by("-id")
    )
    names = ("pk", "root", "severity", "closed_at", "spent", "currency", "solved", "treated")
    return list(rows.values(*names)[:LOOKED_AT])


Gestures = Mapping[tuple[str, int], list[dict[str, Any]]]


def gestures_in(cases: Sequence[Mapping[str, Any]]) -> Gestures:
    """What was given on top in these cases and arrived, by currency and case."""
    found: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for start in range(0, len(cases), AT_ONCE):
        some = [row["pk"] for row in cases[start : start + AT_ONCE]]
        rows = Grant.objects.filter(case__in=some, basis=GrantBasis.GOODWILL, state=GrantState.SETTLED)
        for row in rows.order_by("id").values("case", "kind", "timing", "amount", "currency"):
            found[row["currency"], row["case"]].append(dict(row))
    return found


def ended(
    found: Sequence[Mapping[str, Any]], given: Mapping[int, list[dict[str, Any]]], currency: str
) -> list[Ended]:
    """The cases of one currency: of their order, else of what was given; those without either had nothing."""
    mine = [row for row in found if row["pk"] in given or row["currency"] in (currency, None)]
    earliest = min((row["closed_at"] for row in mine), default=clock.now())
    roots = [row["root"] for row in mine]
    bought = orders_by_person(roots, since=earliest)
    complained = complaints_by_person(roots, since=earliest)
    return [one_ended(row, given.get(row["pk"], []), bought, complained) for row in mine]


def one_ended(
    row: Mapping[str, Any],
    grants: Sequence[Mapping[str, Any]],
    bought: Mapping[int, Sequence[datetime]],
    complained: Mapping[int, Sequence[datetime]],
) -> Ended:
    since, is_over = row["closed_at"], row["closed_at"] + FOLLOWED <= clock.now()
    gifts = [grant for grant in grants if grant["kind"] == GrantKind.GIFT]

    def within(moments: Sequence[datetime]) -> bool:
        return any(since < at <= since + FOLLOWED for at in moments)

    return Ended(
        severity=row["severity"],
        kind="gift" if gifts else "money" if grants else "nothing",
        timing=gifts[0]["timing"] if gifts else "",
        given=sum((grant["amount"] for grant in grants), Decimal(0)) if grants else None,
        spent=row["spent"],
        solved=row["solved"],
        treated=row["treated"],
        bought_again=within(bought.get(row["root"], ())) if is_over and row["spent"] is not None else None,
        complained_again=within(complained.get(row["root"], ())) if is_over else None,
    )


def complaints_by_person(roots: Sequence[int], *, since: datetime) -> dict[int, list[datetime]]:
    """When each of these people complained, over all records of a person; parts of one complaint count once."""
    found: dict[int, list[datetime]] = defaultdict(list)
    wanted, parts = (
        sorted(set(roots)),
        CaseLink.objects.filter(ended_at=None, kind=LinkKind.CHILD).values("case"),
    )
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        cases = Case.objects.order_by().standing_alone().filter(received_at__gte=since)
        cases = cases.filter(Q(customer__in=some) | Q(customer__person__in=some)).exclude(pk__in=parts)
        for root, at in cases.annotate(root=ROOT).values_list("root", "received_at"):
            found[root].append(at)
    return found
