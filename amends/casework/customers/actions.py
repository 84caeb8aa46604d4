"""Changes to what is known about customers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from amends.casework.customers.models import Customer, Order
from amends.casework.customers.queries import find_customer
from amends.casework.customers.rules import phone_digits
from amends.foundation.kernel import clock
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Department, Member


@transaction.atomic(savepoint=False)
def find_or_add_customer(
    *,
    name: str = "",
    phone: str = "",
    email: str = "",
    language: str = "zh-Hans",
    reference: str = "",
    by: Member,
) -> Customer:
    """The customer these contact data belong to, added if new; a known name is never overwritten."""
    name, phone, email = storable(name).strip(), storable(phone).strip(), storable(email).strip().lower()
    reference = storable(reference).strip()[:60]
    found = find_customer(phone=phone, email=email, reference=reference)
    if found is None:
        return add_customer(
            {
                "name": name[:80],
                "phone": phone[:40],
                "phone_digits": phone_digits(phone)[:40],
                "email": email[:254],
                "language": language,
                "created_at": clock.now(),
            },
            reference,
        )
    if name and not found.name:
        found.name = name[:80]
        found.save(update_fields=["name"])
    return found


def add_customer(values: dict[str, Any], reference: str) -> Customer:
    """Two first complaints under one customer number at the same moment give one customer."""
    if not reference:
        return Customer.objects.create(**values)
    return Customer.objects.get_or_create(reference=reference, defaults=values)[0]


@transaction.atomic
def record_order(
    *,
    customer: Customer,
    number: str,
    product: str,
    amount: Decimal,
    currency: str = "CNY",
    ordered_at: datetime,
    department: Department | None = None,
    by: Member,
) -> Order:
    """Keeps an order; the same number again updates it."""
    values = {
        "customer": customer,
        "product": product[:200],
        "amount": amount,
        "currency": currency,
        "ordered_at": ordered_at,
        "department": department,
    }
    return Order.objects.update_or_create(number=number, defaults=values)[0]
