from __future__ import annotations

from datetime import UTC
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from amends.casework.cases.queries import visible_cases
from amends.casework.customers.actions import record_order
from amends.casework.customers.choices import Source
from amends.casework.customers.models import Order
from amends.doors.api.access import Token, member_of, token_of
from amends.doors.api.choices import Scope
from amends.doors.api.customer_file import order_out
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.endpoints.named import buyer, department_named
from amends.doors.api.rules import stored_key
from amends.doors.api.schemas.answers import OrderReceived
from amends.doors.api.schemas.purchases import OrderEntry
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member

router = Router(tags=["orders"])
CASES_NAMED = 20


@router.post(
    "",
    auth=Token(Scope.ORDERS_WRITE),
    response={201: OrderReceived},
    openapi_extra=ERRORS,
    url_name="orders",
    summary="Send an order",
)
def send_order(request: HttpRequest, entry: OrderEntry, key: Key = None) -> dict[str, Any]:
    """Keeps an order, or what is new of it. Cases whose customer named its number are about it from now on."""
    member = member_of(request)
    stored = stored_key(token_of(request).pk, key) if key else None
    order = keep(entry, stored, member)
    if stored and order.number != entry.number:
        raise Invalid(
            _("This key was used for another order. Every order needs a key of its own."),
            field="Idempotency-Key",
            code="key_reused",
        )
    cases = visible_cases(member).of_person(order.customer).filter(order_number=order.number)
    return {
        **order_out(order),
        "customer": {"id": order.customer.root_id, "name": order.customer.name},
        "cases": [case.number for case in cases.order_by("id")[:CASES_NAMED]],
    }


@transaction.atomic
def keep(entry: OrderEntry, key: str | None, member: Member) -> Order:
    """Customer and order in one transaction, so that a repeated key adds nobody."""
    if key and (kept := Order.objects.select_related("customer").filter(idempotency_key=key).first()):
        return kept
    details = entry.model_dump(exclude={"customer", "department", "ordered_at"})
    return record_order(
        customer=buyer(entry.customer, entry.product, entry.shop, by=member),
        department=department_named(entry.department) if entry.department else None,
        source=Source.API,
        idempotency_key=key,
        ordered_at=entry.ordered_at.astimezone(UTC),
        by=member,
        **details,
    )
