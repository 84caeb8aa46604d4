"""A small catalogue, two warehouses, and the people who run them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.actions.catalogue import Described
from amends.practice.remedies.gifts.models import Gift, Warehouse


def person(company: Any, username: str, role: str) -> Member:
    member = Member(
        username=username,
        display_name=f"{username}先生",
        role=role,
        department=company.head,
        languages=["zh-Hans"],
    )
    member.set_unusable_password()
    member.save()
    return member


@pytest.fixture
def keeper(company: Any) -> Member:
    return person(company, "keeper", "warehouse")


@pytest.fixture
def second_keeper(company: Any) -> Member:
    return person(company, "second_keeper", "warehouse")


@pytest.fixture
def accountant(company: Any) -> Member:
    return person(company, "accountant", "finance")


@pytest.fixture
def gift(company: Any) -> Gift:
    said = Described(
        name="龙井小罐",
        name_hant="龍井小罐",
        name_en="Small tin of Longjing tea",
        kind="useful",
        unit_cost=Decimal("36.50"),
        price_class="small",
        occasions=["slip"],
        products=["茶"],
    )
    return actions.add_gift(code="TEA-TIN", described=said, by=company.lead)


@pytest.fixture
def room(company: Any, keeper: Member) -> Warehouse:
    return actions.add_warehouse(code="HZ", name="杭州礼品间", department_id=company.head.pk, by=keeper)


@pytest.fixture
def other_room(company: Any, keeper: Member) -> Warehouse:
    return actions.add_warehouse(code="SH", name="上海礼品间", department_id=company.head.pk, by=keeper)


@pytest.fixture
def stocked(gift: Gift, room: Warehouse, keeper: Member) -> Callable[[int], Gift]:
    def bring(quantity: int) -> Gift:
        actions.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=quantity, by=keeper)
        return gift

    return bring
