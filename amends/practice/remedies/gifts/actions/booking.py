"""How a level moves: by one conditional statement, so that however many write at once, nobody takes what is not there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.prepared import Tuples, cursor_for_repeated
from amends.foundation.kernel.writing import insert
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.choices import MovementKind
from amends.practice.remedies.gifts.events import StockRanLow
from amends.practice.remedies.gifts.models import Gift, Movement, StockHold, StockLevel, Warehouse
from amends.practice.remedies.gifts.rules.movements import effect_of, is_low


def level_of(gift: Gift, warehouse: Warehouse) -> StockLevel:
    return StockLevel.objects.get_or_create(gift=gift, warehouse=warehouse)[0]


_SHIFT = """
    UPDATE gifts_stocklevel SET on_shelf = on_shelf + %s, set_aside = set_aside + %s
    WHERE id = %s AND set_aside >= %s AND on_shelf >= set_aside + %s
"""
_LEVEL = Tuples(
    lambda level_id: StockLevel.objects.filter(pk=level_id).values_list(
        "on_shelf", "set_aside", "low_at", "low_since"
    )
)


def shift(level: StockLevel, kind: MovementKind, quantity: int) -> bool:
    """Moves both figures if more is free than leaves; False, and nothing moved, if not.

    The database decides while it holds the row: what was read before says nothing any more.
    """
    on_shelf, set_aside = effect_of(kind, quantity)
    with cursor_for_repeated() as cursor:
        cursor.execute(_SHIFT, [on_shelf, set_aside, level.pk, -set_aside, set_aside - on_shelf])
        return bool(cursor.rowcount == 1)


def write(
    level: StockLevel,
    kind: MovementKind,
    quantity: int,
    *,
    by: Member,
    reason: str = "",
    reference: str = "",
    hold: StockHold | None = None,
) -> Movement:
    """The line in the journal of what was just moved, and the alarm if the level fell to where it is low."""
    [[level.on_shelf, level.set_aside, level.low_at, level.low_since]] = _LEVEL(level.pk)
    movement = Movement(
        gift_id=level.gift_id,
        warehouse_id=level.warehouse_id,
        kind=kind,
        quantity=quantity,
        on_shelf_after=level.on_shelf,
        set_aside_after=level.set_aside,
        reason=reason,
        reference=reference,
        hold=hold,
        by=by,
        at=clock.now(),
    )
    insert(movement)
    mind_the_mark(level, movement.pk)
    return movement


def mind_the_mark(level: StockLevel, movement_id: int = 0) -> None:
    """Says once for each fall that a level is low; once it is above its mark again, the next fall counts anew."""
    low = is_low(level.free, level.low_at)
    if low == (level.low_since is not None):
        return
    level.low_since = clock.now() if low else None
    level.save(update_fields=["low_since"])
    if low:
        publish(StockRanLow(level_id=level.pk, movement_id=movement_id))


def book(
    level: StockLevel,
    kind: MovementKind,
    quantity: int,
    *,
    by: Member,
    reason: str = "",
    reference: str = "",
    hold: StockHold | None = None,
) -> Movement:
    """Moves a level and writes it down; refused with what there is when there is not enough."""
    if not shift(level, kind, quantity):
        level.refresh_from_db(fields=["on_shelf", "set_aside"])
        raise not_enough(level)
    return write(level, kind, quantity, by=by, reason=reason, reference=reference, hold=hold)


def not_enough(level: StockLevel) -> Refused:
    said = _(
        "Not that many are free: %(free)s of %(on_shelf)s on the shelf, %(aside)s are set aside for customers."
    )
    values = {"free": level.free, "on_shelf": level.on_shelf, "aside": level.set_aside}
    return Refused(said % values, code="out_of_stock")
