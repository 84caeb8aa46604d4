"""What a refund needs before it may leave the house."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from amends.foundation.kernel.money import Money


def limits_in(text: str) -> dict[str, Money]:
    """By currency, up to what one person is enough: "CNY 1000, HKD 1100". Raises ValueError for anything else."""
    limits = {}
    for part in filter(None, (one.strip() for one in text.split(","))):
        currency, _, amount = part.partition(" ")
        try:
            limits[currency] = Money(Decimal(amount.strip()), currency)
        except (InvalidOperation, ValueError) as wrong:
            raise ValueError(f"not a limit like “CNY 1000”: {part!r}") from wrong
    return limits


def needs_second(amount: Money, limits: Mapping[str, Money]) -> bool:
    """A currency that nobody set a limit for always takes a second person."""
    limit = limits.get(amount.currency)
    return limit is None or amount > limit


def number_of(instruction_id: int) -> str:
    """What finance and the bank call it: R-000123."""
    return f"R-{instruction_id:06d}"
