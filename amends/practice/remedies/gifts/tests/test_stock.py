from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from amends.foundation.audit.queries import verify
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, Refused, WrongState
from amends.foundation.kernel.events import gathered
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions, guards, reactions
from amends.practice.remedies.gifts.events import StockRanLow
from amends.practice.remedies.gifts.models import Gift, Movement, StockLevel, Warehouse
from amends.practice.remedies.gifts.queries.balance import differences

pytestmark = pytest.mark.django_db


def level(gift: Gift, room: Warehouse) -> tuple[int, int]:
    found = StockLevel.objects.get(gift=gift, warehouse=room)
    return found.on_shelf, found.set_aside


def out_of_stock(error: Refused) -> bool:
    return error.code == "out_of_stock"


def test_a_gift_on_its_way_and_back(
    company: Any, stocked: Callable[[int], Gift], room: Warehouse, keeper: Member
) -> None:
    gift = stocked(5)
    hold = actions.set_aside(gift_id=gift.pk, quantity=2, reference="grant:1", by=company.handler)
    again = actions.set_aside(gift_id=gift.pk, quantity=2, reference="grant:1", by=company.handler)
    assert again.pk == hold.pk
    assert level(gift, room) == (5, 2)
    actions.take_out(hold_id=hold.pk, by=keeper)
    actions.take_out(hold_id=hold.pk, by=keeper)
    assert level(gift, room) == (3, 0)
    with pytest.raises(WrongState):
        actions.let_go(hold_id=hold.pk, by=company.handler)
    actions.put_back(hold_id=hold.pk, fit_for_sale=True, by=keeper)
    actions.put_back(hold_id=hold.pk, fit_for_sale=True, by=keeper)
    assert level(gift, room) == (5, 0)
    kinds = list(Movement.objects.order_by("pk").values_list("kind", "quantity"))
    assert kinds == [("brought_in", 5), ("set_aside", 2), ("taken_out", 2), ("put_back", 2)]
    assert not differences()
    assert verify().broken is None


def test_what_comes_back_broken_is_written_off_and_what_is_let_go_is_free_again(
    company: Any, stocked: Callable[[int], Gift], room: Warehouse, keeper: Member
) -> None:
    gift = stocked(3)
    hold = actions.set_aside(gift_id=gift.pk, reference="grant:1", by=company.handler)
    actions.take_out(hold_id=hold.pk, by=keeper)
    actions.put_back(hold_id=hold.pk, fit_for_sale=False, by=keeper)
    assert level(gift, room) == (2, 0)
    other = actions.set_aside(gift_id=gift.pk, quantity=2, reference="grant:2", by=company.handler)
    with pytest.raises(Refused) as refused:
        actions.set_aside(gift_id=gift.pk, reference="grant:3", by=company.handler)
    assert refused.value.code == "out_of_stock"
    actions.let_go(hold_id=other.pk, by=company.handler)
    actions.let_go(hold_id=other.pk, by=company.handler)
    assert level(gift, room) == (2, 0)
    assert not differences()


def test_what_is_set_aside_for_a_customer_is_neither_written_off_nor_moved_away(
    company: Any, stocked: Callable[[int], Gift], room: Warehouse, other_room: Warehouse, keeper: Member
) -> None:
    gift = stocked(3)
    actions.set_aside(gift_id=gift.pk, quantity=2, reference="grant:1", by=company.handler)
    place = {"gift_id": gift.pk, "by": keeper}
    with pytest.raises(Refused, check=out_of_stock):
        actions.write_off(**place, warehouse_id=room.pk, quantity=2, reason="受潮")
    with pytest.raises(Refused, check=out_of_stock):
        actions.move_stock(**place, from_id=room.pk, to_id=other_room.pk, quantity=2)
    with pytest.raises(Invalid):
        actions.move_stock(**place, from_id=room.pk, to_id=room.pk, quantity=1)
    with pytest.raises(Invalid):
        actions.write_off(**place, warehouse_id=room.pk, quantity=1, reason=" ")
    actions.move_stock(**place, from_id=room.pk, to_id=other_room.pk, quantity=1, reason="上海快没有了")
    assert (level(gift, room), level(gift, other_room)) == ((2, 2), (1, 0))
    assert not differences()


