from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine, machine_of
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.payments.actions import export_batch, instruct_refund, issue_voucher
from amends.practice.remedies.payments.queries import code_of

YUAN = Money(Decimal(100), "CNY")


def code_for(case: Case, reference: str) -> str:
    voucher = issue_voucher(
        case_id=case.pk,
        customer_id=case.customer_id,
        amount=YUAN,
        valid_until=clock.today() + timedelta(days=9),
        reference=reference,
        partial=True,
        by=house_member(),
    )
    return code_of(voucher)


@pytest.mark.django_db
def test_a_till_looks_a_voucher_up_and_redeems_it_once(case: Case, handler: Member, no_limits: None) -> None:
    code, till = code_for(case, "grant:1"), machine_of(handler, Scope.VOUCHERS_REDEEM)
    seen = till.get(f"/vouchers/{code}")
    assert (seen.status_code, seen.json()["left"], seen.json()["redeemable"]) == (200, "100.00", True)
    assert case.customer.name not in seen.content.decode()
    assert case.number not in seen.content.decode()
    body: dict[str, Any] = {"code": code.lower(), "place": "网店", "amount": "40.00"}
    first, again = (till.post("/vouchers/redemptions", body, key="k-1") for _time in range(2))
    assert (first.status_code, first.json()["left"]) == (201, "60.00")
    assert again.json()["id"] == first.json()["id"]
    other = till.post("/vouchers/redemptions", {**body, "amount": "41.00"}, key="k-1")
    assert (other.status_code, other.json()["code"]) == (409, "key_used")
    assert till.post("/vouchers/redemptions", {"code": code, "place": "店"}).status_code == 201
    gone = till.post("/vouchers/redemptions", {"code": code, "place": "店"})
    assert (gone.status_code, gone.json()["code"]) == (409, "redeemed")


@pytest.mark.django_db
def test_who_may_not_redeem_and_what_is_no_code(
    case: Case, handler: Member, machine: Machine, no_limits: None
) -> None:
    code = code_for(case, "grant:2")
    reader = machine_of(handler, Scope.CASES_READ)
    assert reader.get(f"/vouchers/{code}").status_code == 403
    assert reader.post("/vouchers/redemptions", {"code": code, "place": "店"}).status_code == 403
    for wrong, status in (("ABCD", 422), ("2222-2222-2222-2222", 404), (code[:-1] + "0", 422)):
        assert machine.get(f"/vouchers/{wrong}").status_code == status, wrong
    for body in ({"code": code}, {"code": code, "place": "店", "amount": -1}, {"code": code, "x": 1}):
        assert machine.post("/vouchers/redemptions", body).status_code == 422
    with clock.at(clock.now()):
        answers = [machine.get("/vouchers/ABCD").status_code for _try in range(25)]
    assert answers[-1] == 429


@pytest.mark.django_db
def test_whoever_pays_says_what_became_of_a_refund(case: Case, handler: Member) -> None:
    manager = Member.objects.create(username="money", role="finance", department=handler.department)
    made = [
        instruct_refund(
            case_id=case.pk,
            customer_id=case.customer_id,
            order_number="E1",
            amount=YUAN,
            reference=f"grant:{number}",
            why="退款",
            by=house_member(),
        )
        for number in (5, 6)
    ]
    payer = machine_of(manager, Scope.REFUNDS_WRITE)
    paid = {"paid_on": clock.today().isoformat(), "bank_reference": "B1"}
    assert payer.post(f"/refunds/{made[0].key}/paid", paid).status_code == 409
    export_batch(currency="CNY", by=manager)
    for _again in range(2):
        answer = payer.post(f"/refunds/{made[0].key}/paid", paid)
        assert (answer.status_code, answer.json()["state"]) == (200, "paid")
    assert payer.post(f"/refunds/{made[1].key}/failed", {"reason": "卡已注销"}).json()["state"] == "failed"
    assert payer.get(f"/refunds/{made[1].key}").json()["number"] == made[1].number
    assert payer.get("/refunds/00000000-0000-0000-0000-000000000000").status_code == 404
    assert machine_of(handler, Scope.REFUNDS_WRITE).get(f"/refunds/{made[0].key}").status_code == 403
