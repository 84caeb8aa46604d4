"""Which customers a member may know of, and finding them."""

from __future__ import annotations

from amends.casework.customers.models import Customer, CustomerQuerySet
from amends.casework.customers.permissions import known_to
from amends.foundation.kernel import search
from amends.foundation.kernel.paging import Page, keyset_page
from amends.foundation.organisation.models import Member

SEARCH_KIND = "customer"
PAGE = 25


def known_customers(member: Member) -> CustomerQuerySet:
    return Customer.objects.filter(known_to(member))


def known_customer(customer_id: int, *, member: Member) -> Customer | None:
    """A record that this member may know of, or whose person they may know of."""
    customer = Customer.objects.filter(pk=customer_id).first()
    if customer is None:
        return None
    person = Customer.objects.of_person(customer)
    return customer if person.filter(known_to(member)).exists() else None


def customers_found(
    member: Member, *, query: str = "", kind: str = "", after: str | None = None, size: int = PAGE
) -> Page[Customer]:
    """A page of customers, the newest first. A search finds records that were merged as well, a list one for each person."""
    customers = known_customers(member)
    if kind:
        customers = customers.filter(kind=kind)
    if query.strip():
        customers = customers.filter(pk__in=search.matching(SEARCH_KIND, query, newest_first=True))
    else:
        customers = customers.standing()
    return keyset_page(customers.select_related("person"), order=("-id",), after=after, size=size)
