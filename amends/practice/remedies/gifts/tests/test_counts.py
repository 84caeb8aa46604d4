from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.foundation.audit.queries import verify
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted, Refused, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.actions import counting
from amends.practice.remedies.gifts.models import Gift, Movement, StockLevel, StockTake, Warehouse
from amends.practice.remedies.gifts.queries.balance import differences

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(stocked: Callable[[int], Gift], room: Warehouse, keeper: Member) -> StockTake:
    stocked(10)
    return counting.begin_count(warehouse_id=room.pk, by=keeper)


def on_shelf(gift: Gift, room: Warehouse) -> int:
    return StockLevel.objects.get(gift=gift, warehouse=room).on_shelf


def test_what_moves_while_counting_neither_adds_to_the_difference_nor_is_lost(
    company: Any, take: StockTake, gift: Gift, room: Warehouse, keeper: Member, accountant: Member
) -> None:
    seen = counting.newest_movement(room.pk)
    one = actions.set_aside(gift_id=gift.pk, quantity=2, reference="grant:1", by=company.handler)
    actions.take_out(hold_id=one.pk, by=keeper)
    # Two left while somebody counted: whoever counted cannot know whether before or after.
    entered = counting.enter_counts(take_id=take.pk, counted={gift.pk: 9}, seen=seen, by=keeper)
    assert (entered.kept, entered.again) == (0, (str(gift),))
    seen = counting.newest_movement(room.pk)
    assert counting.enter_counts(take_id=take.pk, counted={gift.pk: 7}, seen=seen, by=keeper).kept == 1
    counting.hand_in_count(take_id=take.pk, by=keeper)
    # One is missing; what moves afterwards does not change that.
    actions.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=5, by=keeper)
    two = actions.set_aside(gift_id=gift.pk, reference="grant:2", by=company.handler)
    actions.take_out(hold_id=two.pk, by=keeper)
    counting.confirm_count(take_id=take.pk, by=accountant)
    assert on_shelf(gift, room) == 10 - 2 - 1 + 5 - 1
    booked = Movement.objects.get(kind="counted")
    assert (booked.quantity, booked.by_id, booked.reference) == (-1, accountant.pk, f"stock_take:{take.pk}")
    assert not differences()
    assert verify().broken is None


def test_a_second_person_confirms_or_gives_it_back(
    company: Any,
    take: StockTake,
    gift: Gift,
    room: Warehouse,
    keeper: Member,
    second_keeper: Member,
    accountant: Member,
) -> None:
    with pytest.raises(Invalid):
        counting.hand_in_count(take_id=take.pk, by=keeper)
    counting.enter_counts(take_id=take.pk, counted={gift.pk: 12}, by=second_keeper)
    counting.hand_in_count(take_id=take.pk, by=keeper)
    for who in (keeper, second_keeper, company.lead, company.handler):
        with pytest.raises(NotPermitted):
            counting.confirm_count(take_id=take.pk, by=who)
    counting.count_again(take_id=take.pk, reason="上层没有点", by=accountant)
    with pytest.raises(WrongState):
        counting.confirm_count(take_id=take.pk, by=accountant)
    counting.enter_counts(take_id=take.pk, counted={gift.pk: 10}, by=keeper)
    counting.hand_in_count(take_id=take.pk, by=keeper)
    counting.confirm_count(take_id=take.pk, by=second_keeper)
    assert on_shelf(gift, room) == 10
    assert not Movement.objects.filter(kind="counted").exists()


def test_a_count_that_finds_less_than_is_promised_is_not_booked(
    company: Any, take: StockTake, gift: Gift, room: Warehouse, keeper: Member, accountant: Member
) -> None:
    actions.set_aside(gift_id=gift.pk, quantity=8, reference="grant:1", by=company.handler)
    counting.enter_counts(take_id=take.pk, counted={gift.pk: 5}, by=keeper)
    counting.hand_in_count(take_id=take.pk, by=keeper)
    with pytest.raises(Refused) as refused:
        counting.confirm_count(take_id=take.pk, by=accountant)
    assert refused.value.code == "promised_more"
    assert on_shelf(gift, room) == 10
    assert StockTake.objects.get(pk=take.pk).state == "waiting"


def test_one_count_at_a_time_with_what_nobody_expected_and_a_way_out(
    company: Any, take: StockTake, room: Warehouse, keeper: Member
) -> None:
    with pytest.raises(Conflict):
        counting.begin_count(warehouse_id=room.pk, by=keeper)
    with pytest.raises(NotPermitted):
        counting.begin_count(warehouse_id=room.pk, by=company.manager)
    found = Gift.objects.create(code="X", name="意外之物", kind="useful", unit_cost=1, price_class="small")
    counting.add_to_count(take_id=take.pk, gift_id=found.pk, by=keeper)
    assert take.lines.count() == 2
    for number in (-1, 10**6):
        with pytest.raises(Invalid):
            counting.enter_counts(take_id=take.pk, counted={found.pk: number}, by=keeper)
    counting.call_off_count(take_id=take.pk, reason="先发货", by=keeper)
    with pytest.raises(WrongState):
        counting.enter_counts(take_id=take.pk, counted={found.pk: 1}, by=keeper)
    assert counting.begin_count(warehouse_id=room.pk, by=keeper).lines.count() == 2
