"""What customers bought, and what was agreed with them for a time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.customers.actions.beats import locked, note_down
from amends.casework.customers.actions.findable import make_findable
from amends.casework.customers.choices import ContractKind, Source
from amends.casework.customers.models import Contract, Customer, Order
from amends.casework.customers.permissions import ensure_may_record
from amends.foundation.kernel.errors import Conflict, Invalid
from amends.foundation.kernel.plain_text import storable
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.text import currency_in

LARGEST = Decimal(10) ** 10
LARGEST_QUANTITY = Decimal(10) ** 9


class OrderDetails(TypedDict, total=False):
    """What else may be known of an order."""

    part_number: str
    quantity: Decimal
    shop: str
    delivered_on: date | None
    returned_on: date | None


@transaction.atomic(savepoint=False)
def record_order(
    *,
    customer: Customer,
    number: str,
    product: str,
    amount: Decimal,
    currency: str = "CNY",
    ordered_at: datetime,
    department: Department | None = None,
    source: str = Source.FILE,
    idempotency_key: str | None = None,
    by: Member,
    **details: Unpack[OrderDetails],
) -> Order:
    """Keeps an order; the same number again updates it, unless it is another person's.

    The same key again gives the order as it is by now, and changes nothing.
    """
    ensure_may_record(by)
    if idempotency_key and (kept := Order.objects.filter(idempotency_key=idempotency_key).first()):
        return kept
    number = _named(number, _("An order needs its number."))
    if not product.strip():
        raise Invalid(_("An order needs the name of the product."), field="product")
    values = {
        **usable(details),
        "product": storable(product).strip()[:200],
        "amount": _sum(amount),
        "currency": currency_in(currency),
        "ordered_at": ordered_at,
        "department": department,
        "source": source,
    }
    known = known_order(number, customer)
    if idempotency_key:
        values["idempotency_key"] = idempotency_key
    # An order stays with the record it came by.
    values["customer"] = known.customer if known else customer
    order, added = Order.objects.update_or_create(number=number, defaults=values)
    if added:
        make_findable(customer)
    return order


def known_order(number: str, customer: Customer) -> Order | None:
    """The order of this number, locked; refuses one that is another person's."""
    orders = Order.objects.select_for_update(of=("self",)).select_related("customer")
    known = orders.filter(number=number).first()
    if known is not None and known.customer.root_id != customer.root_id:
        raise Conflict(_("The order %(number)s is another customer's.") % {"number": number})
    return known


def usable(details: OrderDetails) -> dict[str, Any]:
    """The details as they are kept; what is not named stays as it was."""
    found: dict[str, Any] = dict(details)
    quantity = found.get("quantity", Decimal(1))
    if not (quantity.is_finite() and 0 < quantity < LARGEST_QUANTITY):
        raise Invalid(_("The quantity must be more than nothing."), field="quantity")
    delivered, returned = found.get("delivered_on"), found.get("returned_on")
    if delivered and returned and returned < delivered:
        raise Invalid(_("It cannot have been returned before it was delivered."), field="returned_on")
    for name, length in (("part_number", 60), ("shop", 80)):
        if name in found:
            found[name] = storable(found[name]).strip()[:length]
    return found


class ContractDetails(TypedDict, total=False):
    """What else may be known of a contract; what is not named is empty."""

    ends_on: date | None
    subject: str
    amount: Decimal | None
    currency: str
    source: str
    file: str


@transaction.atomic
def record_contract(
    *,
    customer_id: int,
    number: str,
    kind: str,
    starts_on: date | None,
    by: Member,
    **details: Unpack[ContractDetails],
) -> Contract:
    """Keeps a contract of a customer whom the member knows."""
    customer = locked(customer_id, by=by)
    return keep_contract(customer=customer, number=number, kind=kind, starts_on=starts_on, by=by, **details)


@transaction.atomic(savepoint=False)
def keep_contract(
    *,
    customer: Customer,
    number: str,
    kind: str,
    starts_on: date | None,
    ends_on: date | None = None,
    subject: str = "",
    amount: Decimal | None = None,
    currency: str = "CNY",
    source: str = Source.DESK,
    file: str = "",
    by: Member,
) -> Contract:
    """Keeps a contract; the same number again updates it, unless it is another person's.

    Said again as it stands, it changes nothing and leaves no trace. Whose it is, the door has found out. `file` is the name
    of the table that it stood in.
    """
    ensure_may_record(by)
    number = _named(number, _("A contract needs its number."))
    if kind not in ContractKind.values:
        raise Invalid(_("Choose one of the values offered."), field="kind")
    if starts_on is None:
        raise Invalid(_("Say from when the contract runs."), field="starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(_("A contract cannot end before it begins."), field="ends_on")
    values = {
        "kind": kind,
        "subject": storable(subject).strip()[:200],
        "amount": None if amount is None else _sum(amount),
        "currency": currency_in(currency),
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    known = Contract.objects.select_for_update(of=("self",)).select_related("customer").filter(number=number)
    # Of two who send one new number at once, the second finds that of the first.
    contract, added = known.get_or_create(
        number=number, defaults={**values, "customer": customer, "source": source}
    )
    if contract.customer.root_id != customer.root_id:
        raise Conflict(_("The contract %(number)s is another customer's.") % {"number": number})
    if not added and all(getattr(contract, name) == value for name, value in values.items()):
        return contract
    if not added:
        for name, value in {**values, "source": source}.items():
            setattr(contract, name, value)
        contract.save()
    note_contract(contract, added=added, file=file, by=by)
    return contract


def note_contract(contract: Contract, *, added: bool, file: str, by: Member) -> None:
    amount = "" if contract.amount is None else f"{contract.amount} {contract.currency}"
    data = {
        "number": contract.number,
        "kind": contract.kind,
        "from": contract.starts_on.isoformat(),
        "until": contract.ends_on.isoformat() if contract.ends_on else "",
        "amount": amount,
        **({"file": file} if file else {}),
    }
    action = "customer.contract_added" if added else "customer.contract_changed"
    note_down(contract.customer, action, by=by, data=data)


def _named(number: str, message: str) -> str:
    words = storable(number).strip()
    if not words:
        raise Invalid(message, field="number")
    if len(words) > 60:
        raise Invalid(_("A number has %(n)s characters at most.") % {"n": 60}, field="number")
    return words


def _sum(amount: Decimal) -> Decimal:
    exact = Decimal(amount)
    if not (exact.is_finite() and 0 <= exact < LARGEST):
        raise Invalid(_("The amount cannot be negative or this large."), field="amount")
    return exact
