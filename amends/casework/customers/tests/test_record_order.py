"""What customers bought, brought in once and kept up to date."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from amends.casework.customers.actions import record_order
from amends.casework.customers.models import Customer, Order
from amends.casework.customers.queries import order_by_number, recent_orders

DAY = datetime(2026, 6, 18, tzinfo=UTC)


def buy(company: Any, customer: Customer, number: str, day: int = 18, product: str = "电饭锅") -> Order:
    return record_order(
        customer=customer,
        number=number,
        product=product,
        amount=Decimal("299.00"),
        ordered_at=DAY.replace(day=day),
        department=company.east,
        by=company.house,
    )


def test_an_order_is_found_by_its_number(company: Any, customer: Customer) -> None:
    order = buy(company, customer, "E-1")
    assert order_by_number(" E-1 ") == order
    assert order_by_number("") is None
    assert order_by_number("E-2") is None


def test_the_same_number_again_updates_the_order(company: Any, customer: Customer) -> None:
    buy(company, customer, "E-1")
    buy(company, customer, "E-1", product="电饭煲" * 200)
    assert Order.objects.get().product.startswith("电饭煲")


def test_the_latest_orders_come_first(company: Any, customer: Customer) -> None:
    numbers = [buy(company, customer, f"E-{day}", day=day).number for day in range(10, 18)]
    assert [order.number for order in recent_orders(customer)] == numbers[::-1][:5]
