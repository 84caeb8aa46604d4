"""Other systems see how far the gifts of a case have come, and tell what carriers say."""

from __future__ import annotations

import json

from amends.casework.cases.actions import assign_case, read_case
from amends.casework.cases.models import Case
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine, machine_of, problem_in
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.tests.shipments import HOME, planned


def on_its_way(case: Case, handler: Member, centre: Department) -> Shipment:
    house = house_member()
    read_case(case_id=case.pk, by=house)
    assign_case(case_id=case.pk, to=handler, by=house)
    store = Member.objects.create_user("store", role="warehouse", department=centre)
    shipment = planned(case, None, by=handler)
    actions.enter_address(shipment_id=shipment.pk, address=HOME, reason="电话", by=handler)
    actions.pack(shipment_id=shipment.pk, by=store)
    return actions.send_out(shipment_id=shipment.pk, carrier="sf", tracking="SF1234567890123", by=store)


def test_a_carrier_tells_and_is_heard_once(
    machine: Machine, stranger: Member, case: Case, handler: Member, centre: Department
) -> None:
    shipment = on_its_way(case, handler, centre)
    here = f"/cases/{case.number}/shipments"
    listed = json.loads(machine.get(here).content)
    assert [(one["number"], one["state"]) for one in listed["items"]] == [(shipment.number, "sent")]
    assert HOME.detail not in json.dumps(listed, ensure_ascii=False)
    for _ in range(2):
        answer = machine.post(f"{here}/{shipment.pk}/failed", {"reason": "无人签收"}, key="k-1")
        assert (answer.status_code, json.loads(answer.content)["state"]) == (200, "failed")
    assert shipment.steps.filter(move="fail").count() == 1
    problem_in(machine.post(f"{here}/{shipment.pk}/failed", {"reason": "别的"}, key="k-1"), 422)
    problem_in(machine.post(f"{here}/{shipment.pk}/failed", {}), 422)
    assert machine.post(f"{here}/{shipment.pk}/delivered", {"note": "驿站"}).status_code == 200
    problem_in(machine.post(f"{here}/{shipment.pk}/failed", {"reason": "晚了"}), 409)
    problem_in(machine.post(f"{here}/999999/delivered", {}), 404)
    problem_in(machine_of(stranger).get(here), 404)
    problem_in(machine_of(handler, Scope.CASES_READ).post(f"{here}/{shipment.pk}/delivered", {}), 403)
