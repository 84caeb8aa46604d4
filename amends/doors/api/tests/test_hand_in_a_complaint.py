from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.cases.models import Case, Message
from amends.casework.customers.models import Customer
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import WORDS, Machine, machine_of, problem_in
from amends.foundation.kernel.models import Job
from amends.foundation.organisation.models import Department, Member

STATEMENTS = 13
NEW_CUSTOMER = 2


def entry(**more: object) -> dict[str, object]:
    return {"text": WORDS, "customer": {"name": "沈女士", "phone": "138 0000 1111"}, **more}


def test_a_complaint_is_kept_with_all_that_was_said(machine: Machine) -> None:
    answer = machine.post(
        "/complaints",
        entry(subject="熨斗漏水", order_number="S-1009", happened="周二 在家", wish="退货", channel="shop"),
    )
    assert answer.status_code == 201, answer.content
    case = Case.objects.get()
    body = answer.json()
    assert body["number"] == case.number
    assert body["url"] == f"/api/v1/cases/{case.number}"
    assert body["follow_url"].endswith(f"{case.token}/")
    assert (case.subject, case.order_number, case.happened, case.wish) == (
        "熨斗漏水",
        "S-1009",
        "周二 在家",
        "退货",
    )
    assert (case.channel, case.customer.phone_digits, case.messages.get().body) == (
        "shop",
        "13800001111",
        WORDS,
    )


def test_reading_routing_and_clocks_are_left_to_the_worker(machine: Machine) -> None:
    machine.post("/complaints", entry())
    assert Case.objects.get().reading is None
    assert Job.objects.filter(name__endswith="read_the_complaint").count() == 1


def test_the_channel_is_api_unless_another_is_named(machine: Machine) -> None:
    machine.post("/complaints", {"text": WORDS})
    assert Case.objects.get().channel == "api"


def test_the_same_key_gives_the_same_answer_and_one_case(machine: Machine) -> None:
    first = machine.post("/complaints", {"text": WORDS}, key="order-1009")
    again = machine.post("/complaints", {"text": WORDS}, key="order-1009")
    assert (again.status_code, again.content) == (201, first.content)
    assert (Case.objects.count(), Message.objects.count(), Customer.objects.count()) == (1, 1, 1)


def test_the_same_key_with_other_words_is_refused(machine: Machine) -> None:
    machine.post("/complaints", {"text": WORDS}, key="order-1009")
    answer = machine.post("/complaints", {"text": "这是另一件事：发票开错了。"}, key="order-1009")
    assert problem_in(answer, 422)["code"] == "key_reused"
    assert Case.objects.count() == 1


def test_the_same_key_of_another_token_is_another_key(machine: Machine, lead: Member) -> None:
    machine.post("/complaints", {"text": WORDS}, key="1")
    machine_of(lead).post("/complaints", {"text": "另一家系统的第一条投诉。"}, key="1")
    assert Case.objects.count() == 2


def test_without_a_key_each_request_is_a_complaint_of_its_own(machine: Machine) -> None:
    machine.post("/complaints", {"text": WORDS})
    machine.post("/complaints", {"text": WORDS})
    assert Case.objects.count() == 2


def test_customers_are_found_by_their_number_whatever_their_phone(machine: Machine) -> None:
    for phone in ("13800001111", "13900002222"):
        machine.post("/complaints", {"text": WORDS, "customer": {"reference": "K-7", "phone": phone}})
    assert Customer.objects.get().cases.count() == 2


@pytest.mark.usefixtures("centre")
def test_a_token_without_the_scope_is_refused(handler: Member) -> None:
    answer = machine_of(handler, Scope.CASES_READ).post("/complaints", entry())
    assert problem_in(answer, 403)["code"] == "not_permitted"
    assert not Case.objects.exists()


def test_without_any_department_the_refusal_says_so(machine: Machine, centre: Department) -> None:
    Member.objects.update(department=None)
    centre.delete()
    assert problem_in(machine.post("/complaints", entry()), 422)["detail"]
    assert not Customer.objects.exists()


@pytest.mark.usefixtures("standstill")
def test_a_complaint_costs_few_statements(machine: Machine) -> None:
    machine.post("/complaints", {"text": WORDS})
    with CaptureQueriesContext(connection) as new_customer:
        machine.post("/complaints", entry(), key="a")
    with CaptureQueriesContext(connection) as known_customer:
        machine.post("/complaints", entry(), key="b")
    # The search index of SQLite is two tables; the test's own transaction adds a savepoint on either database.
    beside = 1 if connection.vendor == "sqlite" else 0
    # Somebody new brings what they are known by, and becomes findable.
    assert len(without_savepoints(new_customer)) <= STATEMENTS + beside + NEW_CUSTOMER + beside
    assert len(without_savepoints(known_customer)) <= STATEMENTS + beside - 1


def without_savepoints(context: CaptureQueriesContext) -> list[str]:
    return [query["sql"] for query in context if "SAVEPOINT" not in query["sql"]]
