"""What this room does when something happened in it."""

from __future__ import annotations

from amends.practice.remedies.gifts.actions.telling import tell_of_count as tell_counters
from amends.practice.remedies.gifts.actions.telling import tell_of_low_stock as tell_of_level
from amends.practice.remedies.gifts.events import CountHandedIn, StockRanLow


def tell_of_low_stock(event: StockRanLow) -> None:
    tell_of_level(event.level_id, event.movement_id)


def tell_of_count(event: CountHandedIn) -> None:
    tell_counters(event.take_id)
