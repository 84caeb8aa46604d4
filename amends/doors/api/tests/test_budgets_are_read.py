"""Budgets for machines: how they stand and what was booked, as far as the token's member sees them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import machine_of, problem_in
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.budget.actions import commit, open_budget, reserve, settle
from amends.practice.remedies.budget.models import Budget


@pytest.fixture
def manager(centre: Department) -> Member:
    return Member.objects.create_user("an", display_name="安经理", role=Role.MANAGER, department=centre)


@pytest.fixture
def budgets(centre: Department, elsewhere: Department, manager: Member, handler: Member) -> list[Budget]:
    today = clock.today()
    made = [
        open_budget(
            department_id=team.pk,
            currency=currency,
            starts_on=today,
            ends_on=today + timedelta(days=9),
            amount=Money(Decimal(amount), currency),
            by=manager,
        )
        for team, currency, amount in ((centre, "CNY", 100), (elsewhere, "HKD", 50))
    ]
    hold = reserve(
        department_id=centre.pk, amount=Money(Decimal("30.50")), on=today, reference="grant:1", by=handler
    )
    commit(hold_id=hold.pk, by=handler)
    settle(hold_id=hold.pk, by=handler)
    return made


def test_who_reads_which_budget(
    budgets: list[Budget], manager: Member, lead: Member, handler: Member
) -> None:
    machines = {member.username: machine_of(member) for member in (manager, lead, handler)}
    seen = {
        name: [one["team"] for one in of.get("/budgets").json()["items"]] for name, of in machines.items()
    }
    assert seen == {"an": ["hotel", "centre"], "zhou": ["centre"], "mei": []}
    other = f"/budgets/{budgets[1].pk}/entries"
    assert problem_in(machines["zhou"].get(other), 404)["code"] == "not_found"
    assert problem_in(machine_of(manager, Scope.CASES_READ).get("/budgets"), 403)["code"] == "not_permitted"


def test_how_a_budget_stands_and_what_was_booked(budgets: list[Budget], manager: Member) -> None:
    machine = machine_of(manager)
    (item,) = machine.get("/budgets", team="centre", state="open", on=str(clock.today())).json()["items"]
    wanted = {"granted": "100.00", "left": "69.50", "spent": "30.50", "reserved": "0.00", "bound_percent": 30}
    assert {name: item[name] for name in wanted} == wanted
    path = f"/budgets/{budgets[0].pk}/entries"
    first = machine.get(path, limit=3).json()
    rest = machine.get(path, limit=3, after=first["next"]).json()
    kinds = [one["kind"] for one in (*first["items"], *rest["items"])]
    assert (kinds, rest["next"]) == (["settled", "committed", "reserved", "opened"], None)
    for one in (*first["items"], *rest["items"]):
        assert sum(Decimal(part["debit"]) - Decimal(part["credit"]) for part in one["postings"]) == 0
    for query in ({"state": "shut"}, {"currenzy": "CNY"}):
        problem_in(machine.get("/budgets", **query), 422)
    problem_in(machine.get(path, since="2026-01-01"), 422)
