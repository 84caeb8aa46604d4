"""The address of a gift goes some time after its way ended: once, not under hold, and the figures stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from amends.casework.cases.actions.keeping_terms import decide_term, enter_term
from amends.casework.cases.choices import Kept
from amends.casework.cases.models import Case, Hold, KeepingTerm
from amends.casework.cases.rules.keeping import Term
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


def test_a_hold_keeps_it(arrived: Shipment, company: Any) -> None:
    hold = Hold.objects.create(case=arrived.case, reason="诉讼", set_by=company.legal, set_at=clock.now())
    swept(400)
    assert kept(arrived)
    Hold.objects.filter(pk=hold.pk).update(lifted_at=clock.now())
    swept(400)
    assert not kept(arrived)


def set_days(days: int | None, company: Any, *, from_day: int = 0) -> KeepingTerm:
    """The house sets how long addresses are kept, from so many days ahead."""
    begins_on = clock.today() + timedelta(days=from_day)
    term = Term(Kept.GIFT_ADDRESSES, 0, days, begins_on, "个人信息最少保存")
    row = enter_term(term=term, reason="减少留存", places=[], by=company.administrator)
    return decide_term(term_id=row.pk, confirm=True, places=[], by=company.manager)


def test_the_house_sets_the_days_and_each_run_goes_by_those_of_its_day(
    arrived: Shipment, company: Any
) -> None:
    set_days(None, company)
    set_days(7, company, from_day=120)
    swept(119)
    assert kept(arrived)
    swept(120)
    assert not kept(arrived)
    assert AuditEntry.objects.get(action="shipment.address_forgotten").data["days"] == 7


def test_what_a_shorter_time_does_is_counted_in_gifts(arrived: Shipment, company: Any) -> None:
    with clock.at(clock.now() + timedelta(days=20)):
        due = set_days(7, company).trial
        assert (due["things_earlier"], due["things_due"], due["things_anew"], due["things_held"]) == (
            1,
            1,
            1,
            0,
        )
        forget_addresses()
        assert not kept(arrived)


def test_what_a_hold_keeps_is_counted_as_spared(arrived: Shipment, company: Any) -> None:
    Hold.objects.create(case=arrived.case, reason="诉讼", set_by=company.legal, set_at=clock.now())
    with clock.at(clock.now() + timedelta(days=20)):
        counted = set_days(7, company).trial
        assert (counted["things_due"], counted["things_held"]) == (0, 1)
        assert set_days(400, company).trial["things_held"] == 0
        swept(20)
    assert kept(arrived)


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
    assert "90 天" in page and "已清除 1 个礼物地址" in page
