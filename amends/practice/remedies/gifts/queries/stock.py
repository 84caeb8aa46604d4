"""What lies where, what is low, how fast it leaves, and what to order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, QuerySet, Sum

from amends.foundation.kernel import clock
from amends.practice.remedies.gifts.choices import MovementKind, OrderState
from amends.practice.remedies.gifts.models import Gift, Movement, OrderLine, StockLevel, Warehouse
from amends.practice.remedies.gifts.rules.ordering import MEASURED, lasts_days, to_order

LEAVES = (MovementKind.TAKEN_OUT, MovementKind.WRITTEN_OFF)
ON_THE_WAY = (OrderState.ORDERED, OrderState.PARTLY)


@dataclass(frozen=True)
class Standing:
    """One level with its pace: `used` left in the last 60 days, `coming` is ordered, `order` is what to order."""

    level: StockLevel
    used: int
    coming: int
    lasts: int | None
    order: int


def warehouses() -> QuerySet[Warehouse]:
    return Warehouse.objects.filter(retired_at=None)


def levels_in(warehouse: Warehouse) -> QuerySet[StockLevel]:
    """What lies or may lie in a warehouse; what is low stands first, what was retired only while some is left."""
    levels = StockLevel.objects.filter(warehouse=warehouse).select_related("gift__supplier", "warehouse")
    return levels.exclude(on_shelf=0, gift__retired_at__isnull=False).order_by(
        F("low_since").asc(nulls_last=True), "gift__code"
    )


def standings(levels: Iterable[StockLevel]) -> list[Standing]:
    """Two questions for all of them."""
    listed = list(levels)
    used = left_lately({one.gift_id for one in listed})
    coming = on_the_way({one.gift_id for one in listed})
    return [
        standing(
            one, used.get((one.gift_id, one.warehouse_id), 0), coming.get((one.gift_id, one.warehouse_id), 0)
        )
        for one in listed
    ]


def standing(level: StockLevel, used: int, coming: int) -> Standing:
    gift = level.gift
    wanted = 0
    if level.low_at is not None and gift.retired_at is None:
        lead = gift.supplier.lead_days if gift.supplier else 0
        wanted = to_order(free=level.free, low_at=level.low_at, coming=coming, used=used, lead_days=lead)
    return Standing(level, used, coming, lasts_days(level.free, used), wanted)


def left_lately(gifts: set[int]) -> dict[tuple[int, int], int]:
    since = clock.now() - timedelta(days=MEASURED)
    rows = Movement.objects.filter(gift__in=gifts, kind__in=LEAVES, at__gte=since)
    sums = rows.values_list("gift", "warehouse").annotate(n=Sum("quantity")).order_by()
    return {(gift, warehouse): n for gift, warehouse, n in sums}


def on_the_way(gifts: set[int]) -> dict[tuple[int, int], int]:
    rows = OrderLine.objects.filter(gift__in=gifts, order__state__in=ON_THE_WAY)
    sums = (
        rows.values_list("gift", "order__warehouse").annotate(n=Sum(F("quantity") - F("received"))).order_by()
    )
    return {(gift, warehouse): n for gift, warehouse, n in sums}


def movements(*, warehouse: Warehouse | None = None, gift: Gift | None = None) -> QuerySet[Movement]:
    found = Movement.objects.select_related("gift", "warehouse", "by")
    found = found.filter(warehouse=warehouse) if warehouse else found
    return found.filter(gift=gift) if gift else found
