"""Gifts on their way: those of a case, and what carriers' systems tell of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from amends.doors.api.access import member_of
from amends.doors.api.endpoints.cases import the_case
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.endpoints.doing import Row, changes, doing, reads, there
from amends.doors.api.endpoints.pages import page_of
from amends.doors.api.schemas.shipments import DeliveredEntry, FailedEntry, ShipmentOut, ShipmentPage
from amends.doors.api.schemas.under_way_entries import Paging
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import Shipment

of_a_case = Router(tags=["shipments"])
FIELDS = tuple(name for name in ShipmentOut.model_fields if name not in {"case", "number"})


def shipment_out(shipment: Shipment) -> dict[str, Any]:
    values = {name: getattr(shipment, name) for name in FIELDS}
    return {**values, "number": shipment.number, "case": shipment.case.number}


@reads(
    of_a_case, "/{number}/shipments", "case-shipments", "List the gifts of a case on their way", ShipmentPage
)
def shipments(request: HttpRequest, number: str, filters: Query[Paging]) -> dict[str, Any]:
    """The newest first. Addresses leave the house with the parcel only."""
    case = the_case(number, member_of(request))
    page = page_of(request, Shipment.objects.filter(case=case).select_related("case"), filters)
    return {"items": [shipment_out(one) for one in page.items], "next": page.next}


def told(
    request: HttpRequest,
    number: str,
    shipment_id: int,
    key: str | None,
    act: Callable[..., Shipment],
    **words: str,
) -> dict[str, Any]:
    member = member_of(request)
    rows = Shipment.objects.filter(case=the_case(number, member)).select_related("case")
    one = there(rows, shipment_id, _("This case has no such shipment."))
    doing(request, key, lambda: act(shipment_id=one.pk, by=member, **words).pk)
    return shipment_out(rows.get(pk=one.pk))


@changes(
    of_a_case, "/{number}/shipments/{id}/delivered", "shipment-delivered", "A parcel arrived", ShipmentOut
)
def delivered(
    request: HttpRequest, number: str, id: Row, entry: DeliveredEntry, key: Key = None
) -> dict[str, Any]:
    """Told twice, nothing changes."""
    return told(request, number, id, key, actions.delivered, note=entry.note)


@changes(
    of_a_case,
    "/{number}/shipments/{id}/failed",
    "shipment-failed",
    "A parcel could not be delivered",
    ShipmentOut,
)
def failed(request: HttpRequest, number: str, id: Row, entry: FailedEntry, key: Key = None) -> dict[str, Any]:
    """Whoever has the case is told, and decides whether it goes out again."""
    return told(request, number, id, key, actions.failed, reason=entry.reason)
