"""The link by which a customer says where a gift may go: signed, for one shipment, with an end, and void once renewed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.core import signing

from amends.foundation.kernel import clock
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove, ShipmentState, ShipmentWay
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.rules.shipping import fits

# What stands in a message where the link belongs.
LINK: Final = "{link}"
SALT: Final = "amends.gifts.address"
LONGEST: Final = 200


class LinkState(StrEnum):
    GOOD = "good"
    # Run out, or a newer one was made: another one can be asked for.
    EXPIRED = "expired"
    # The gift is packed, gone, declined or called off: there is nothing left to say.
    OVER = "over"


@dataclass(frozen=True)
class Link:
    shipment: Shipment
    state: LinkState


def token_for(shipment: Shipment) -> str:
    """The present link's token; its end stands with the shipment, so that it can be taken back."""
    return signing.Signer(salt=SALT).sign_object([shipment.pk, shipment.link_number])


def link_behind(token: str) -> Link | None:
    """What a token leads to; None for anything that we did not sign for this very purpose."""
    try:
        found = signing.Signer(salt=SALT).unsign_object(token) if len(token) <= LONGEST else None
    except (signing.BadSignature, ValueError):
        return None
    if not isinstance(found, list) or len(found) != 2:
        return None
    shipment = Shipment.objects.select_related("case", "case__owner", "customer").filter(pk=found[0]).first()
    return Link(shipment, state_of(shipment, found[1])) if shipment else None


def state_of(shipment: Shipment, number: int) -> LinkState:
    if not fits(ShipmentMove.CONFIRM, ShipmentState(shipment.state), ShipmentWay(shipment.way)):
        # Planned again means that the link was taken back, and another one may follow.
        return LinkState.EXPIRED if shipment.state == ShipmentState.PLANNED else LinkState.OVER
    if number != shipment.link_number or shipment.link_until is None or shipment.link_until <= clock.now():
        return LinkState.EXPIRED
    return LinkState.GOOD
