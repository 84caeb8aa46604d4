"""Gifts that fit, from plain values: what the rule needs is gathered in two questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.gifts.models import Gift, StockLevel
from amends.practice.remedies.gifts.rules.suggesting import Candidate, Situation, Suggestion, ranked


def suggest(
    *,
    severity: str,
    category: str = "",
    products: Sequence[str] = (),
    departments: Collection[str] = (),
    tier: str = "",
    language: str = "",
    place: str = "",
    lowest: Money | None = None,
    highest: Money | None = None,
    left: Money | None = None,
    on: date | None = None,
    needs: Collection[str] = (),
    official: bool = False,
    warehouses: Collection[int] | None = None,
    limit: int = 5,
) -> list[Suggestion]:
    """The gifts that fit best, each with what speaks for and against it.

    `lowest` and `highest` are the fair range, `left` is what the budget has, `needs` are diets known of the person (words
    of rules.cautions.NEEDS), `place` is where the gift goes, `official` means a regulator's, a legal or a media matter.
    """
    situation = Situation(
        on=on or clock.today(),
        severity=severity,
        category=category,
        products=tuple(products),
        departments=tuple(departments),
        tier=tier,
        language=language,
        place=place,
        lowest=lowest,
        highest=highest,
        left=left,
        needs=frozenset(needs),
        official=official,
    )
    return ranked(candidates(warehouses), situation)[:limit]


def candidates(warehouses: Collection[int] | None = None) -> list[Candidate]:
    """Every gift in use with the warehouse that has most of it."""
    levels = StockLevel.objects.filter(warehouse__retired_at=None, gift__retired_at=None)
    if warehouses is not None:
        levels = levels.filter(warehouse__in=warehouses)
    fullest: dict[int, StockLevel] = {}
    for level in levels.select_related("warehouse").order_by("warehouse_id"):
        best = fullest.get(level.gift_id)
        if best is None or level.free > best.free:
            fullest[level.gift_id] = level
    return [candidate(gift, fullest.get(gift.pk)) for gift in Gift.objects.in_use()]


def candidate(gift: Gift, level: StockLevel | None) -> Candidate:
    return Candidate(
        gift_id=gift.pk,
        code=gift.code,
        kind=gift.kind,
        cost=gift.cost,
        words=" ".join((gift.name, gift.name_hant, gift.name_en, gift.note)),
        occasions=tuple(gift.occasions),
        categories=tuple(gift.categories),
        products=tuple(gift.products),
        departments=tuple(gift.departments),
        season=(gift.season_from, gift.season_to),
        shelf_days=gift.shelf_days,
        cautions=tuple(gift.cautions),
        personalisable=gift.personalisable,
        free=level.free if level else 0,
        warehouse=str(level.warehouse) if level else "",
        warehouse_id=level.warehouse_id if level else None,
    )
