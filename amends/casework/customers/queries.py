"""Questions about customers."""

from __future__ import annotations

from amends.casework.customers.models import Customer, Order
from amends.casework.customers.rules import phone_digits


def find_customer(*, phone: str = "", email: str = "", reference: str = "") -> Customer | None:
    """The customer with this number, phone or e-mail address, the surest first."""
    if reference and (found := Customer.objects.filter(reference=reference).first()):
        return found
    digits = phone_digits(phone)
    if digits and (found := Customer.objects.filter(phone_digits=digits).order_by("id").first()):
        return found
    return Customer.objects.filter(email=email.lower()).order_by("id").first() if email else None


def recent_orders(customer: Customer, limit: int = 5) -> list[Order]:
    return list(customer.orders.all()[:limit])


def order_by_number(number: str) -> Order | None:
    return Order.objects.select_related("department").filter(number=number.strip()).first() if number.strip() else None
