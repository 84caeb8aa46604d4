"""What all of it adds up to. Every figure on screen has one function here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from amends.casework.cases.choices import Stage
from amends.casework.cases.models import CaseQuerySet
from amends.casework.cases.queries import visible_cases
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


def view_counts(views: dict[str, CaseQuerySet], cap: int = 99) -> dict[str, str]:
    """The capped counts of several lists in one statement."""
    counted = [cases.order_by().values("pk")[: cap + 1].query for cases in views.values()]
    if not counted:
        return {}
    numbers = count_each(counted)
    return {
        key: f"{cap}+" if number > cap else str(number) for key, number in zip(views, numbers, strict=True)
    }


def count_each(queries: Sequence[Any]) -> list[int]:
    """Counts each sub-query in a single round trip."""
    from django.db import connection

    parts: list[str] = []
    parameters: list[Any] = []
    for query in queries:
        # Lists that can hold nothing for this member count as zero instead of stopping the whole question.
        statement, values = query.get_compiler(using="default", elide_empty=False).as_sql()
        parts.append(f"(SELECT COUNT(*) FROM ({statement}) AS limited)")  # noqa: S608 - the ORM's own statement, its values bound
        parameters.extend(values)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), parameters)
        return list(cursor.fetchone())


def stage_flow(member: Member) -> list[tuple[Stage, int]]:
    """How many open cases stand in each stage."""
    rows = visible_cases(member).open().order_by().values("stage").annotate(n=Count("*"))
    found = {row["stage"]: row["n"] for row in rows}
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
