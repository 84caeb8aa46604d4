"""What customers bought."""

from __future__ import annotations

from amends.casework.customers.models import Customer, Order
from amends.foundation.kernel.prepared import Rows

RECENT = 5
_ORDERS: Rows[Order] = Rows(lambda customer_id: Order.objects.filter(customer=customer_id)[:RECENT])


def recent_orders(customer: Customer) -> list[Order]:
    return _ORDERS(customer.pk)


def order_by_number(number: str) -> Order | None:
    return (
        Order.objects.select_related("department", "customer").filter(number=number.strip()).first()
        if number.strip()
        else None
    )
