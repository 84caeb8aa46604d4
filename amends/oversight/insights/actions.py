"""Keeping the figures."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.utils import timezone

from amends.casework.cases.choices import Outcome
from amends.casework.cases.models import Case
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.oversight.insights.events import DayCounted
from amends.oversight.insights.models import DailyFigure

UPHELD = (Outcome.UPH, Outcome.PUP)
SETTLE = timedelta(seconds=5)
FIRST_RESPONSE = timedelta(hours=24)


def day_changed(day: date, now: datetime) -> None:
    """Asks for a day to be counted anew, once for all changes of the next seconds."""
    enqueue(
        "amends.oversight.insights.actions.count_day",
        {"day": day.isoformat()},
        run_at=now + SETTLE,
        unique_key=f"insights:{day.isoformat()}",
    )


@nobody_waits
@transaction.atomic
def count_day(day: str) -> None:
    """Counts the cases received on one day of the house's time zone; counting again gives the same."""
    start = timezone.make_aware(datetime.combine(date.fromisoformat(day), time.min))
    # What was merged into another case or repeats one counts once: there.
    cases = Case.objects.filter(
        received_at__gte=start, received_at__lt=start + timedelta(days=1), merged_into=None
    ).exclude(outcome=Outcome.DUP)
    counted = cases.order_by().values("department", "category", "restricted").annotate(**figures())
    rows: list[dict[str, Any]] = [dict(row) for row in counted]
    DailyFigure.objects.filter(day=day).delete()
    DailyFigure.objects.bulk_create(
        DailyFigure(
            day=day,
            department_id=row["department"],
            category=row["category"],
            restricted=row["restricted"],
            received=row["received"],
            closed=row["closed"],
            answered_in_time=row["answered_in_time"],
            upheld=row["upheld"],
            severe=row["severe"],
            hours_to_close=row["took"].total_seconds() / 3600 if row["took"] else 0,
        )
        for row in rows
    )
    publish(DayCounted(day=day))


def figures() -> dict[str, Any]:
    took = ExpressionWrapper(F("closed_at") - F("received_at"), output_field=DurationField())
    in_time = Q(first_reply_at__lte=F("received_at") + FIRST_RESPONSE)
    return {
        "received": Count("pk"),
        "closed": Count("pk", filter=Q(phase="closed")),
        "answered_in_time": Count("pk", filter=in_time),
        "upheld": Count("pk", filter=Q(outcome__in=UPHELD)),
        "severe": Count("pk", filter=Q(severity__in=("severe", "critical"))),
        "took": Sum(took, filter=Q(closed_at__isnull=False)),
    }
