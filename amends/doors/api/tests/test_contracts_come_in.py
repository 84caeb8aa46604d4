"""Contracts sent by other systems: kept once, given to the customer they are known to belong to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.casework.customers.models import Contract, Customer, Identity
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine, machine_of, problem_in
from amends.foundation.audit.models import AuditEntry
from amends.foundation.organisation.models import Member


def entry(**more: Any) -> dict[str, Any]:
    return {
        "number": "HT-2026-118",
        "customer": {"reference": "C-7", "name": "沈女士", "phone": "13800001111"},
        "kind": "maintenance",
        "subject": "中央空调全年维保",
        "amount": "4800.00",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        **more,
    }


def actions_noted() -> list[str]:
    rows = AuditEntry.objects.filter(action__startswith="customer.contract").order_by("pk")
    return list(rows.values_list("action", flat=True))


def test_a_contract_is_kept_and_stands_in_the_customers_file(machine: Machine, case: Case) -> None:
    answer = machine.post("/contracts", entry(), key="k1")
    assert answer.status_code == 201
    body = answer.json()
    kept = {name: value for name, value in entry(currency="CNY").items() if name != "customer"}
    assert body == {**kept, "customer": {"id": case.customer_id, "name": "沈女士"}}
    assert machine.get(f"/customers/{case.customer_id}").json()["contracts"] == [kept]
    assert Contract.objects.get().source == "api"
    assert Identity.objects.get(customer=case.customer, kind="phone").is_verified


def test_somebody_new_is_added_though_no_case_names_them(machine: Machine) -> None:
    body = machine.post("/contracts", entry(amount=None, ends_on=None)).json()
    assert (body["amount"], body["ends_on"]) == (None, None)
    assert Customer.objects.get(pk=body["customer"]["id"]).reference == "C-7"


def test_the_same_key_changes_nothing_and_with_other_words_is_refused(machine: Machine) -> None:
    first = machine.post("/contracts", entry(), key="k1").json()
    assert machine.post("/contracts", entry(), key="k1").json() == first
    for other in (entry(number="HT-2"), entry(amount="1.00")):
        assert problem_in(machine.post("/contracts", other, key="k1"), 422)["code"] == "key_reused"
    assert (Contract.objects.get().amount, Customer.objects.count()) == (Decimal(4800), 1)


def test_the_same_number_updates_and_leaves_a_trace_only_where_something_changed(machine: Machine) -> None:
    machine.post("/contracts", entry())
    machine.post("/contracts", entry())
    assert actions_noted() == ["customer.contract_added"]
    assert machine.post("/contracts", entry(ends_on="2027-12-31")).json()["ends_on"] == "2027-12-31"
    assert Contract.objects.count() == 1
    assert actions_noted() == ["customer.contract_added", "customer.contract_changed"]


def test_a_contract_of_somebody_else_is_not_taken_over(machine: Machine) -> None:
    machine.post("/contracts", entry())
    other = entry(customer={"reference": "C-8", "phone": "13700000000"}, amount="1.00")
    problem_in(machine.post("/contracts", other, key="k2"), 409)
    assert (Contract.objects.get().customer.reference, Contract.objects.get().amount) == ("C-7", 4800)
    assert not Customer.objects.filter(reference="C-8").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": " \u0000 "}, "number"),
        ({"kind": "marriage"}, "kind"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "NaN"}, "amount"),
        ({"amount": "1e11"}, "amount"),
        ({"currency": "rmb"}, "currency"),
        ({"customer": {}}, "customer"),
        ({"customer": {"name": "沈女士"}}, "customer"),
        ({"customer": {"phone": "13800001111", "language": "fr"}}, "customer.language"),
        ({"starts_on": "yesterday"}, "starts_on"),
        ({"starts_on": None}, "starts_on"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"department": "NOWHERE"}, "department"),
        ({"subject": "长" * 201}, "subject"),
    ],
)
def test_bad_contracts_are_refused_with_the_place(machine: Machine, more: dict[str, Any], field: str) -> None:
    problem = problem_in(machine.post("/contracts", entry(**more)), 422)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert not Contract.objects.exists() and not Customer.objects.exists()


@pytest.mark.parametrize(
    ("language", "word"), [("zh-CN", "写明是谁的"), ("zh-TW", "寫明是誰的"), ("en", "Say whose it is")]
)
def test_a_refusal_speaks_the_readers_language(machine: Machine, language: str, word: str) -> None:
    machine.headers["Accept-Language"] = language
    assert word in problem_in(machine.post("/contracts", entry(customer={})), 422)["detail"]
    [error] = problem_in(machine.post("/contracts", entry(kind="marriage")), 422)["errors"]
    assert "'framework', 'other'" in error["message"]


def test_hostile_words_are_kept_as_words(machine: Machine, case: Case) -> None:
    body = machine.post("/contracts", entry(number="<b>'; --", subject="<script>\ud800\u0000維保")).json()
    assert body["number"] == "<b>'; --"
    assert body["subject"].startswith("<script>") and body["subject"].endswith("維保")
    assert "\u0000" not in body["subject"] and "\ud800" not in body["subject"]


def test_without_the_scope_or_a_token_nothing_comes_in(handler: Member) -> None:
    orders = machine_of(handler, Scope.ORDERS_WRITE, Scope.CUSTOMERS_READ)
    problem_in(orders.post("/contracts", entry()), 403)
    problem_in(Machine("amends_wrong").post("/contracts", entry()), 401)
    problem_in(orders.get("/contracts"), 405)
    assert not Contract.objects.exists()


def order(**more: Any) -> dict[str, Any]:
    bought = {"number": "W7", "amount": "299.00", "ordered_at": "2026-06-18T10:00:00+08:00"}
    return {**bought, "product": "蒸汽熨斗", **more}


@pytest.mark.parametrize(
    ("told", "words", "language"),
    [
        ({}, "蒸汽熨斗维修", "zh-Hans"),
        ({}, "中央冷氣機全年維護保養", "zh-Hant"),
        ({"name": "沈"}, "", "zh-Hans"),
        ({"language": "en"}, "蒸汽熨斗维修", "en"),
        ({"language": "zh-Hant"}, "蒸汽熨斗", "zh-Hant"),
    ],
)
def test_somebody_new_is_written_to_in_the_language_told(
    machine: Machine, told: dict[str, str], words: str, language: str
) -> None:
    first, second = ({"reference": number, **told} for number in ("C-1", "C-2"))
    machine.post("/contracts", entry(customer=first, subject=words))
    machine.post("/orders", order(customer=second, product=words or "熨斗"))
    found = dict(Customer.objects.values_list("reference", "language"))
    assert found == {"C-1": language, "C-2": language}


def test_somebody_known_keeps_their_language(machine: Machine) -> None:
    machine.post("/orders", order(customer={"reference": "C-1"}))
    machine.post("/contracts", entry(customer={"reference": "C-1", "language": "en"}))
    assert Customer.objects.get().language == "zh-Hans"


def test_a_day_that_no_delivery_has_is_refused_of_orders_too(machine: Machine) -> None:
    wrong = order(customer={"reference": "C-1"}, delivered_on="0001-01-01")
    assert problem_in(machine.post("/orders", wrong), 422)["errors"][0]["field"] == "delivered_on"
