from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member


@pytest.fixture
def finance(company: Any) -> Any:
    member = Member(username="finance", display_name="finance先生", role="finance", department=company.head)
    member.set_unusable_password()
    member.save()
    return member


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def open_for(company: Any, today: date) -> Callable[..., Any]:
    """A budget of a team that runs now: `open_for("care", 1000)`."""
    from amends.practice.remedies.budget.actions import open_budget

    def act(team: str = "care", amount: int = 1000, **fields: Any) -> Any:
        currency = fields.pop("currency", "CNY")
        values = {
            "department_id": company.departments[team].pk,
            "currency": currency,
            "starts_on": today - timedelta(days=10),
            "ends_on": today + timedelta(days=20),
            "amount": Money(Decimal(amount), currency),
            "by": company.manager,
            **fields,
        }
        return open_budget(**values)

    return act


@pytest.fixture
def set_aside(company: Any, today: date) -> Callable[..., Any]:
    from amends.practice.remedies.budget.actions import reserve

    def act(amount: int | str, reference: str = "grant:1", team: str = "care", **fields: Any) -> Any:
        values = {
            "department_id": company.departments[team].pk,
            "amount": Money(Decimal(amount), fields.pop("currency", "CNY")),
            "on": today,
            "reference": reference,
            "by": company.handler,
            **fields,
        }
        return reserve(**values)

    return act


def standing(budget: Any) -> dict[str, int]:
    """Account → balance in whole coins, without the empty ones."""
    return {one.kind: one.balance for one in budget.accounts.order_by("pk") if one.balance}
