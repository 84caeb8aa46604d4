"""Who is told when stock runs low or a count waits: the warehouse, and whoever plans what is given."""

from __future__ import annotations

from collections.abc import Iterable

from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.choices import CountState
from amends.practice.remedies.gifts.models import StockLevel, StockTake
from amends.practice.remedies.gifts.permissions import CONFIRM_COUNTS

HEAR_OF_LOW = (Role.WAREHOUSE, Role.MANAGER, Role.LEAD)


def tell_of_low_stock(level_id: int, movement_id: int) -> None:
    """Told twice of the same fall, nobody hears it twice."""
    level = StockLevel.objects.low().select_related("gift", "warehouse").filter(pk=level_id).first()
    if level is None:
        return
    mark = f"{level.low_since:%Y%m%d%H%M%S%f}"
    tell(
        HEAR_OF_LOW,
        origin=f"stock:{level.pk}:low:{mark}",
        what="low",
        gift=level.gift.code,
        free=str(level.free),
        warehouse=level.warehouse.code,
    )


def tell_of_count(take_id: int) -> None:
    take = StockTake.objects.select_related("warehouse").filter(pk=take_id, state=CountState.WAITING).first()
    if take is not None:
        mark = f"{take.handed_in_at:%Y%m%d%H%M%S%f}"
        tell(
            CONFIRM_COUNTS,
            origin=f"count:{take.pk}:{mark}",
            what="count",
            but=take.handed_in_by_id or 0,
            take=str(take.pk),
            warehouse=take.warehouse.code,
        )


def tell(roles: Iterable[Role], *, origin: str, but: int = 0, **data: str) -> None:
    people = Member.objects.filter(role__in=list(roles), is_active=True).exclude(pk=but)
    notify(
        to=people.values_list("pk", flat=True),
        kind=NoticeKind.STOCK,
        origin=origin,
        case_id=0,
        number="",
        data=data,
    )
