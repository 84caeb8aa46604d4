"""Who leads whom, a case for few eyes, one that concerns a colleague, and what was asked upwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.config.demonstration.company import table
from amends.foundation.organisation.actions import delegate, enter_rule
from amends.foundation.organisation.models import Member

FILE = "access.toml"


def set_authority(people: dict[str, Member], now: datetime) -> None:
    """Line managers, somebody standing in, and a change of the matrix that waits for its second person."""
    told = table(FILE)
    for above, below in told["line_managers"].items():
        Member.objects.filter(username__in=below).update(line_manager=people[above])
    row = told["standing_in"]
    delegate(
        to=people[row["to"]],
        starts_at=now,
        ends_at=now + timedelta(days=row["days"]),
        reason=row["reason"],
        by=people[row["member"]],
    )
    rule = told["waiting_rule"]
    enter_rule(
        power=rule["power"],
        role=rule["role"],
        may=False,
        up_to=None,
        sensitive_too=False,
        valid_from=None,
        reason=rule["reason"],
        by=people[rule["by"]],
    )


def tell_of(key: str, case: Case, people: dict[str, Member], now: datetime) -> None:
    """What of this stands in one case; told after its story, once."""
    told = table(FILE)
    for row in (one for one in told["asked"] if one["case"] == key):
        amount = Decimal(row["amount"])
        cases.ask_approval(
            case_id=case.pk, power=row["power"], amount=amount, what=row["what"], by=people[row["by"]]
        )
    for row in (one for one in told["concerned"] if one["case"] == key):
        cases.mark_concerned(
            case_id=case.pk, member=people[row["member"]], reason=row["reason"], by=people[row["by"]]
        )
    for row in (one for one in told["restricted"] if one["case"] == key):
        restrict(case, row, people, now)


def restrict(case: Case, row: dict[str, Any], people: dict[str, Member], now: datetime) -> None:
    cases.restrict_case(case_id=case.pk, reason=row["reason"], by=people[row["by"]])
    one = row["let_in"]
    cases.let_in(
        case_id=case.pk,
        member=people[one["member"]],
        reason=one["reason"],
        until=now + timedelta(days=one["days"]),
        by=people[row["by"]],
    )
