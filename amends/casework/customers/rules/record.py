"""What a person's complaints and orders were in the last year: facts beside each other, for a person to weigh.

Nothing here names or ranks anybody. These figures are shown with what they rest on; no assignment, remedy or reply may
read them, which a test of the architecture watches over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

SPAN = timedelta(days=365)


@dataclass(frozen=True)
class Complained:
    received_at: datetime
    closed: bool
    upheld: bool


@dataclass(frozen=True)
class Spent:
    """An amount at a moment: paid for an order, or given to put something right."""

    at: datetime
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Record:
    """The facts of the last twelve months."""

    complaints: int = 0
    closed: int = 0
    upheld: int = 0
    orders: int = 0
    paid: dict[str, Decimal] = field(default_factory=dict)
    given: dict[str, Decimal] = field(default_factory=dict)

    @property
    def upheld_share(self) -> float | None:
        """Of the complaints that were decided; None while none was."""
        return self.upheld / self.closed if self.closed else None


def record_of(
    complaints: Iterable[Complained], orders: Iterable[Spent], given: Iterable[Spent], *, now: datetime
) -> Record:
    since = now - SPAN
    recent = [one for one in complaints if one.received_at >= since]
    bought = [one for one in orders if one.at >= since]
    closed = [one for one in recent if one.closed]
    return Record(
        complaints=len(recent),
        closed=len(closed),
        upheld=sum(one.upheld for one in closed),
        orders=len(bought),
        paid=totals(bought),
        given=totals(one for one in given if one.at >= since),
    )


def totals(amounts: Iterable[Spent]) -> dict[str, Decimal]:
    """Sums by currency, which are never added to one another."""
    found: dict[str, Decimal] = {}
    for one in amounts:
        found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
    return found
