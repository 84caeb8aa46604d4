from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils.timezone import localdate

from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.actions import ordering, suppliers
from amends.practice.remedies.gifts.models import Gift, StockLevel, Supplier, Warehouse
from amends.practice.remedies.gifts.queries.balance import differences
from amends.practice.remedies.gifts.queries.stock import standings

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier(gift: Gift, keeper: Member) -> Supplier:
    made = suppliers.add_supplier(said=suppliers.Contact(name="茶农", lead_days=7), by=keeper)
    Gift.objects.filter(pk=gift.pk).update(supplier=made)
    return made


def test_an_order_comes_in_two_parts_and_what_is_on_its_way_is_not_ordered_again(
    supplier: Supplier, gift: Gift, room: Warehouse, keeper: Member
) -> None:
    actions.set_mark(gift_id=gift.pk, warehouse_id=room.pk, low_at=5, by=keeper)
    levels = StockLevel.objects.select_related("gift__supplier", "warehouse")
    assert [one.order for one in standings(levels)] == [6]
    wanted = [ordering.Wanted(gift_id=gift.pk, quantity=6, unit_price=Decimal("35"))]
    order = ordering.draft_order(
        supplier_id=supplier.pk, warehouse_id=room.pk, lines=wanted, note="", by=keeper
    )
    assert [one.order for one in standings(levels)] == [6]
    with pytest.raises(WrongState):
        ordering.receive(order_id=order.pk, received={}, by=keeper)
    order = ordering.place_order(order_id=order.pk, by=keeper)
    assert order.expected_on is not None and order.ordered_at is not None
    assert (order.expected_on - localdate(order.ordered_at)).days == 7
    assert [(one.coming, one.order) for one in standings(levels)] == [(6, 0)]
    line = order.lines.get()
    ordering.receive(order_id=order.pk, received={line.pk: 4}, by=keeper)
    with pytest.raises(Invalid):
        ordering.receive(order_id=order.pk, received={line.pk: 3}, by=keeper)
    assert ordering.receive(order_id=order.pk, received={line.pk: 2}, by=keeper).state == "received"
    assert StockLevel.objects.get().on_shelf == 6
    assert StockLevel.objects.get().low_since is None
    assert not differences()
    with pytest.raises(WrongState):
        ordering.call_off_order(order_id=order.pk, reason="太晚", by=keeper)


def test_what_an_order_and_a_supplier_refuse(
    company: Any, supplier: Supplier, gift: Gift, room: Warehouse, keeper: Member
) -> None:
    place = {"supplier_id": supplier.pk, "warehouse_id": room.pk}
    twice = [ordering.Wanted(gift.pk, 1), ordering.Wanted(gift.pk, 2)]
    for lines in ([], twice, [ordering.Wanted(gift.pk, 10**7)]):
        with pytest.raises(Invalid):
            ordering.draft_order(**place, lines=lines, by=keeper)
    with pytest.raises(NotFound):
        ordering.draft_order(**place, lines=[ordering.Wanted(0, 1)], by=keeper)
    for who in (company.manager, company.handler):
        with pytest.raises(NotPermitted):
            ordering.draft_order(**place, lines=[ordering.Wanted(gift.pk, 1)], by=who)
    order = ordering.draft_order(**place, lines=[ordering.Wanted(gift.pk, 1)], by=keeper)
    changed = ordering.change_order(order_id=order.pk, lines=[ordering.Wanted(gift.pk, 3)], by=keeper)
    assert changed.lines.get().quantity == 3
    assert ordering.call_off_order(order_id=order.pk, reason="换一家", by=keeper).state == "called_off"
    with pytest.raises(Conflict):
        suppliers.add_supplier(said=suppliers.Contact(name="茶农", lead_days=1), by=keeper)
    for wrong in ({"lead_days": None}, {"lead_days": 3, "email": "x"}):
        with pytest.raises(Invalid):
            suppliers.change_supplier(
                supplier_id=supplier.pk, said=suppliers.Contact(name="茶农", **wrong), by=keeper
            )
    suppliers.retire_supplier(supplier_id=supplier.pk, retired=True, by=keeper)
    with pytest.raises(NotFound):
        ordering.draft_order(**place, lines=[ordering.Wanted(gift.pk, 1)], by=keeper)
