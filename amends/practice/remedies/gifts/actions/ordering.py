"""Orders to suppliers: written, sent off, received bit by bit or at once, or called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions.beats import line, locked, note_down, optional_line, price, whole
from amends.practice.remedies.gifts.actions.booking import book, level_of
from amends.practice.remedies.gifts.actions.stocking import the_warehouse
from amends.practice.remedies.gifts.choices import MovementKind, OrderState
from amends.practice.remedies.gifts.choices.stock import RECEIVED
from amends.practice.remedies.gifts.models import Gift, OrderLine, Supplier, SupplierOrder
from amends.practice.remedies.gifts.permissions import ensure_may_run_stock

NOTE_LENGTH, LINES_AT_MOST = 400, 100
OPEN = (OrderState.ORDERED, OrderState.PARTLY)


@dataclass(frozen=True)
class Wanted:
    """One line of an order; without a price it costs what the catalogue says."""

    gift_id: int
    quantity: int | None
    unit_price: Decimal | None = None


@transaction.atomic
def draft_order(
    *, supplier_id: int, warehouse_id: int, lines: Sequence[Wanted], note: str = "", by: Member
) -> SupplierOrder:
    """An order that nobody has sent off yet; its lines can still be changed."""
    ensure_may_run_stock(by)
    supplier = Supplier.objects.filter(pk=supplier_id, retired_at=None).first()
    if supplier is None:
        raise NotFound(_("There is no such supplier, or nothing is ordered there any more."))
    order = SupplierOrder.objects.create(
        supplier=supplier,
        warehouse=the_warehouse(warehouse_id),
        note=optional_line(note, limit=NOTE_LENGTH, field="note"),
        begun_by=by,
        begun_at=clock.now(),
    )
    put_lines(order, lines)
    note_down(order, "order.drafted", by=by, data=summary(order))
    return order


@transaction.atomic
def change_order(*, order_id: int, lines: Sequence[Wanted], note: str = "", by: Member) -> SupplierOrder:
    """Puts other lines into a draft."""
    ensure_may_run_stock(by)
    order = the_order(order_id, OrderState.DRAFT)
    before = summary(order)
    order.note = optional_line(note, limit=NOTE_LENGTH, field="note")
    order.save(update_fields=["note"])
    order.lines.all().delete()
    put_lines(order, lines)
    note_down(order, "order.changed", by=by, data={"before": before, "after": summary(order)})
    return order


@transaction.atomic
def place_order(*, order_id: int, expected_on: date | None = None, by: Member) -> SupplierOrder:
    """The order went off to the supplier; without a day it is expected after the supplier's usual time."""
    ensure_may_run_stock(by)
    order = the_order(order_id, OrderState.DRAFT)
    today = clock.today()
    if expected_on is not None and expected_on < today:
        raise Invalid(_("The day of delivery has passed already."), field="expected_on")
    order.state, order.ordered_at = OrderState.ORDERED, clock.now()
    order.expected_on = expected_on or today + timedelta(days=order.supplier.lead_days)
    order.save(update_fields=["state", "ordered_at", "expected_on"])
    note_down(order, "order.placed", by=by, data={"expected_on": order.expected_on.isoformat()})
    return order


@transaction.atomic
def receive(*, order_id: int, received: Mapping[int, int], by: Member) -> SupplierOrder:
    """So many of each line came; they lie on the shelf of the order's warehouse."""
    ensure_may_run_stock(by)
    order = the_order(order_id, *OPEN)
    lines = {one.pk: one for one in order.lines.select_related("gift").select_for_update(of=("self",))}
    came = sorted(
        ((lines[pk], number) for pk, number in received.items() if pk in lines and number),
        key=lambda pair: pair[0].gift_id,
    )
    if not came:
        raise Invalid(_("Enter how many came."), field="received")
    for one, number in came:
        take_in(order, one, whole(number, field="received"), by=by)
    done = all(one.outstanding == 0 for one in lines.values())
    order.state = OrderState.RECEIVED if done else OrderState.PARTLY
    order.ended_at = clock.now() if done else None
    order.save(update_fields=["state", "ended_at"])
    note_down(order, "order.received", by=by, data={"came": {one.gift.code: n for one, n in came}})
    return order


def take_in(order: SupplierOrder, one: OrderLine, number: int, *, by: Member) -> None:
    if number > one.outstanding:
        raise Invalid(
            _(
                "Of “%(gift)s” only %(n)s are still to come. Bring what is more than ordered in on the page of the stock."
            )
            % {"gift": one.gift, "n": one.outstanding},
            field="received",
        )
    one.received += number
    one.save(update_fields=["received"])
    book(
        level_of(one.gift, order.warehouse),
        MovementKind.BROUGHT_IN,
        number,
        by=by,
        reason=RECEIVED,
        reference=f"supplier_order:{order.pk}",
    )


@transaction.atomic
def call_off_order(*, order_id: int, reason: str, by: Member) -> SupplierOrder:
    """Nothing more of it is expected; what came already stays."""
    ensure_may_run_stock(by)
    order = the_order(order_id, OrderState.DRAFT, *OPEN)
    why = line(reason, limit=NOTE_LENGTH, field="reason")
    order.state, order.ended_at = OrderState.CALLED_OFF, clock.now()
    order.save(update_fields=["state", "ended_at"])
    note_down(order, "order.called_off", by=by, reason=why)
    return order


def the_order(order_id: int, *states: OrderState) -> SupplierOrder:
    order = locked(SupplierOrder, order_id, _("There is no such order."))
    if order.state not in states:
        raise WrongState(
            _("The order is “%(state)s”, so this is not possible any more. Reload the page.")
            % {"state": OrderState(order.state).label}
        )
    return order


def put_lines(order: SupplierOrder, lines: Sequence[Wanted]) -> None:
    wanted = [one for one in lines if one.quantity]
    if not wanted:
        raise Invalid(_("Enter of which gift how many are to come."), field="lines")
    if len(wanted) > LINES_AT_MOST or len({one.gift_id for one in wanted}) != len(wanted):
        raise Invalid(_("Enter each gift once."), field="lines")
    gifts = Gift.objects.in_use().in_bulk([one.gift_id for one in wanted])
    if len(gifts) != len(wanted):
        raise NotFound(_("There is no such gift, or it was retired."))
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            gift=gifts[one.gift_id],
            quantity=whole(one.quantity),
            unit_price=gifts[one.gift_id].unit_cost
            if one.unit_price is None
            else price(one.unit_price, field="unit_price"),
            currency=gifts[one.gift_id].currency,
        )
        for one in wanted
    )


def summary(order: SupplierOrder) -> dict[str, object]:
    lines = order.lines.select_related("gift").order_by("gift")
    return {
        "supplier": order.supplier.name,
        "warehouse": order.warehouse.code,
        "lines": {one.gift.code: one.quantity for one in lines},
    }
