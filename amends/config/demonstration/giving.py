"""Who is away at the beginning, and how the departments give their cases."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime, make_aware

from amends.casework.cases.actions import set_assignment_rule
from amends.config.demonstration.company import table
from amends.foundation.organisation.actions import enter_absence
from amends.foundation.organisation.models import Department, Member


def set_absences(people: dict[str, Member], now: datetime) -> None:
    today = localtime(now).date()
    for row in table("people.toml")["absences"]:
        last = today + timedelta(days=row["last_in_days"] + 1)
        enter_absence(
            member=people[row["username"]],
            starts_at=make_aware(datetime.combine(today, time.min)),
            ends_at=make_aware(datetime.combine(last, time.min)),
            deputy=people[row["deputy"]],
            by=people[row["entered_by"]],
        )


def set_rules(people: dict[str, Member], departments: dict[str, Department]) -> None:
    for row in table("people.toml")["giving"]:
        set_assignment_rule(
            department=departments[row["department"]],
            method=row["method"],
            hot_per_shift=row["heated_a_shift"],
            relief_hours=row["rest_hours"],
            reason=row["reason"],
            by=people["manager"],
        )
