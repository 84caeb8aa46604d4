"""What the words of a reply commit the house to."""

from __future__ import annotations

from decimal import Decimal

from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import HOME_CURRENCY
from amends.practice.replies.check.money import largest_grants


def sums_granted(words: str) -> list[tuple[Decimal, str]]:
    """The largest sum of each currency that a reply grants; a sum without a currency is one of the home currency."""
    found: dict[str, Decimal] = {}
    for currency, value in largest_grants(words).items():
        code = currency or HOME_CURRENCY
        found[code] = max(found.get(code, Decimal(0)), Money(Decimal(str(value)), code).amount)
    return [(amount, currency) for currency, amount in found.items()]
