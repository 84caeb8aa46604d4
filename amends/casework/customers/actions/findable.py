"""Makes customers findable by name, phone, address, numbers and orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from amends.casework.customers.choices import IdentityKind
from amends.casework.customers.models import Customer, Identity, Order
from amends.casework.customers.queries import SEARCH_KIND
from amends.foundation.kernel import search

ORDERS_FOUND_BY = 200


def make_findable(customer: Customer) -> None:
    """Looks up what a record is found by and indexes it anew."""
    make_all_findable([customer])


def make_all_findable(customers: Sequence[Customer]) -> None:
    """The same for some hundred at once."""
    identities: defaultdict[int, list[Identity]] = defaultdict(list)
    for identity in Identity.objects.filter(customer__in=customers, ended_at=None).order_by("id"):
        identities[identity.customer_id].append(identity)
    orders: defaultdict[int, list[str]] = defaultdict(list)
    numbers = Order.objects.filter(customer__in=customers).order_by("-ordered_at", "-id")
    for customer_id, number in numbers.values_list("customer", "number").iterator():
        if len(orders[customer_id]) < ORDERS_FOUND_BY:
            orders[customer_id].append(number)
    search.put_many(
        SEARCH_KIND,
        ((one.pk, words_of(one, identities[one.pk], orders[one.pk])) for one in customers),
    )


def index(customer: Customer, identities: Iterable[Identity]) -> None:
    """Makes a new record findable by what it came with."""
    search.put(SEARCH_KIND, customer.pk, words_of(customer, identities))


def words_of(customer: Customer, identities: Iterable[Identity], orders: Iterable[str] = ()) -> str:
    """All that a search for this record may find; the number of an ID document is no way to find anybody."""
    known = [one for one in identities if one.kind != IdentityKind.PAPER]
    words = [customer.name, *(one.value for one in known), *(one.key for one in known), *orders]
    return "\n".join(dict.fromkeys(word for word in words if word))
