"""Questions about customers."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Case, Q, Value, When

from amends.casework.customers.models import Customer, Order
from amends.casework.customers.rules import phone_digits
from amends.foundation.kernel.prepared import Rows


def find_customer(*, phone: str = "", email: str = "", reference: str = "") -> Customer | None:
    """The customer with this number, phone or e-mail address, the surest first; one statement whatever is given."""
    given = {"reference": reference, "phone_digits": phone_digits(phone), "email": email.strip().lower()}
    signs = [Q(**{name: value}) for name, value in given.items() if value]
    if not signs:
        return None
    sureness = (
        [Case(*(When(sign, then=Value(place)) for place, sign in enumerate(signs)))] if signs[1:] else []
    )
    return Customer.objects.filter(reduce(or_, signs)).order_by(*sureness, "id").first()


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
