"""What stands in the catalogue."""

from __future__ import annotations

from amends.foundation.kernel.prepared import Rows
from amends.practice.remedies.gifts.models import Gift

_IN_USE: Rows[Gift] = Rows(lambda gift_id: Gift.objects.in_use().filter(pk=gift_id))


def gift_in_use(gift_id: int) -> Gift | None:
    """The gift, if it may still be given."""
    return next(iter(_IN_USE(gift_id)), None)
