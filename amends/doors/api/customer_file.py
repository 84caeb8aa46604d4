"""Customers and their orders as the JSON that leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from amends.casework.cases.choices import Outcome
from amends.casework.cases.models import Case
from amends.casework.customers.choices import IdentityKind
from amends.casework.customers.models import Affiliation, Consent, Contract, Customer, Identity, Order
from amends.casework.customers.queries import (
    affiliations_of,
    consents_of,
    contracts_of,
    identities_of,
    orders_of,
    people_of,
    records_of,
)
from amends.casework.customers.rules import hidden
from amends.casework.customers.rules.record import Complained, Spent, record_of
from amends.doors.api.presenting import case_row
from amends.foundation.kernel import clock

ORDERS_SHOWN = 50
FIELDS = (
    "id",
    "kind",
    "name",
    "phone",
    "email",
    "reference",
    "tier",
    "language",
    "preferred_way",
    "preferred_time",
    "no_calls",
)
UPHELD = frozenset({Outcome.UPH, Outcome.PUP})


def customer_file(customer: Customer, cases: Sequence[Case]) -> dict[str, Any]:
    """A person with all records, what they bought and agreed to, and the cases that the reader may see."""
    orders = list(orders_of(customer)[:ORDERS_SHOWN])
    affiliations = [
        *affiliations_of(customer).select_related("contact"),
        *people_of(customer).select_related("organisation"),
    ]
    return {
        **{name: getattr(customer, name) for name in FIELDS},
        "records": [record.pk for record in records_of(customer)],
        "identities": [identity_out(one) for one in identities_of(customer)],
        "consents": consents_out(consents_of(customer)),
        "contracts": [contract_out(one) for one in contracts_of(customer)],
        "affiliations": [affiliation_out(one) for one in affiliations],
        "facts": facts_out(cases, orders),
        "orders": [order_out(one) for one in orders],
        "cases": [case_row(case) for case in cases],
    }


def order_out(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "product": order.product,
        "part_number": order.part_number,
        "quantity": f"{order.quantity.normalize():f}",
        "amount": str(order.amount),
        "currency": order.currency,
        "shop": order.shop,
        "ordered_at": order.ordered_at,
        "delivered_on": order.delivered_on,
        "returned_on": order.returned_on,
    }


def identity_out(identity: Identity) -> dict[str, Any]:
    paper = identity.kind == IdentityKind.PAPER
    return {
        "kind": identity.kind,
        "value": hidden(identity.kind, identity.value) if paper else identity.value,
        "source": identity.source,
        "verified": identity.is_verified,
        "preferred": identity.preferred,
        "record": identity.customer_id,
    }


def consents_out(consents: Sequence[Consent]) -> list[dict[str, Any]]:
    latest: dict[str, Consent] = {}
    for one in consents:
        latest.setdefault(one.purpose, one)
    return [
        {"purpose": one.purpose, "given": one.given, "at": one.at, "how": one.how} for one in latest.values()
    ]


def contract_out(contract: Contract) -> dict[str, Any]:
    return {
        "number": contract.number,
        "kind": contract.kind,
        "subject": contract.subject,
        "amount": None if contract.amount is None else str(contract.amount),
        "currency": contract.currency,
        "starts_on": contract.starts_on,
        "ends_on": contract.ends_on,
    }


def affiliation_out(one: Affiliation) -> dict[str, Any]:
    return {
        "organisation": {"id": one.organisation_id, "name": one.organisation.name},
        "contact": {"id": one.contact_id, "name": one.contact.name},
        "position": one.position,
        "may_speak": one.may_speak,
    }


def facts_out(cases: Sequence[Case], orders: Sequence[Order]) -> dict[str, Any]:
    facts = record_of(
        [
            Complained(one.received_at, not one.is_open, one.outcome in UPHELD)
            for one in cases
            # The same thing written twice is one complaint.
            if one.outcome != Outcome.DUP
        ],
        [Spent(one.ordered_at, one.amount, one.currency) for one in orders],
        [],
        now=clock.now(),
    )
    paid = {currency: str(amount) for currency, amount in facts.paid.items()}
    return {
        "complaints": facts.complaints,
        "closed": facts.closed,
        "upheld": facts.upheld,
        "orders": facts.orders,
        "paid": paid,
    }