def test_the_fullest_warehouse_gives_unless_one_is_named(
    company: Any, stocked: Callable[[int], Gift], room: Warehouse, other_room: Warehouse, keeper: Member
) -> None:
    gift = stocked(2)
    actions.bring_in(gift_id=gift.pk, warehouse_id=other_room.pk, quantity=5, by=keeper)
    first = actions.set_aside(gift_id=gift.pk, reference="grant:1", by=company.handler)
    named = actions.set_aside(gift_id=gift.pk, warehouse_id=room.pk, reference="grant:2", by=company.handler)
    assert (first.warehouse_id, named.warehouse_id) == (other_room.pk, room.pk)
    assert first.cost.amount == gift.unit_cost


def test_a_level_that_falls_to_its_mark_says_so_once_for_each_fall(
    company: Any, stocked: Callable[[int], Gift], room: Warehouse, keeper: Member
) -> None:
    gift = stocked(5)
    with gathered() as events:
        actions.set_mark(gift_id=gift.pk, warehouse_id=room.pk, low_at=3, by=keeper)
        one = actions.set_aside(gift_id=gift.pk, reference="grant:1", by=company.handler)
        assert not events
        actions.set_aside(gift_id=gift.pk, reference="grant:2", by=company.handler)
        actions.set_aside(gift_id=gift.pk, reference="grant:3", by=company.handler)
        assert [type(event) for event in events] == [StockRanLow]
        reactions.tell_of_low_stock(events[0])  # type: ignore[arg-type]
        reactions.tell_of_low_stock(events[0])  # type: ignore[arg-type]
        actions.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=3, by=keeper)
        actions.let_go(hold_id=one.pk, by=company.handler)
        actions.write_off(gift_id=gift.pk, warehouse_id=room.pk, quantity=3, reason="摔坏", by=keeper)
        assert len(events) == 2
    told = Notice.objects.values_list("member__username", "data")
    assert sorted(name for name, _ in told) == sorted(
        [keeper.username, "manager", "lead", "east_lead", "shops_lead"]
    )
    assert {data["gift"] for _, data in told} == {"TEA-TIN"}


def test_who_may_move_stock(company: Any, stocked: Callable[[int], Gift], room: Warehouse) -> None:
    gift = stocked(1)
    for who in (company.handler, company.lead, company.manager, company.administrator):
        with pytest.raises(NotPermitted):
            actions.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=1, by=who)
    for who in (company.trainer, company.administrator):
        with pytest.raises(NotPermitted):
            actions.set_aside(gift_id=gift.pk, reference="grant:1", by=who)
    for quantity in (None, 0, -1, 10**7):
        with pytest.raises(Invalid):
            actions.set_aside(gift_id=gift.pk, quantity=quantity, reference="g", by=company.handler)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        actions.take_out(hold_id=0, by=company.handler)
    actions.retire_gift(gift_id=gift.pk, reason="供应商停产", by=company.manager)
    with pytest.raises(NotFound):
        actions.set_aside(gift_id=gift.pk, reference="grant:2", by=company.handler)


def test_the_journal_is_written_once_and_for_all(stocked: Callable[[int], Gift]) -> None:
    stocked(1)
    for change in (Movement.objects.all().delete, lambda: Movement.objects.update(quantity=9)):
        with pytest.raises(TypeError):
            change()
    for statement in ("UPDATE gifts_movement SET quantity = 9", "DELETE FROM gifts_movement"):
        with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                for guard in guards.SQLITE_DELETES:
                    cursor.execute(guard)
            cursor.execute(statement)
