from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.customers.actions import find_or_add_customer, record_order
from amends.casework.customers.models import Customer, Order

DAY = datetime(2026, 6, 18, tzinfo=UTC)


@pytest.fixture
def add(company: Any) -> Callable[..., Customer]:
    """Somebody who speaks to us through the portal."""

    def act(name: str = "", **contact: Any) -> Customer:
        return find_or_add_customer(name=name, **{"by": company.portal, **contact})

    return act


@pytest.fixture
def buy(company: Any) -> Callable[..., Order]:
    """An order of a customer, at the eastern shop unless said otherwise."""

    def act(customer: Customer, number: str, **values: Any) -> Order:
        order = {
            "product": "电饭锅",
            "amount": Decimal("299.00"),
            "ordered_at": DAY,
            "department": company.east,
            "by": company.house,
        }
        return record_order(customer=customer, number=number, **{**order, **values})

    return act
