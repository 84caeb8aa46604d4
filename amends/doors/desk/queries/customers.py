"""The list of customers."""

from __future__ import annotations

from typing import Any

from amends.casework.customers.choices import CustomerKind
from amends.casework.customers.models import Customer
from amends.casework.customers.queries import customers_found
from amends.casework.customers.rules import masked_email, masked_phone
from amends.foundation.organisation.models import Member


def customers_page(member: Member, *, query: str, kind: str, after: str | None) -> dict[str, Any]:
    page = customers_found(member, query=query, kind=kind, after=after)
    return {
        "rows": [row_of(one) for one in page.items],
        "next": page.next,
        "previous": page.previous,
        "customer_query": query,
        "kind": kind,
        "kinds": [("", ""), *CustomerKind.choices],
    }


def row_of(customer: Customer) -> dict[str, Any]:
    """One line: the person behind a record that was merged is named beside it."""
    return {
        "id": customer.root_id,
        "name": str(customer),
        "is_organisation": customer.kind == CustomerKind.ORGANISATION,
        "phone": masked_phone(customer.phone_digits),
        "email": masked_email(customer.email),
        "reference": customer.reference or "",
        "tier": customer.get_tier_display(),
        "since": customer.created_at,
        "belongs_to": str(customer.person) if customer.person else "",
    }
