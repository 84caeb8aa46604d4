"""Changes to what is known about customers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from amends.casework.customers.models import Customer, Order
from amends.casework.customers.queries import find_customer
from amends.casework.customers.rules import phone_digits
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Department, Member


@transaction.atomic
def find_or_add_customer(
    *, name: str = "", phone: str = "", email: str = "", language: str = "zh-Hans", reference: str = "", by: Member
) -> Customer:
    """The customer these contact data belong to, added if new; a known name is never overwritten."""
    found = find_customer(phone=phone, email=email, reference=reference)
    if found is None:
        return Customer.objects.create(
            name=name.strip()[:80],
            phone=phone.strip()[:40],
            phone_digits=phone_digits(phone)[:40],
            email=email.strip().lower(),
            language=language,
            reference=reference or None,
            created_at=clock.now(),
        )
    if name and not found.name:
        found.name = name.strip()[:80]
        found.save(update_fields=["name"])
    return found


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
