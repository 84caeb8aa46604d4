"""Who is away at the beginning, how the departments give their cases, and why each case is with whom the story names."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localtime, make_aware

from amends.casework.cases.actions import assign_case, set_assignment_rule
from amends.casework.cases.actions.assigning import give
from amends.casework.cases.actions.beats import locked
from amends.casework.cases.queries import candidates_for
from amends.casework.cases.queries.candidates import need_to_route
from amends.casework.cases.rules import choose_handler
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


@transaction.atomic
def give_with_reasons(case_id: int, to: Member, *, by: Member) -> None:
    """The house gives a case to whom the story names, with what speaks for them; who could not be chosen is given it by hand."""
    case = locked(case_id, by=by)
    here = [one for one in candidates_for(case) if one.member_id == to.pk]
    # How they are today says nothing of that day.
    on_that_day = [replace(one, on_duty=True, busy=False, in_relief=False, hot_today=0) for one in here]
    choice = choose_handler(need_to_route(case), on_that_day)
    if choice.member_id is None:
        assign_case(case_id=case_id, to=to, by=by)
    else:
        give(case, to, [list(one) for one in choice.reasons if one[0] != "turn"], by=by)
