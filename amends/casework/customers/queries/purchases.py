"""What customers bought."""

from __future__ import annotations

from amends.casework.customers.models import Affiliation, Customer, Order
from amends.foundation.kernel.prepared import Rows

RECENT = 5
_ORDERS: Rows[Order] = Rows(lambda customer_id: Order.objects.filter(customer=customer_id)[:RECENT])


_BY_NUMBER: Rows[Order] = Rows(
    lambda number: (
        Order.objects.select_related("department", "customer").filter(number=number).order_by("pk")[:1]
    )
)


def recent_orders(customer: Customer) -> list[Order]:
    return _ORDERS(customer.pk)


def order_by_number(number: str) -> Order | None:
    wanted = number.strip()
    return next(iter(_BY_NUMBER(wanted)), None) if wanted else None


def may_be_about(order: Order, customer: Customer) -> bool:
    """Whether a complaint of this customer may be about this order: their own, or of an organisation they speak for."""
    if order.customer.root_id == customer.root_id:
        return True
    return Affiliation.objects.filter(
        organisation__in=Customer.objects.of_person(order.customer).values("pk"),
        contact__in=Customer.objects.of_person(customer).values("pk"),
        may_speak=True,
        ended_at=None,
    ).exists()
