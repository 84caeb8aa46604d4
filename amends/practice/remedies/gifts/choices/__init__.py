"""Closed lists of words about gifts, stock and suppliers."""

from amends.practice.remedies.gifts.choices.catalogue import GiftKind, Occasion, PriceClass
from amends.practice.remedies.gifts.choices.stock import CountState, HoldState, MovementKind, OrderState

__all__ = ["CountState", "GiftKind", "HoldState", "MovementKind", "Occasion", "OrderState", "PriceClass"]
