"""A warehouse gets another name, is closed only when nothing binds it, and then takes nothing in and sends nothing out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.actions.counting import begin_count
from amends.practice.remedies.gifts.models import Gift, StockHold, Supplier, SupplierOrder, Warehouse
from amends.practice.remedies.gifts.tests.shipments import HOME


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    assert str(refused.value.message)
    return refused.value.code


def closing(room: Warehouse, by: Member, reason: str = "房子到期") -> Warehouse:
    return actions.close_warehouse(warehouse_id=room.pk, reason=reason, by=by)


def test_another_name_is_kept_with_what_was_before(company: Any, room: Warehouse, keeper: Member) -> None:
    said = {"warehouse_id": room.pk, "department_id": company.care.pk, "by": keeper}
    renamed = actions.rename_warehouse(name="杭州<总>仓", name_en="Hangzhou", reason="搬到一楼", **said)
    assert (renamed.code, str(renamed.department.code)) == ("HZ", company.care.code)
    entry = AuditEntry.objects.get(action="warehouse.renamed")
    assert entry.data["before"]["name"] == "杭州礼品间" and entry.reason == "搬到一楼"
    actions.rename_warehouse(name="杭州<总>仓", name_en="Hangzhou", reason="", **said)
    assert AuditEntry.objects.filter(action="warehouse.renamed").count() == 1
    assert refusal(lambda: actions.rename_warehouse(name="另一个", reason=" ", **said)) == "invalid"
    wrong = {**said, "by": company.lead}
    assert refusal(lambda: actions.rename_warehouse(name="x", reason="y", **wrong)) == "not_permitted"


def test_it_closes_only_when_nothing_lies_there(
    stocked: Callable[[int], Gift], room: Warehouse, other_room: Warehouse, keeper: Member
) -> None:
    gift = stocked(3)
    assert refusal(lambda: closing(room, keeper)) == "not_empty"
    actions.move_stock(gift_id=gift.pk, from_id=room.pk, to_id=other_room.pk, quantity=3, by=keeper)
    assert refusal(lambda: closing(room, keeper, reason=" ")) == "invalid"
    assert closing(room, keeper).retired_at and closing(room, keeper).retired_at
    assert AuditEntry.objects.get(action="warehouse.closed").reason == "房子到期"
    where = {"gift_id": gift.pk, "quantity": 1, "by": keeper}
    for act in (
        lambda: actions.bring_in(warehouse_id=room.pk, **where),
        lambda: actions.move_stock(from_id=other_room.pk, to_id=room.pk, **where),
        lambda: begin_count(warehouse_id=room.pk, by=keeper),
    ):
        assert refusal(act) == "not_found"
    assert refusal(lambda: actions.set_aside(warehouse_id=room.pk, reference="x", **where)) == "out_of_stock"
    actions.reopen_warehouse(warehouse_id=room.pk, reason="又租下了", by=keeper)
    actions.bring_in(warehouse_id=room.pk, **where)


def test_what_is_on_its_way_keeps_it_open_and_what_returns_later_needs_a_shelf(
    stocked: Callable[[int], Gift], room: Warehouse, keeper: Member, company: Any, owned_case: Case
) -> None:
    gift, handler = stocked(1), company.handler
    hold = actions.set_aside(gift_id=gift.pk, reference="t:1", by=handler)
    sent = actions.start_shipment(
        case_id=owned_case.pk,
        customer_id=owned_case.customer_id,
        stock_hold_id=hold.pk,
        way="post",
        not_before=None,
        card="",
        reference="t:1",
        by=handler,
    )
    actions.enter_address(shipment_id=sent.pk, address=HOME, reason="电话", by=handler)
    actions.pack(shipment_id=sent.pk, by=keeper)
    assert refusal(lambda: closing(room, keeper)) == "on_the_way"
    actions.send_out(shipment_id=sent.pk, carrier="sf", tracking="SF1234567890123", by=keeper)
    actions.delivered(shipment_id=sent.pk, by=keeper)
    closing(room, keeper)
    back = {"shipment_id": sent.pk, "reason": "不喜欢", "by": keeper}
    assert refusal(lambda: actions.returned(fit_for_sale=True, **back)) == "closed"
    assert StockHold.objects.get().state == "taken_out"
    assert actions.returned(fit_for_sale=False, **back).state == "returned"


def test_a_count_or_an_order_keeps_it_open(room: Warehouse, keeper: Member) -> None:
    count = begin_count(warehouse_id=room.pk, by=keeper)
    assert refusal(lambda: closing(room, keeper)) == "counted"
    type(count).objects.update(state="called_off")
    supplier = Supplier.objects.create(name="茶厂", lead_days=3)
    SupplierOrder.objects.create(
        supplier=supplier, warehouse=room, state="ordered", begun_by=keeper, begun_at=count.begun_at
    )
    assert refusal(lambda: closing(room, keeper)) == "order_open"
