"""What is given in a case, for machines: the same refusals as on the desk, and the same key once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from amends.casework.cases.actions import assign_case, read_case
from amends.casework.cases.models import Case
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine, machine_of, problem_in
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.budget.actions import open_budget
from amends.practice.remedies.models import Grant


@pytest.fixture
def path(case: Case, handler: Member, centre: Department) -> str:
    read_case(case_id=case.pk, by=house_member())
    assign_case(case_id=case.pk, to=handler, by=house_member())
    Member.objects.filter(pk=handler.pk).update(approval_limit=Decimal(500))
    today = clock.today()
    open_budget(
        department_id=centre.pk,
        currency="CNY",
        starts_on=today,
        ends_on=today + timedelta(days=30),
        amount=Money(Decimal(1000)),
        by=house_member(),
    )
    return f"/cases/{case.number}/grants"


def test_it_is_granted_once_waits_at_the_gate_and_is_cancelled(machine: Machine, path: str) -> None:
    wish = {"kind": "voucher", "reason": "等太久", "amount": "50", "outside_reason": "先表心意"}
    made = machine.post(path, wish, key="k1")
    assert made.status_code == 201 and machine.post(path, wish, key="k1").json() == made.json()
    told = machine.get(path).json()["items"]
    assert [(one["state"], one["amount"], one["gate_open"]) for one in told] == [
        ("reserved", "50.000", False)
    ]
    assert {"before_the_fix", "instead_of_apology"} <= {one["name"] for one in told[0]["gate"]}
    here = f"{path}/{made.json()['id']}"
    assert problem_in(machine.post(f"{here}/carry-out", {}), 409)["code"] == "gate"
    assert machine.post(f"{here}/cancel", {"reason": "不需要了"}).json()["state"] == "cancelled"
    owed = machine.post(path, {**wish, "kind": "waiver", "basis": "entitlement"}, key="k2").json()["id"]
    assert machine.post(f"{path}/{owed}/carry-out", {"done": "已免"}).json()["state"] == "settled"


def test_the_refusals(machine: Machine, path: str, stranger: Member, handler: Member) -> None:
    wish = {"kind": "voucher", "reason": "等太久", "amount": "50", "outside_reason": "先表心意"}
    assert problem_in(machine_of(stranger).post(path, wish), 404)
    assert problem_in(machine_of(handler, Scope.CASES_READ).post(path, wish), 403)
    assert problem_in(machine.post(path, {**wish, "amount": "501"}), 403)["code"] == "needs_approval"
    assert problem_in(machine.post(path, {**wish, "kind": "gift", "gift": "NONE"}), 422)
    assert problem_in(machine.post(f"{path}/999/cancel", {"reason": "x"}), 404)
    assert not Grant.objects.exists()
