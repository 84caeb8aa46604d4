"""How much to order: what is used until it arrives and until the next order, and a little over the mark."""

from __future__ import annotations

from math import ceil

# Days between two orders of the same gift, and days over which the pace is measured.
BETWEEN, MEASURED = 14, 60


def per_day(used: int, days: int = MEASURED) -> float:
    return max(used, 0) / days


def to_order(*, free: int, low_at: int, coming: int, used: int, lead_days: int, days: int = MEASURED) -> int:
    """How many to order, 0 when what is there and what is coming lasts; `used` is what left in the last `days`."""
    expected = free + coming - per_day(used, days) * lead_days
    if expected > low_at:
        return 0
    return max(ceil(low_at + 1 - expected + per_day(used, days) * BETWEEN), 1)


def lasts_days(free: int, used: int, days: int = MEASURED) -> int | None:
    """For how many days it lasts at the present pace; None when nothing leaves."""
    return None if used <= 0 else int(free / per_day(used, days))
