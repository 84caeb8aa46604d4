"""The address of a gift goes some time after its way ended: once, not under hold, and the figures stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from amends.casework.cases.models import Case, Hold
from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.actions.forgetting import EMPTIED, forget_addresses
from amends.practice.remedies.gifts.models import Shipment, ShipmentStep
from amends.practice.remedies.gifts.tests.shipments import HOME, gift_on_the_shelf, planned, warehouse_member


@pytest.fixture
def store(company: Any) -> Member:
    return warehouse_member(company)


@pytest.fixture
def arrived(company: Any, owned_case: Case, store: Member) -> Shipment:
    one = planned(owned_case, gift_on_the_shelf(company), by=company.handler)
    actions.enter_address(shipment_id=one.pk, address=HOME, reason="电话", by=company.handler)
    actions.pack(shipment_id=one.pk, by=store)
    actions.send_out(shipment_id=one.pk, carrier="sf", tracking="SF1234567890123", by=store)
    return actions.delivered(shipment_id=one.pk, by=store)


def swept(days: int) -> None:
    with clock.at(clock.now() + timedelta(days=days)):
        forget_addresses()


def kept(shipment: Shipment) -> dict[str, str]:
    shipment.refresh_from_db()
    return {name: getattr(shipment, name) for name in EMPTIED if getattr(shipment, name)}


def test_it_goes_after_its_time_and_once(arrived: Shipment, client: Client, company: Any) -> None:
    before, steps = kept(arrived), ShipmentStep.objects.count()
    swept(89)
    assert kept(arrived) == before
    swept(91)
    assert not kept(arrived) and arrived.address_forgotten_at
    assert (arrived.state, arrived.area, ShipmentStep.objects.count()) == ("delivered", "cn", steps)
    swept(92)
    entry = AuditEntry.objects.get(action="shipment.address_forgotten")
    assert entry.data == {"shipment": arrived.pk, "days": 90} and verify().broken is None
    client.force_login(company.handler)
    page = client.get(f"/desk/shipments/{arrived.pk}/").content.decode()
    assert "汉中路" not in page and "已清除" in page


def test_a_hold_and_the_house_keep_it(arrived: Shipment, company: Any, settings: Any) -> None:
    hold = Hold.objects.create(case=arrived.case, reason="诉讼", set_by=company.legal, set_at=clock.now())
    swept(400)
    assert kept(arrived)
    Hold.objects.filter(pk=hold.pk).update(lifted_at=clock.now())
    settings.GIFT_ADDRESS_DAYS = 0
    swept(400)
    assert kept(arrived)
    settings.GIFT_ADDRESS_DAYS = 7
    swept(8)
    assert not kept(arrived)


def test_what_is_still_on_its_way_keeps_its_address(arrived: Shipment) -> None:
    for state in ("known", "packed", "sent", "failed"):
        Shipment.objects.filter(pk=arrived.pk).update(state=state)
        swept(400)
        assert kept(arrived), state
    Shipment.objects.filter(pk=arrived.pk).update(state="called_off")
    swept(400)
    assert not kept(arrived)


def test_the_page_of_keeping_says_so(arrived: Shipment, client: Client, company: Any) -> None:
    swept(91)
    client.force_login(company.legal)
    page = client.get("/desk/keeping/").content.decode()
    assert "AMENDS_GIFT_ADDRESS_DAYS" in page and "90 天" in page
