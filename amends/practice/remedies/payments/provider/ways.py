"""The interface between an approved instruction and whoever moves the money. Nothing in this house moves any itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from amends.foundation.kernel.money import Money


@dataclass(frozen=True)
class Order:
    """One approved instruction as it leaves the house: no name, no contact, no account; `key` is the same every time."""

    key: str
    number: str
    case: str
    order_number: str
    amount: Money
    reference: str
    instructed_at: datetime


@dataclass(frozen=True)
class Handed:
    """What became of handing over. Neither `taken` nor `refused` means that nobody knows: it is tried again with the same key."""

    taken: bool = False
    refused: bool = False
    status: int | None = None
    problem: str = ""
    after: int | None = None
    document: str = ""


class RefundWay(Protocol):
    """One way out. A house that has its own writes a class like this and a line in `choices.Way`."""

    @property
    def code(self) -> str: ...

    def is_set_up(self) -> bool: ...

    def hand_over(self, orders: Sequence[Order], *, name: str, at: datetime) -> Handed:
        """Hands over under a name of its own; never raises for what goes wrong outside."""
