"""A gift on its way: each step, who may take it, what becomes of the stock, and who hears of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from amends.casework.cases.models import Case
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.actions.looking_after import look_after_shipments
from amends.practice.remedies.gifts.models import Gift, Shipment, StockLevel
from amends.practice.remedies.gifts.queries.shipments import shipments_of, stages_of, with_address
from amends.practice.remedies.gifts.rules.pasting import Parcel
from amends.practice.remedies.gifts.tests.shipments import HOME, gift_on_the_shelf, planned, warehouse_member

NUMBER = "SF1234567890123"


@pytest.fixture
def store(company: Any) -> Member:
    return warehouse_member(company)


@pytest.fixture
def tea(company: Any) -> Gift:
    return gift_on_the_shelf(company)


@pytest.fixture
def shipment(company: Any, owned_case: Case, tea: Gift) -> Shipment:
    return planned(owned_case, tea, by=company.handler)


def shelf() -> tuple[int, int]:
    level = StockLevel.objects.get()
    return level.on_shelf, level.set_aside


def known(shipment: Shipment, by: Member) -> Shipment:
    return actions.enter_address(shipment_id=shipment.pk, address=HOME, reason="电话里说的", by=by)


def told(what: str) -> list[str]:
    return [one.member.username for one in Notice.objects.filter(kind="gift", data__what=what)]


def test_from_the_plan_to_the_thanks(
    company: Any, shipment: Shipment, store: Member, run_jobs: Callable[[], int]
) -> None:
    one = shipment.pk
    known(shipment, company.handler)
    assert shelf() == (5, 1)
    for _ in range(2):
        actions.pack(shipment_id=one, by=store)
    assert shelf() == (4, 0)
    for _ in range(2):
        actions.send_out(shipment_id=one, carrier="sf", tracking="sf 1234567890123", by=store)
    actions.failed(shipment_id=one, reason="没人在家", by=store)
    actions.send_out(shipment_id=one, carrier="ems", tracking="EA123456789CN", by=store)
    for _ in range(2):
        actions.delivered(shipment_id=one, by=store)
    actions.thanked(shipment_id=one, words="很喜欢，谢谢！", by=company.handler)
    run_jobs()
    shipment.refresh_from_db()
    assert (shipment.state, shipment.tracking, shipment.carrier) == ("thanked", "EA123456789CN", "ems")
    moves = [step.move for step in shipment.steps.all()]
    assert moves == ["start", "enter", "pack", "send", "fail", "send", "deliver", "thank"]
    assert (told("failed"), told("delivered")) == (["handler"], ["handler"])
    trail = AuditEntry.objects.filter(chain=shipment.case.chain, action__startswith="shipment.")
    assert trail.count() == len(moves)
    assert not [entry for entry in trail if "汉中路" in f"{entry.data}{entry.reason}"]


def test_what_comes_back_lies_on_the_shelf_or_is_written_off(
    company: Any, owned_case: Case, tea: Gift, store: Member, run_jobs: Callable[[], int]
) -> None:
    for fit, left in ((True, 5), (False, 4)):
        shipment = known(planned(owned_case, tea, by=company.handler), company.handler)
        actions.pack(shipment_id=shipment.pk, by=store)
        actions.send_out(shipment_id=shipment.pk, carrier="sf", tracking=NUMBER, by=store)
        actions.returned(shipment_id=shipment.pk, reason="拒收", fit_for_sale=fit, by=store)
        assert shelf() == (left, 0)
    run_jobs()
    assert told("returned") == ["handler", "handler"]


def test_called_off_before_and_after_packing_it_is_free_again(
    company: Any, owned_case: Case, tea: Gift, store: Member
) -> None:
    first = planned(owned_case, tea, by=company.handler)
    second = planned(owned_case, tea, by=company.handler, way="by_hand")
    actions.pack(shipment_id=second.pk, by=store)
    assert shelf() == (4, 1)
    for one in (first, second, first):
        actions.call_off(shipment_id=one.pk, reason="改为退款", by=company.handler)
    assert shelf() == (5, 0)


def test_by_hand_it_is_written_down_who_took_it_where_and_what_they_said(
    company: Any, owned_case: Case, tea: Gift, store: Member
) -> None:
    shipment = planned(owned_case, tea, by=company.handler, way="by_hand")
    actions.pack(shipment_id=shipment.pk, by=store)
    with pytest.raises(Invalid):
        actions.hand_over(shipment_id=shipment.pk, to=" ", place="家里", by=company.handler)
    actions.hand_over(
        shipment_id=shipment.pk, to="王太太", place="南京家中", words="有心了", by=company.handler
    )
    step = shipment.steps.last()
    assert step is not None
    assert (step.state, step.words, step.data["place"], step.by) == (
        "delivered",
        "有心了",
        "南京家中",
        company.handler,
    )


def test_nothing_leaves_before_its_day_and_parts_of_one_gift_stand_together(
    company: Any, owned_case: Case, tea: Gift, store: Member
) -> None:
    today = clock.today()
    later = planned(owned_case, tea, by=company.handler, not_before=today + timedelta(days=14))
    now = planned(owned_case, None, by=company.handler, way="electronic")
    assert stages_of(now) == [now, later] == shipments_of(owned_case)
    actions.send_out(shipment_id=now.pk, by=company.handler)
    known(later, company.handler)
    actions.pack(shipment_id=later.pk, by=store)
    with pytest.raises(WrongState):
        actions.send_out(shipment_id=later.pk, carrier="sf", tracking=NUMBER, by=store)
    with clock.at(clock.now() + timedelta(days=15)):
        actions.send_out(shipment_id=later.pk, carrier="sf", tracking=NUMBER, by=store)


def test_a_tin_of_tea_cannot_be_sent_electronically_and_a_ticket_can(
    company: Any, owned_case: Case, tea: Gift
) -> None:
    with translation.override("en"), pytest.raises(Invalid, match="post, hand it over") as refused:
        planned(owned_case, tea, by=company.handler, way="electronic")
    assert refused.value.field == "way"
    assert not owned_case.shipments.exists()
    Gift.objects.filter(pk=tea.pk).update(kind="experience")
    assert planned(owned_case, tea, by=company.handler, way="electronic").way == "electronic"


def test_the_same_hold_has_one_shipment(
    company: Any, shipment: Shipment, register: Callable[..., Case]
) -> None:
    words = {"stock_hold_id": shipment.stock_hold_id, "way": "post", "not_before": None, "card": ""}
    again = actions.start_shipment(
        case_id=shipment.case_id, customer_id=shipment.customer_id, reference="x", by=company.handler, **words
    )
    assert again == shipment
    with pytest.raises(Invalid):
        actions.start_shipment(
            case_id=shipment.case_id,
            customer_id=shipment.customer_id + 1,
            reference="x",
            by=company.handler,
            **words,
        )


def test_who_may_not_and_when_not(company: Any, shipment: Shipment, store: Member) -> None:
    one = shipment.pk
    refused = [
        (WrongState, lambda: actions.pack(shipment_id=one, by=store)),
        (NotPermitted, lambda: actions.pack(shipment_id=one, by=company.handler)),
        (NotPermitted, lambda: known(shipment, store)),
        (NotPermitted, lambda: actions.call_off(shipment_id=one, reason="x", by=store)),
        (NotPermitted, lambda: actions.call_off(shipment_id=one, reason="x", by=company.trainer)),
        (NotPermitted, lambda: actions.pack(shipment_id=one, by=company.administrator)),
        (NotFound, lambda: actions.call_off(shipment_id=one, reason="x", by=company.east_handler)),
        (NotFound, lambda: actions.call_off(shipment_id=10**9, reason="x", by=company.handler)),
        (Invalid, lambda: actions.call_off(shipment_id=one, reason=" \n", by=company.handler)),
        (WrongState, lambda: actions.delivered(shipment_id=one, by=company.handler)),
        (WrongState, lambda: actions.thanked(shipment_id=one, words="谢谢", by=company.handler)),
    ]
    for error, act in refused:
        with pytest.raises(error):
            act()
    shipment.refresh_from_db()
    assert (shipment.state, shipment.steps.count(), shelf()) == ("planned", 1, (5, 1))
    assert with_address([shipment], company.handler) == with_address([shipment], store) == {one}
    assert with_address([shipment], company.east_handler) == set()


def test_many_at_once_each_for_itself(company: Any, owned_case: Case, tea: Gift, store: Member) -> None:
    ready = known(planned(owned_case, tea, by=company.handler), company.handler)
    waits = planned(owned_case, tea, by=company.handler)
    done = actions.pack_many(shipment_ids=[waits.pk, ready.pk, ready.pk], by=store)
    assert [(one.shipment_id, bool(one.wrong)) for one in done] == [(ready.pk, False), (waits.pk, True)]
    parcels = [
        Parcel(1, ready.pk, "sf", "no"),
        Parcel(2, ready.pk, "sf", NUMBER),
        Parcel(3, 10**9, "sf", NUMBER),
    ]
    sent = actions.send_many(parcels=parcels, by=store)
    assert [(one.line, bool(one.wrong)) for one in sent] == [(1, True), (2, False), (3, True)]


def test_what_is_late_or_silent_is_told_once(
    company: Any, owned_case: Case, tea: Gift, store: Member, settings: Any
) -> None:
    settings.AMENDS_DELIVERY_DAYS = {"sf": 3}
    late = known(planned(owned_case, tea, by=company.handler), company.handler)
    actions.pack(shipment_id=late.pk, by=store)
    actions.send_out(shipment_id=late.pk, carrier="sf", tracking=NUMBER, by=store)
    asked = planned(owned_case, tea, by=company.handler)
    actions.ask_address(shipment_id=asked.pk, words="", link_to=str, by=company.handler)
    start = clock.now()
    for days, expected in ((2, ([], [])), (8, (["handler"], ["handler"])), (9, (["handler"], ["handler"]))):
        with clock.at(start + timedelta(days=days)):
            look_after_shipments()
        assert (told("late"), told("silent")) == expected
