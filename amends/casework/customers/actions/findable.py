"""Makes customers findable by name, phone, address, numbers and orders."""

from __future__ import annotations

from collections.abc import Iterable

from amends.casework.customers.choices import IdentityKind
from amends.casework.customers.models import Customer, Identity, Order
from amends.casework.customers.queries import SEARCH_KIND
from amends.foundation.kernel import search

ORDERS_FOUND_BY = 200


def make_findable(customer: Customer) -> None:
    """Looks up what a record is found by and indexes it anew; the number of an ID document is no way to find anybody."""
    orders = Order.objects.filter(customer=customer).values_list("number", flat=True)[:ORDERS_FOUND_BY]
    index(customer, customer.identities.filter(ended_at=None), orders)


def index(customer: Customer, identities: Iterable[Identity], orders: Iterable[str] = ()) -> None:
    known = [one for one in identities if one.kind != IdentityKind.PAPER]
    words = [customer.name, *(one.value for one in known), *(one.key for one in known), *orders]
    search.put(SEARCH_KIND, customer.pk, "\n".join(dict.fromkeys(word for word in words if word)))
