"""Many who set aside, take out and put back at the same moment: nobody gets what is not there, and all adds up."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from amends.foundation.audit.queries import verify
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import Gift, Movement, StockHold, StockLevel
from amends.practice.remedies.gifts.queries.balance import differences
from tests.faults.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keeper(company: Any) -> Member:
    member = Member(username="keeper", display_name="仓管", role="warehouse", department=company.head)
    member.set_unusable_password()
    member.save()
    return member


@pytest.fixture
def tea(company: Any, keeper: Member) -> Gift:
    said = actions.Described(name="茶", kind="useful", unit_cost=Decimal(36), price_class="small")
    gift = actions.add_gift(code="TEA", described=said, by=company.lead)
    for code, quantity in (("HZ", 5), ("SH", 2)):
        room = actions.add_warehouse(code=code, name=code, department_id=company.head.pk, by=keeper)
        actions.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=quantity, by=keeper)
    return gift


def test_more_ask_than_there_is_and_each_piece_goes_to_one(company: Any, tea: Gift) -> None:
    def ask(n: int) -> object:
        return actions.set_aside(gift_id=tea.pk, reference=f"grant:{n}", by=company.handler)

    results = at_once(*[lambda n=n: ask(n) for n in range(10)])
    given = [one for one in results if isinstance(one, StockHold)]
    refused = [one for one in results if isinstance(one, Refused) and one.code == "out_of_stock"]
    assert (len(given), len(refused)) == (7, 3), results
    assert sum(one.free for one in StockLevel.objects.all()) == 0
    assert not differences()
    assert verify().broken is None


def test_the_same_purpose_and_the_same_step_at_once_happen_once(
    company: Any, tea: Gift, keeper: Member
) -> None:
    first = at_once(*[lambda: step("set_aside", company.handler, gift_id=tea.pk, reference="grant:1")] * 3)
    holds = {one.pk for one in first if isinstance(one, StockHold)}
    assert len(holds) == 1, first
    hold = holds.pop()
    at_once(*[lambda: step("take_out", keeper, hold_id=hold)] * 3)
    at_once(*[lambda: step("put_back", keeper, hold_id=hold, fit_for_sale=True)] * 3)
    kinds = Movement.objects.exclude(kind="brought_in").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["set_aside", "taken_out", "put_back"]
    assert not differences()


def step(name: str, by: Member, **values: Any) -> object:
    return getattr(actions, name)(**values, by=by)


def test_any_mixture_at_once_ends_balanced(company: Any, tea: Gift, keeper: Member) -> None:
    def life(seed: int) -> object:
        chance = random.Random(seed)
        for n in range(5):
            try:
                hold = actions.set_aside(
                    gift_id=tea.pk,
                    quantity=chance.choice([1, 2]),
                    reference=f"grant:{seed}-{n}",
                    by=company.handler,
                )
                if chance.random() < 0.4:
                    actions.let_go(hold_id=hold.pk, by=company.handler)
                    continue
                actions.take_out(hold_id=hold.pk, by=keeper)
                if chance.random() < 0.7:
                    actions.put_back(hold_id=hold.pk, fit_for_sale=chance.random() < 0.8, by=keeper)
            except Refused as error:
                assert error.code == "out_of_stock", error
        return "done"

    results = at_once(*[lambda seed=seed: life(seed) for seed in range(4)])
    assert results == ["done"] * 4
    assert not differences()
    assert not StockHold.objects.filter(state="set_aside").exists()
    assert verify().broken is None
