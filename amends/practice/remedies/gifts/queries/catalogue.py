"""What stands in the catalogue."""

from __future__ import annotations

from collections.abc import Collection

from amends.foundation.kernel.prepared import Rows
from amends.practice.remedies.gifts.models import Gift, Warehouse

_IN_USE: Rows[Gift] = Rows(lambda gift_id: Gift.objects.in_use().filter(pk=gift_id))


def gift_in_use(gift_id: int) -> Gift | None:
    """The gift, if it may still be given."""
    return next(iter(_IN_USE(gift_id)), None)


def gifts_called(codes: Collection[str]) -> dict[str, str]:
    """What gifts of these codes are called, in the reader's language."""
    return {one.code: str(one) for one in Gift.objects.filter(code__in=codes)} if codes else {}


def warehouses_called(codes: Collection[str]) -> dict[str, str]:
    return {one.code: str(one) for one in Warehouse.objects.filter(code__in=codes)} if codes else {}
