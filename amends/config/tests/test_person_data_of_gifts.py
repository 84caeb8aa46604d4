"""Where a gift went is given out with a person's data, and goes with it; the journal of what happened stays."""

from __future__ import annotations

from typing import Any

from amends.casework.cases.actions import close_case
from amends.casework.cases.models import Case
from amends.oversight.person_data import erasing
from amends.oversight.person_data.gathering import gathered
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.tests.shipments import HOME, gift_on_the_shelf, planned


def test_the_address_is_given_out_and_forgotten(company: Any, owned_case: Case) -> None:
    shipment = planned(owned_case, gift_on_the_shelf(company), by=company.handler)
    one = shipment.pk
    actions.enter_address(shipment_id=one, address=HOME, reason="王小明电话里说的", by=company.handler)
    actions.decline_gift(shipment_id=one, words="给我太太李芳也不用", by=company.handler)
    close_case(case_id=owned_case.pk, outcome="WDN", reason="撤诉", by=company.handler)
    told = gathered(owned_case.customer)
    assert told["gifts.Shipment"][0]["detail"] == HOME.detail
    assert told["gifts.ShipmentStep"][-1]["words"] == "给我太太李芳也不用"
    request = erasing.ask(owned_case.customer, reason="本人要求", by=company.manager)
    erasing.confirm(request.pk, by=company.legal)
    shipment.refresh_from_db()
    kept = (
        shipment.recipient,
        shipment.phone,
        shipment.region,
        shipment.detail,
        shipment.note,
        shipment.tracking,
    )
    assert not any(kept)
    steps = list(shipment.steps.all())
    assert [step.move for step in steps] == ["start", "enter", "decline"]
    assert not [step for step in steps if step.words or "王小明" in step.reason]
