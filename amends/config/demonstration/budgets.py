"""What each team may give: a period that is closed, and the one that runs, with what was given on the spot so far."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime, make_aware

from amends.config.demonstration.company import table
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.budget import actions
from amends.practice.remedies.budget.models import Budget

SEED = 20260


def load_budgets(people: dict[str, Member], departments: dict[str, Department], now: datetime) -> None:
    told, today = table("budgets.toml"), localtime(now).date()
    begins = first_of_month(today.replace(day=1) - timedelta(days=1))
    before = first_of_month(first_of_month(begins - timedelta(days=1)) - timedelta(days=1))
    for row in told["budgets"]:
        dice = random.Random(f"{SEED}{row['team']}{row['currency']}")
        old = opened(row, row["before"], before, begins - timedelta(days=1), people, departments, told)
        give(old, row, dice, begins, people)
        new = opened(row, row["amount"], begins, last_of_month(today), people, departments, told)
        raise_in_time(new, told["raised"], today, people)
        give(new, row, dice, today, people)


def close_what_is_over(people: dict[str, Member]) -> None:
    """The period before, once what was given in it is in the books."""
    told, today = table("budgets.toml"), clock.today()
    for budget in Budget.objects.open().filter(by_law_only=False, ends_on__lt=today).order_by("pk"):
        with clock.at(moment(budget.ends_on + timedelta(days=3), 9)):
            actions.close_budget(budget_id=budget.pk, reason=told["closing"], by=people[told["closed_by"]])


def opened(
    row: dict[str, Any],
    amount: int,
    first: date,
    last: date,
    people: dict[str, Member],
    departments: dict[str, Department],
    told: dict[str, Any],
) -> Budget:
    with clock.at(moment(first, 8)):
        return actions.open_budget(
            department_id=departments[row["team"]].pk,
            currency=row["currency"],
            starts_on=first,
            ends_on=last,
            amount=Money(Decimal(amount), row["currency"]),
            warn_at_percent=row["warn"],
            by=people[told["opened_by"]],
        )


def raise_in_time(budget: Budget, rows: list[dict[str, Any]], today: date, people: dict[str, Member]) -> None:
    for row in rows:
        on = budget.starts_on + timedelta(days=row["after_days"])
        if (row["team"], row["currency"]) != (budget.department.code, budget.currency) or on >= today:
            continue
        with clock.at(moment(on, 10)):
            actions.change_budget(
                budget_id=budget.pk,
                by_amount=Money(Decimal(row["amount"]), budget.currency),
                reason=row["reason"],
                by=people[row["by"]],
            )


def give(
    budget: Budget, row: dict[str, Any], dice: random.Random, until: date, people: dict[str, Member]
) -> None:
    """What was given on the spot: each sum set aside, committed and settled on its day."""
    by, on = people[row["by"]], budget.starts_on + timedelta(days=dice.randint(0, 2))
    while on < until:
        amount = Money(Decimal(dice.randint(row["from"] * 10, row["to"] * 10)) / 10, budget.currency)
        with clock.at(moment(on, 21)):
            hold = actions.reserve(
                department_id=budget.department_id,
                amount=amount,
                on=on,
                reference=f"柜台 {row['team']} {budget.currency} {on}",
                by=by,
            )
            actions.commit(hold_id=hold.pk, by=by)
            actions.settle(hold_id=hold.pk, by=by)
        on += timedelta(days=max(1, row["every"] + dice.randint(-2, 2)))


def moment(on: date, hour: int) -> datetime:
    return make_aware(datetime.combine(on, time(hour, 15)))


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
