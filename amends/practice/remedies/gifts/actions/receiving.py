"""What comes of a gift: handed over in person, and what the customer says to it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.beats import line
from amends.practice.remedies.gifts.actions.moving import (
    ensure_fits,
    is_done,
    locked_shipment,
    moved,
    words_in,
)
from amends.practice.remedies.gifts.actions.shipping import ensure_its_day
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove
from amends.practice.remedies.gifts.events import GiftDelivered, GiftThanked
from amends.practice.remedies.gifts.models import Shipment


@transaction.atomic
def hand_over(*, shipment_id: int, to: str, place: str, by: Member, words: str = "") -> Shipment:
    """Given into somebody's hands: who took it, where, and what they said; when and by whom the journal knows."""
    shipment = locked_shipment(shipment_id, ShipmentMove.HAND_OVER, by=by)
    if is_done(shipment, ShipmentMove.HAND_OVER):
        return shipment
    ensure_fits(shipment, ShipmentMove.HAND_OVER)
    ensure_its_day(shipment, ShipmentMove.HAND_OVER)
    who = line(to, limit=80, field="to")
    where = line(place, limit=120, field="place")
    shipment.recipient, shipment.place = who, where
    shipment.sent_at = shipment.delivered_at = clock.now()
    fields = ("recipient", "place", "sent_at", "delivered_at")
    moved(shipment, ShipmentMove.HAND_OVER, *fields, by=by, words=words_in(words), data={"place": where})
    publish(GiftDelivered(shipment_id=shipment.pk, reference=shipment.reference))
    return shipment


@transaction.atomic
def thanked(*, shipment_id: int, words: str, by: Member) -> Shipment:
    """The customer said thank you, in these words."""
    shipment = locked_shipment(shipment_id, ShipmentMove.THANK, by=by)
    if is_done(shipment, ShipmentMove.THANK):
        return shipment
    ensure_fits(shipment, ShipmentMove.THANK)
    said = words_in(words)
    if not said:
        raise Invalid(_("Write down what the customer said."), field="words")
    moved(shipment, ShipmentMove.THANK, by=by, words=said)
    publish(GiftThanked(shipment_id=shipment.pk, reference=shipment.reference))
    return shipment
