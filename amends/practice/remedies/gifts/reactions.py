"""What this room does when something happened in it."""

from __future__ import annotations

from amends.practice.remedies.gifts.actions.telling import tell_of_count as tell_counters
from amends.practice.remedies.gifts.actions.telling import tell_of_low_stock as tell_of_level
from amends.practice.remedies.gifts.actions.telling_of_gifts import tell_of_shipment
from amends.practice.remedies.gifts.events import (
    CountHandedIn,
    GiftDeclined,
    GiftDelivered,
    GiftFailed,
    GiftReturned,
    LinkAsked,
    StockRanLow,
)


def tell_of_low_stock(event: StockRanLow) -> None:
    tell_of_level(event.level_id, event.movement_id)


def tell_of_count(event: CountHandedIn) -> None:
    tell_counters(event.take_id)


def tell_that_it_arrived(event: GiftDelivered) -> None:
    """So that somebody asks whether it was right."""
    tell_of_shipment(event.shipment_id, "delivered")


def tell_that_it_failed(event: GiftFailed) -> None:
    tell_of_shipment(event.shipment_id, "failed", once=str(event.step_id))


def tell_that_it_came_back(event: GiftReturned) -> None:
    tell_of_shipment(event.shipment_id, "returned")


def tell_that_it_is_not_wanted(event: GiftDeclined) -> None:
    tell_of_shipment(event.shipment_id, "declined")


def tell_who_makes_a_new_link(event: LinkAsked) -> None:
    tell_of_shipment(event.shipment_id, "link_asked", once=str(event.number))
