"""Orders sent by other systems: kept once, given to the customer they are known to belong to."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer, Identity, Order
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine, machine_of, problem_in
from amends.foundation.organisation.models import Member


def entry(**more: Any) -> dict[str, Any]:
    return {
        "number": "W7540037",
        "customer": {"reference": "C-7", "name": "沈女士", "phone": "13800001111"},
        "product": "蒸汽熨斗",
        "amount": "299.00",
        "ordered_at": "2026-06-18T10:00:00+08:00",
        **more,
    }


def test_an_order_is_kept_and_the_case_that_named_it_is_about_it(machine: Machine, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(order_number="W7540037")
    answer = machine.post(
        "/orders", entry(part_number="YD-7", quantity="2", delivered_on="2026-06-21"), key="o1"
    )
    assert answer.status_code == 201
    body = answer.json()
    assert (body["quantity"], body["amount"], body["delivered_on"]) == ("2", "299.00", "2026-06-21")
    assert body["customer"]["id"] == case.customer_id
    assert body["cases"] == [case.number]


def test_what_the_customer_had_only_stated_is_verified_by_the_order(machine: Machine, case: Case) -> None:
    assert not Identity.objects.get(customer=case.customer, kind="phone").is_verified
    machine.post("/orders", entry())
    assert Identity.objects.get(customer=case.customer, kind="phone").is_verified
    assert Identity.objects.get(customer=case.customer, kind="number").key == "C-7"


def test_the_same_key_changes_nothing_and_the_same_number_updates(machine: Machine) -> None:
    first = machine.post("/orders", entry(), key="o1").json()
    again = machine.post(
        "/orders", entry(amount="1.00", customer={"name": "别人", "phone": "13999990000"}), key="o1"
    )
    assert again.json() == first
    assert (Order.objects.count(), Customer.objects.count()) == (1, 1)
    assert machine.post("/orders", entry(returned_on="2026-07-01")).json()["returned_on"] == "2026-07-01"
    assert Order.objects.count() == 1


def test_a_key_used_for_another_order_is_refused(machine: Machine) -> None:
    machine.post("/orders", entry(), key="o1")
    refused = problem_in(machine.post("/orders", entry(number="W2"), key="o1"), 422)
    assert refused["code"] == "key_reused"
    assert Order.objects.count() == 1


def test_an_order_of_somebody_else_is_not_taken_over(machine: Machine) -> None:
    machine.post("/orders", entry())
    other = entry(customer={"reference": "C-8", "phone": "13700000000"})
    problem_in(machine.post("/orders", other), 409)
    assert Order.objects.get().customer.reference == "C-7"
    assert not Customer.objects.filter(reference="C-8").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"number": ""}, "number"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"quantity": 0}, "quantity"),
        ({"currency": "rmb"}, "currency"),
        ({"department": "NOWHERE"}, "department"),
        ({"customer": {}}, "customer"),
        ({"ordered_at": "yesterday"}, "ordered_at"),
        ({"ordered_at": "2026-06-18T10:00:00"}, "ordered_at"),
        ({"colour": "red"}, "colour"),
        ({"delivered_on": "2026-06-20", "returned_on": "2026-06-01"}, "returned_on"),
    ],
)
def test_bad_orders_are_refused_with_the_place(machine: Machine, more: dict[str, Any], field: str) -> None:
    problem = problem_in(machine.post("/orders", entry(**more)), 422)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert not Order.objects.exists() and not Customer.objects.exists()


def test_without_the_scope_or_a_token_nothing_comes_in(handler: Member) -> None:
    reader = machine_of(handler, Scope.CASES_READ)
    problem_in(reader.post("/orders", entry()), 403)
    problem_in(Machine("amends_wrong").post("/orders", entry()), 401)
    problem_in(reader.get("/orders"), 405)
    assert not Order.objects.exists()


def test_a_customer_is_given_with_all_that_is_known(machine: Machine, case: Case) -> None:
    machine.post("/orders", entry())
    body = machine.get(f"/customers/{case.customer_id}").json()
    assert body["records"] == [case.customer_id]
    assert {one["kind"] for one in body["identities"]} == {"number", "phone"}
    assert body["facts"] | {"paid": {}} == {
        "complaints": 1,
        "closed": 0,
        "upheld": 0,
        "orders": 1,
        "paid": {},
    }
    assert [one["number"] for one in body["orders"]] == ["W7540037"]
    assert [one["number"] for one in body["cases"]] == [case.number]
