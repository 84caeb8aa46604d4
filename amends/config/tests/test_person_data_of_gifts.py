"""Where a gift went is given out with a person's data, and goes with it; the journal of what happened stays."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.test import Client

from amends.casework.cases.actions import close_case
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.oversight.person_data import erasing
from amends.oversight.person_data.gathering import gathered
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.tests.shipments import HOME, gift_on_the_shelf, planned
from amends.practice.remedies.models import Grant, GrantCard


def test_the_address_is_given_out_and_forgotten(company: Any, owned_case: Case) -> None:
    shipment = planned(owned_case, gift_on_the_shelf(company), by=company.handler)
    one = shipment.pk
    actions.enter_address(shipment_id=one, address=HOME, reason="王小明电话里说的", by=company.handler)
    actions.decline_gift(shipment_id=one, words="给我太太李芳也不用", by=company.handler)
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
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


def test_the_words_of_a_card_go_and_the_sums_stay(company: Any, owned_case: Case, client: Client) -> None:
    now = clock.now()
    grant = Grant.objects.create(
        case=owned_case,
        kind="voucher",
        basis="goodwill",
        amount=Decimal(30),
        currency="CNY",
        state="settled",
        due_on=clock.today(),
        reason="等得太久",
        thanks="我和李芳都谢谢你们",
        thanked_at=now,
        granted_by=company.handler,
        granted_at=now,
        ended_at=now,
    )
    words = {"greeting": "王小明：", "apology": "电饭锅冒烟，对不起。", "solution": "已退款。"}
    more = {"thanks": "谢谢您告诉我们。", "promise": "月底前改好。", "signed": "陈立"}
    GrantCard.objects.create(
        grant=grant, language="zh-Hans", written_by=company.handler, written_at=now, **words, **more
    )
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    request = erasing.ask(owned_case.customer, reason="本人要求", by=company.manager)
    erasing.confirm(request.pk, by=company.legal)
    grant = Grant.objects.select_related("card").get()
    assert (grant.amount, grant.state, grant.thanks, grant.card.words.text) == (30, "settled", "", "陈立")
    assert grant.thanked_at == now
    client.force_login(company.manager)
    page = client.get(f"/desk/cases/{owned_case.number}/giving/")
    assert page.context["rows"][0]["card"] == {"gone": True} and "30.00" in page.content.decode()
