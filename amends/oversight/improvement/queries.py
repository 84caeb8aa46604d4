from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count

from amends.casework.cases.models import Case
from amends.casework.cases.queries import counted_cases
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.oversight.improvement.models import CauseRecord
from amends.oversight.improvement.rules import cause_name, is_quality_anomaly

SHOWN = 10
SEES_CAUSES = frozenset({Role.TRAINER, Role.ADMINISTRATOR})


def cause_of(case: Case) -> CauseRecord | None:
    return CauseRecord.objects.select_related("recorded_by").filter(case=case).first()


def causes_between(member: Member, *, since: date, until: date, language: str) -> list[dict[str, Any]]:
    """The most frequent causes recorded in a period, with the share that they make up together with those before."""
    records = CauseRecord.objects.filter(recorded_at__date__gte=since, recorded_at__date__lte=until)
    records = records.filter(case__in=counted_cases(member, house=SEES_CAUSES))
    rows = list(records.order_by().values("cause").annotate(n=Count("pk")).order_by("-n", "cause"))
    total = sum(row["n"] for row in rows)
    shown, sum_so_far = [], 0
    for row in rows[:SHOWN]:
        sum_so_far += row["n"]
        shown.append(
            {
                "code": row["cause"],
                "name": cause_name(row["cause"], language),
                "count": row["n"],
                "percent": round(100 * row["n"] / rows[0]["n"]),
                "running_share": sum_so_far / total,
                "is_quality": is_quality_anomaly(row["cause"]),
            }
        )
    return shown
