"""Packing and sending many at once: each for itself, so that one that cannot go stops none of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.shipping import pack, send_out
from amends.practice.remedies.gifts.rules.pasting import Parcel

AT_ONCE = 200


@dataclass(frozen=True)
class Outcome:
    """What came of one of them: an empty `wrong` means that it was done."""

    shipment_id: int
    wrong: str = ""
    line: int = 0


def pack_many(*, shipment_ids: Iterable[int], by: Member) -> list[Outcome]:
    return [_packed(one, by) for one in sorted(set(shipment_ids))[:AT_ONCE]]


def send_many(*, parcels: Iterable[Parcel], by: Member) -> list[Outcome]:
    return [_sent(one, by) for one in list(parcels)[:AT_ONCE]]


def _packed(shipment_id: int, by: Member) -> Outcome:
    try:
        with transaction.atomic():
            pack(shipment_id=shipment_id, by=by)
    except Refused as refusal:
        return Outcome(shipment_id, str(refusal.message))
    return Outcome(shipment_id)


def _sent(parcel: Parcel, by: Member) -> Outcome:
    try:
        with transaction.atomic():
            send_out(shipment_id=parcel.shipment_id, carrier=parcel.carrier, tracking=parcel.tracking, by=by)
    except Refused as refusal:
        return Outcome(parcel.shipment_id, str(refusal.message), parcel.line)
    return Outcome(parcel.shipment_id, line=parcel.line)
