"""What the warehouse does with stock outside of any case: bring in, write off, move, and mark when it is low."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Invalid, NotFound
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.beats import REASON_LENGTH, line, note_down, optional_line, whole
from amends.practice.remedies.gifts.actions.booking import book, level_of, mind_the_mark
from amends.practice.remedies.gifts.choices import MovementKind
from amends.practice.remedies.gifts.models import Gift, Movement, StockLevel, Warehouse
from amends.practice.remedies.gifts.permissions import ensure_may_run_stock

MARK_AT_MOST = 10_000


@transaction.atomic
def bring_in(
    *,
    gift_id: int,
    warehouse_id: int,
    quantity: int | None,
    reason: str = "",
    reference: str = "",
    by: Member,
) -> Movement:
    """So many more lie on the shelf; `reference` names where they come from, such as a file and its line."""
    ensure_may_run_stock(by)
    gift, warehouse = the_gift(gift_id), the_warehouse(warehouse_id)
    pieces, why = whole(quantity), optional_line(reason, limit=REASON_LENGTH, field="reason")
    movement = book(
        level_of(gift, warehouse), MovementKind.BROUGHT_IN, pieces, by=by, reason=why, reference=reference
    )
    note_moved(movement, gift, warehouse, by=by)
    return movement


@transaction.atomic
def write_off(*, gift_id: int, warehouse_id: int, quantity: int | None, reason: str, by: Member) -> Movement:
    """So many are gone: broken, spoilt, past their day. What is set aside for customers is not touched."""
    ensure_may_run_stock(by)
    gift, warehouse = the_gift(gift_id), the_warehouse(warehouse_id)
    pieces, why = whole(quantity), line(reason, limit=REASON_LENGTH, field="reason")
    movement = book(level_of(gift, warehouse), MovementKind.WRITTEN_OFF, pieces, by=by, reason=why)
    note_moved(movement, gift, warehouse, by=by)
    return movement


@transaction.atomic
def move_stock(
    *, gift_id: int, from_id: int, to_id: int, quantity: int | None, reason: str = "", by: Member
) -> tuple[Movement, Movement]:
    """So many go from one warehouse to another; both lines of the journal name the other place."""
    ensure_may_run_stock(by)
    if from_id == to_id:
        raise Invalid(_("Choose another warehouse than the one it lies in."), field="to")
    gift = the_gift(gift_id)
    # Always in one order, so that two who move in opposite directions do not wait for one another.
    places = {one: the_warehouse(one) for one in sorted((from_id, to_id))}
    origin, target = places[from_id], places[to_id]
    pieces, why = whole(quantity), optional_line(reason, limit=REASON_LENGTH, field="reason")
    here, there = level_of(gift, origin), level_of(gift, target)
    list(StockLevel.objects.select_for_update().filter(pk__in=[here.pk, there.pk]).order_by("pk"))
    out = book(here, MovementKind.MOVED_OUT, pieces, by=by, reason=why, reference=f"to:{target.code}"[:60])
    into = book(there, MovementKind.MOVED_IN, pieces, by=by, reason=why, reference=f"from:{origin.code}"[:60])
    note_moved(out, gift, origin, by=by, to=target.code)
    return out, into


@transaction.atomic
def set_mark(*, gift_id: int, warehouse_id: int, low_at: int | None, by: Member) -> StockLevel:
    """From how many free pieces on a level is low; None gives no alarm."""
    ensure_may_run_stock(by)
    gift, warehouse = the_gift(gift_id), the_warehouse(warehouse_id)
    if low_at is not None and not 0 <= low_at <= MARK_AT_MOST:
        raise Invalid(_("Enter a whole number, or leave it empty for no alarm."), field="low_at")
    made = level_of(gift, warehouse)
    level = StockLevel.objects.select_for_update().get(pk=made.pk)
    before, level.low_at = level.low_at, low_at
    level.save(update_fields=["low_at"])
    mind_the_mark(level)
    note_down(
        gift,
        "gift.marked",
        by=by,
        data={"warehouse": warehouse.code, "before": before, "after": low_at},
    )
    return level


def the_gift(gift_id: int) -> Gift:
    gift = Gift.objects.filter(pk=gift_id).first()
    if gift is None:
        raise NotFound(_("There is no such gift."))
    return gift


def the_warehouse(warehouse_id: int) -> Warehouse:
    """An open warehouse, held so that nobody closes it in the meantime."""
    open_ones = Warehouse.objects.select_for_update(no_key=True).filter(pk=warehouse_id, retired_at=None)
    warehouse = open_ones.first()
    if warehouse is None:
        raise NotFound(_("There is no such warehouse, or it was closed."))
    return warehouse


def note_moved(movement: Movement, gift: Gift, warehouse: Warehouse, *, by: Member, to: str = "") -> None:
    data = {"warehouse": warehouse.code, "quantity": movement.quantity, "on_shelf": movement.on_shelf_after}
    note_down(
        gift,
        f"gift.{MovementKind(movement.kind).value}",
        by=by,
        data={**data, "to": to} if to else data,
        reason=movement.reason,
    )
