from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.cases.actions import (
    add_customer_message,
    add_note,
    post_reply,
    read_case,
    read_message,
)
from amends.casework.cases.models import Case
from amends.doors.api.tests.conftest import WORDS, Machine, problem_in
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member


def test_a_case_comes_with_everything_in_it(machine: Machine, case: Case, handler: Member) -> None:
    read_case(case_id=case.pk, by=house_member())
    add_customer_message(case_id=case.pk, text="补充一下，垫圈我没有动过。", by=handler)
    add_note(case_id=case.pk, body="已请质检看样机", by=handler)
    body = machine.get(f"/cases/{case.number}").json()
    assert [message["text"] for message in body["messages"]] == [WORDS, "补充一下，垫圈我没有动过。"]
    assert [note["text"] for note in body["notes"]] == ["已请质检看样机"]
    assert body["customer"] == {"id": case.customer_id, "name": "沈女士"}
    assert body["stages"][0]["stage"] == "listen"
    assert body["labels"]["kind"] == body["reading"]["kind"]
    assert body["version"] > 1


def test_the_conversation_is_shown_as_it_was_read(machine: Machine, case: Case, handler: Member) -> None:
    house = house_member()
    empty = machine.get(f"/cases/{case.number}").json()["conversation"]
    assert (empty["heat"], empty["points"]) == (None, [])
    read_case(case_id=case.pk, by=house)
    ours = post_reply(case_id=case.pk, body="对不起，今天18点前退款。", by=handler)
    later = add_customer_message(
        case_id=case.pk, text="没人退款！再拖我就找律师起诉你们，还要你们道歉！", by=handler
    )
    read_message(message_id=later.pk, by=house)
    thanks = add_customer_message(case_id=case.pk, text="收到了，谢谢", by=handler)
    read_message(message_id=thanks.pk, by=house)
    told = machine.get(f"/cases/{case.number}").json()["conversation"]
    assert told["late_risks"] == [{"risk": "legal", "message": later.pk}]
    assert [point["message"] for point in told["points"]][1:] == [later.pk, thanks.pk]
    assert told["heat"] == told["points"][-1]["heat"]
    assert all(sum(part["degrees"] for part in one["parts"]) == one["heat"] for one in told["points"])
    assert [(one["message"], one["answer"]) for one in told["effects"]] == [(ours.pk, later.pk)]
    assert (told["points"][-1]["closes"], told["points"][-2]["closes"]) == (True, False)
    assert {"message": later.pk, "kind": "appeared", "demand": "apology", "before": ""} in told["changes"]


def test_the_conversation_stands_in_the_description(machine: Machine) -> None:
    schemas = machine.get("/openapi.json").json()["components"]["schemas"]
    assert schemas["CaseFile"]["properties"]["conversation"] == {
        "$ref": "#/components/schemas/ConversationOut"
    }
    assert set(schemas["PointOut"]["required"]) >= {"message", "heat", "closes", "parts"}


def test_the_customers_link_is_not_shown(machine: Machine, case: Case) -> None:
    assert case.token not in machine.get(f"/cases/{case.number}").content.decode()


@pytest.mark.parametrize(
    "number", ["A26-999999", "A99-000001", "x", "1", "A26-000001'--", "%00", "A26-9999999999999"]
)
def test_a_number_that_leads_to_no_case_is_refused(machine: Machine, case: Case, number: str) -> None:
    assert problem_in(machine.get(f"/cases/{number}"), 404)["code"] == "not_found"


@pytest.mark.usefixtures("standstill")
def test_a_case_costs_the_same_however_much_was_said(machine: Machine, case: Case, handler: Member) -> None:
    counts = []
    for more in (1, 10):
        for n in range(more):
            add_customer_message(case_id=case.pk, text=f"第{n}次补充", by=handler)
            add_note(case_id=case.pk, body=f"第{n}条备注", by=handler)
        machine.get("/cases")
        with CaptureQueriesContext(connection) as queries:
            machine.get(f"/cases/{case.number}")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10


def test_a_customer_comes_with_the_cases_one_may_see(machine: Machine, case: Case) -> None:
    body = machine.get(f"/customers/{case.customer_id}").json()
    assert (body["name"], body["phone"]) == ("沈女士", "13800001111")
    assert [one["number"] for one in body["cases"]] == [case.number]


@pytest.mark.parametrize(
    ("id", "status"), [("999999", 404), ("x", 422), ("0", 422), ("99999999999999999999", 422)]
)
def test_a_customer_who_is_not_there_is_refused(machine: Machine, id: str, status: int) -> None:
    problem_in(machine.get(f"/customers/{id}"), status)
