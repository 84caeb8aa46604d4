"""Gifts with three months of history: what came, what went to customers, a count, and an order on its way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from zlib import crc32

from django.utils.timezone import localtime

from amends.config.demonstration.company import table
from amends.config.demonstration.daily import by_day
from amends.foundation.audit.actions import Note, record_many
from amends.foundation.organisation.models import Department, Member
from amends.practice.remedies.gifts.choices import CountState, HoldState, MovementKind, OrderState
from amends.practice.remedies.gifts.choices.stock import FOUND, RECEIVED
from amends.practice.remedies.gifts.models import (
    CountLine,
    Gift,
    Movement,
    OrderLine,
    StockHold,
    StockLevel,
    StockTake,
    Supplier,
    SupplierOrder,
    Warehouse,
)
from amends.practice.remedies.gifts.rules.movements import effect_of, is_low

FILE, HISTORY = "gifts.toml", 80


class Step(NamedTuple):
    """One movement to come, before the figures that stand after it are known."""

    at: datetime
    kind: MovementKind
    quantity: int
    reason: str = ""
    reference: str = ""
    hold: int | None = None


def load_gifts(people: dict[str, Member], departments: dict[str, Department], now: datetime) -> None:
    """The catalogue and its stock in a few statements; levels are the sums of the movements written."""
    told, keeper = table(FILE), people["warehouse"]
    suppliers = {row["name"]: Supplier(**row) for row in told["suppliers"]}
    Supplier.objects.bulk_create(suppliers.values())
    rooms = {
        row["code"]: Warehouse(**named(row), department=departments[row["department"]])
        for row in told["warehouses"]
    }
    Warehouse.objects.bulk_create(rooms.values())
    gifts = {row["code"]: gift_of(row, suppliers, now) for row in told["gifts"]}
    Gift.objects.bulk_create(gifts.values())
    order = load_order(told["order"], gifts, rooms, suppliers, keeper, now)
    take = StockTake.objects.create(
        warehouse=rooms[told["count"]["warehouse"]], **count_values(told["count"], people, now)
    )
    load_stock(told, gifts, rooms, order, take, keeper, now)
    notes = [Note(one.chain, "gift.added", {"code": one.code}) for one in gifts.values()]
    notes += [Note(one.chain, "warehouse.added", {"code": one.code}) for one in rooms.values()]
    record_many(
        [*notes, Note(take.chain, "count.confirmed", {}), Note(order.chain, "order.placed", {})], by=keeper
    )


def named(row: dict[str, Any]) -> dict[str, Any]:
    names = row["name"]
    values = {"name": names["zh-Hans"], "name_hant": names["zh-Hant"], "name_en": names["en"]}
    return {"code": row["code"], **values}


def gift_of(row: dict[str, Any], suppliers: dict[str, Supplier], now: datetime) -> Gift:
    since, until = row.get("season", ["", ""])
    return Gift(
        **named(row),
        kind=row["kind"],
        unit_cost=Decimal(row["cost"]),
        price_class=row["price"],
        season_from=since,
        season_to=until,
        supplier=suppliers.get(row.get("supplier", "")),
        shelf_days=row.get("shelf_days"),
        personalisable=row.get("personalisable", False),
        note=row.get("note", ""),
        retired_at=now - timedelta(days=30) if row.get("retired") else None,
        **{n: row.get(n, []) for n in ("occasions", "categories", "products", "departments", "cautions")},
    )


def load_order(
    row: dict[str, Any],
    gifts: dict[str, Gift],
    rooms: dict[str, Warehouse],
    suppliers: dict[str, Supplier],
    keeper: Member,
    now: datetime,
) -> SupplierOrder:
    supplier, placed = suppliers[row["supplier"]], now - timedelta(days=row["ordered_days_ago"])
    order = SupplierOrder.objects.create(
        supplier=supplier,
        warehouse=rooms[row["warehouse"]],
        state=OrderState.PARTLY,
        note=row["note"],
        begun_by=keeper,
        begun_at=placed,
        ordered_at=placed,
        expected_on=(placed + timedelta(days=supplier.lead_days)).date(),
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            gift=gifts[code],
            quantity=quantity,
            received=received,
            unit_price=gifts[code].unit_cost,
            currency="CNY",
        )
        for code, quantity, received in row["lines"]
    )
    return order


def count_values(row: dict[str, Any], people: dict[str, Member], now: datetime) -> dict[str, Any]:
    begun = localtime(now - timedelta(days=row["days_ago"])).replace(hour=10, minute=12)
    return {
        "state": CountState.CONFIRMED,
        "begun_by": people[row["by"]],
        "begun_at": begun,
        "handed_in_by": people[row["by"]],
        "handed_in_at": begun + timedelta(hours=1),
        "ended_by": people[row["confirmed_by"]],
        "ended_at": begun + timedelta(hours=3),
    }


def load_stock(
    told: dict[str, Any],
    gifts: dict[str, Gift],
    rooms: dict[str, Warehouse],
    order: SupplierOrder,
    take: StockTake,
    keeper: Member,
    now: datetime,
) -> None:
    levels, movements, lines = [], [], []
    for row in told["gifts"]:
        for room, (brought, low_at, gone) in row["stock"].items():
            gift, place = gifts[row["code"]], rooms[room]
            steps = list(history(gift, place, brought, gone, keeper, now))
            steps += counted(row["code"], place, told["count"], take)
            steps += came(row["code"], place, told["order"], order, now)
            level, written, then = written_down(gift, place, sorted(steps), low_at, keeper, take, now)
            levels.append(level)
            movements += written
            if place == take.warehouse and not gift.retired_at:
                lines.append(line_of(take, gift, then, told["count"]["differences"].get(row["code"], 0)))
    StockLevel.objects.bulk_create(levels)
    # In the order in which they happened, as the journal shows them.
    Movement.objects.bulk_create(sorted(movements, key=lambda one: one.at), batch_size=500)
    CountLine.objects.bulk_create(lines)


def history(
    gift: Gift, place: Warehouse, brought: int, gone: int, keeper: Member, now: datetime
) -> Iterator[Step]:
    """Brought in long ago, then one after the other set aside and taken out; the same at every loading."""
    began = now - timedelta(days=HISTORY + 5)
    yield Step(began, MovementKind.BROUGHT_IN, brought)
    holds = []
    for n in range(gone):
        mark = crc32(f"{gift.code}:{place.code}:{n}".encode())
        at = began + timedelta(days=3 + n * HISTORY / gone, minutes=mark % 400)
        at = min(by_day(at), now - timedelta(hours=2 + n % 5))
        holds.append(
            StockHold(
                gift=gift,
                warehouse=place,
                quantity=1,
                unit_cost=gift.unit_cost,
                currency=gift.currency,
                reference=f"before:{gift.code}-{place.code}-{n + 1}",
                state=HoldState.TAKEN_OUT,
                set_aside_by=keeper,
                set_aside_at=at,
                changed_at=at + timedelta(hours=1),
            )
        )
    for hold in StockHold.objects.bulk_create(holds):
        yield Step(hold.set_aside_at, MovementKind.SET_ASIDE, 1, "", hold.reference, hold.pk)
        yield Step(hold.changed_at, MovementKind.TAKEN_OUT, 1, "", hold.reference, hold.pk)


def counted(code: str, place: Warehouse, row: dict[str, Any], take: StockTake) -> Iterator[Step]:
    difference = row["differences"].get(code, 0) if place.code == row["warehouse"] else 0
    if difference and take.ended_at:
        yield Step(take.ended_at, MovementKind.COUNTED, difference, FOUND, f"stock_take:{take.pk}")


def came(
    code: str, place: Warehouse, row: dict[str, Any], order: SupplierOrder, now: datetime
) -> Iterator[Step]:
    for gift, _quantity, received in row["lines"]:
        if gift == code and received and place.code == row["warehouse"]:
            at = now - timedelta(days=1, hours=3)
            yield Step(at, MovementKind.BROUGHT_IN, received, RECEIVED, f"supplier_order:{order.pk}")


def written_down(
    gift: Gift,
    place: Warehouse,
    steps: list[Step],
    low_at: int,
    keeper: Member,
    take: StockTake,
    now: datetime,
) -> tuple[StockLevel, list[Movement], int]:
    """The movements with what stands after each, the level they lead to, and what lay there when it was counted."""
    on_shelf = aside = then = 0
    written = []
    for step in steps:
        effect = effect_of(step.kind, step.quantity)
        on_shelf, aside = on_shelf + effect.on_shelf, aside + effect.set_aside
        if take.handed_in_at and step.at <= take.handed_in_at:
            then = on_shelf
        written.append(
            Movement(
                gift=gift,
                warehouse=place,
                kind=step.kind,
                quantity=step.quantity,
                on_shelf_after=on_shelf,
                set_aside_after=aside,
                reason=step.reason,
                reference=step.reference,
                hold_id=step.hold,
                by=keeper,
                at=step.at,
            )
        )
    low = is_low(on_shelf - aside, low_at) and gift.retired_at is None
    level = StockLevel(
        gift=gift,
        warehouse=place,
        on_shelf=on_shelf,
        set_aside=aside,
        low_at=low_at,
        low_since=now if low else None,
    )
    return level, written, then


def line_of(take: StockTake, gift: Gift, then: int, difference: int) -> CountLine:
    return CountLine(
        take=take,
        gift=gift,
        counted=then + difference,
        on_shelf_then=then,
        counted_by=take.handed_in_by,
        counted_at=take.handed_in_at,
    )
