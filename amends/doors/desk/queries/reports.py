"""The reports page: figures that are kept, with their definitions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Avg, Count

from amends.casework.readings.choices import Category
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.oversight.improvement.queries import causes_between
from amends.oversight.insights.queries import report, visible_ratings


def reports_page(member: Member, *, since: date, until: date) -> dict[str, Any]:
    found = report(member, since=since, until=until)
    most_month = max((row["received"] for row in found.months), default=0)
    most_category = max((row["received"] for row in found.categories), default=0)
    ratings = visible_ratings(member, since=since, until=until).aggregate(
        n=Count("pk"), solved=Avg("solved"), treated=Avg("treated")
    )
    return {
        "since": since,
        "until": until,
        "totals": found.totals,
        "months": [{**row, "percent": share(row["received"], most_month)} for row in found.months],
        "categories": [
            {
                **row,
                "label": Category(row["category"]).label if row["category"] else "",
                "percent": share(row["received"], most_category),
            }
            for row in found.categories
        ],
        "ratings": ratings,
        "causes": causes_between(member, since=since, until=until, language=interface_language()),
    }


def share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
