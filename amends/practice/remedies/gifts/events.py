"""What others may hear of gifts."""

from __future__ import annotations

from dataclasses import dataclass

from amends.foundation.kernel.events import Event


@dataclass(frozen=True)
class StockRanLow(Event):
    """A level fell to where it is low; said once for each fall."""

    level_id: int
    movement_id: int


@dataclass(frozen=True)
class CountHandedIn(Event):
    take_id: int


@dataclass(frozen=True)
class GiftDelivered(Event):
    """It arrived, or was handed over in person."""

    shipment_id: int
    reference: str


@dataclass(frozen=True)
class GiftFailed(Event):
    """The carrier could not deliver it; `step_id` tells one try from the next."""

    shipment_id: int
    reference: str
    step_id: int


@dataclass(frozen=True)
class GiftReturned(Event):
    shipment_id: int
    reference: str


@dataclass(frozen=True)
class GiftDeclined(Event):
    """The customer wants no gift."""

    shipment_id: int
    reference: str


@dataclass(frozen=True)
class GiftCalledOff(Event):
    shipment_id: int
    reference: str


@dataclass(frozen=True)
class GiftThanked(Event):
    shipment_id: int
    reference: str


@dataclass(frozen=True)
class LinkAsked(Event):
    """A customer whose link has run out asks for another one; `number` is that of the link."""

    shipment_id: int
    number: int
