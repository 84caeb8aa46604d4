"""Sums over the kept daily figures, counts beside lists, and the ratings of a period."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case, CaseQuerySet
from amends.casework.cases.permissions import SEES_RESTRICTED, sight_of, within_sight
from amends.casework.cases.queries import counted_cases
from amends.foundation.kernel.prepared import Counts, Tuples, Value
from amends.foundation.organisation.choices import SEE_EVERYTHING, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import reach_of
from amends.oversight.insights.models import DailyFigure
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
    """The kept figures that this member sees; restricted cases count only for whoever sees all of these."""
    figures = DailyFigure.objects.all()
    if member.role not in SEES_RESTRICTED:
        figures = figures.filter(restricted=False)
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
    return ratings.filter(case__in=counted_cases(member, house=SEES_FIGURES))
