"""Gifts and what is free of them, for machines: only read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router

from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.pages import page_of
from amends.doors.api.schemas.gifts import GiftFilters, GiftPage
from amends.foundation.kernel.errors import NotPermitted
from amends.practice.remedies.gifts.models import Gift, StockLevel
from amends.practice.remedies.gifts.permissions import may_see_catalogue, may_see_stock

router = Router(tags=["gifts"])


@router.get(
    "",
    auth=Token(Scope.GIFTS_READ),
    response=GiftPage,
    openapi_extra=ERRORS,
    url_name="gifts",
    summary="List gifts with what is free of them",
)
def gifts(request: HttpRequest, filters: Query[GiftFilters]) -> dict[str, Any]:
    """The catalogue as the token's member may see it; what is set aside and low only for those who see the stock."""
    member = member_of(request)
    if not may_see_catalogue(member):
        raise NotPermitted()
    wanted = Gift.objects.all() if filters.retired else Gift.objects.in_use()
    if filters.kind:
        wanted = wanted.filter(kind=filters.kind)
    page = page_of(request, wanted, filters, ("code", "id"))
    levels: dict[int, list[StockLevel]] = {}
    found = StockLevel.objects.filter(gift__in=page.items, warehouse__retired_at=None)
    for level in found.select_related("warehouse").order_by("warehouse__code"):
        levels.setdefault(level.gift_id, []).append(level)
    whole = may_see_stock(member)
    return {
        "items": [gift_out(one, levels.get(one.pk, []), whole=whole) for one in page.items],
        "next": page.next,
    }


def gift_out(gift: Gift, levels: list[StockLevel], *, whole: bool) -> dict[str, Any]:
    names = ("code", "kind", "price_class", "occasions", "categories", "products", "departments")
    return {
        **{name: getattr(gift, name) for name in (*names, "cautions", "personalisable", "shelf_days")},
        "name": gift.name_in(get_language() or ""),
        "unit_cost": f"{gift.unit_cost:.2f}",
        "currency": gift.currency,
        "season_from": gift.season_from or None,
        "season_to": gift.season_to or None,
        "is_retired": gift.retired_at is not None,
        "free": sum(one.free for one in levels),
        "stock": [level_out(one, whole=whole) for one in levels],
    }


def level_out(level: StockLevel, *, whole: bool) -> dict[str, Any]:
    return {
        "warehouse": level.warehouse.code,
        "free": level.free,
        "on_shelf": level.on_shelf if whole else None,
        "set_aside": level.set_aside if whole else None,
        "low_at": level.low_at if whole else None,
        "is_low": level.low_since is not None if whole else None,
    }
