"""Questions about customers."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Case, Q, QuerySet, Value, When

from amends.casework.customers.models import Customer, Order
from amends.casework.customers.rules import phone_digits
from amends.foundation.kernel.prepared import Rows


def _with_any(names: tuple[str, ...], *values: str) -> QuerySet[Customer]:
    """The customers with any of these signs, those with the surest first."""
    signs = [Q(**{name: value}) for name, value in zip(names, values, strict=True)]
    found = Customer.objects.filter(reduce(or_, signs))
    if not signs[1:]:
        return found.order_by("id")[:1]
    sureness = Case(*(When(sign, then=Value(place)) for place, sign in enumerate(signs)))
    return found.order_by(sureness, "id")[:1]


_WITH_ANY: Rows[Customer] = Rows(_with_any)


def find_customer(*, phone: str = "", email: str = "", reference: str = "") -> Customer | None:
    """The customer with this number, phone or e-mail address, the surest first; one statement whatever is given."""
    signs = {"reference": reference, "phone_digits": phone_digits(phone), "email": email.strip().lower()}
    given = {name: value for name, value in signs.items() if value}
    if not given:
        return None
    found = _WITH_ANY(*given.values(), shape=(tuple(given),))
    return found[0] if found else None


RECENT = 5
_ORDERS: Rows[Order] = Rows(lambda customer_id: Order.objects.filter(customer=customer_id)[:RECENT])


def recent_orders(customer: Customer) -> list[Order]:
    return _ORDERS(customer.pk)


def order_by_number(number: str) -> Order | None:
    return (
        Order.objects.select_related("department").filter(number=number.strip()).first()
        if number.strip()
        else None
    )
