"""Addresses are there so that a gift arrives; some time after it did nobody needs them any more."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from amends.casework.cases.choices import Kept
from amends.casework.cases.models import Case, Hold
from amends.casework.cases.queries.keeping import term_on
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.queries.shipments import address_over

# Where it went stays as the place (mainland, Hong Kong …): figures need no more.
EMPTIED = ("recipient", "phone", "region", "detail", "postcode", "note", "tracking")
AT_ONCE = 500


def forget_addresses() -> None:
    """Empties the addresses of gifts whose way ended so many days ago, by the term of today; what a hold keeps stays."""
    term = term_on(Kept.GIFT_ADDRESSES, clock.today())
    if term is None or term.length is None:
        return
    days = term.length
    over = address_over(clock.now() - timedelta(days=days))
    for shipment_id, case_id in over.values_list("pk", "case_id")[:AT_ONCE]:
        forget_address(shipment_id=shipment_id, case_id=case_id, days=days, by=house_member())


@transaction.atomic
def forget_address(*, shipment_id: int, case_id: int, days: int, by: Member) -> None:
    """Compare and set: of two sweeps at once one empties it, and a hold that came in between is respected."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    if Hold.objects.filter(case=case, lifted_at=None).exists():
        return
    rows = Shipment.objects.filter(pk=shipment_id, address_forgotten_at=None)
    if rows.update(**dict.fromkeys(EMPTIED, ""), address_forgotten_at=clock.now()):
        data = {"shipment": shipment_id, "days": days}
        record(chain=case.chain, action="shipment.address_forgotten", by=by, data=data)
