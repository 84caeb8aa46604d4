"""What nobody may forget: parcels that nobody heard of again, and links that ran out without an answer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.practice.remedies.gifts.actions.telling_of_gifts import tell_of_shipment
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.queries.shipments import late, silent

AT_ONCE = 200


def look_after_shipments() -> None:
    """Tells the owners of the cases, once for each parcel and each link."""
    now = clock.now()
    for shipment_id in late(timezone.localdate(now)).values_list("pk", flat=True)[:AT_ONCE]:
        _say_once(shipment_id, "late", "told_late_at")
    for shipment_id in silent(now).values_list("pk", flat=True)[:AT_ONCE]:
        _say_once(shipment_id, "silent", "told_silent_at")


def _say_once(shipment_id: int, what: str, mark: str) -> None:
    """Compare and set: of two sweeps at once one tells."""
    now = clock.now()
    with transaction.atomic():
        case_id = Shipment.objects.values_list("case_id", flat=True).get(pk=shipment_id)
        Case.objects.select_for_update(of=("self",)).get(pk=case_id)
        rows = Shipment.objects.filter(pk=shipment_id, **{mark: None})
        if rows.update(**{mark: now}):
            tell_of_shipment(shipment_id, what, once=f"{now:%Y%m%d%H%M%S}")
