"""Suppliers, what is ordered there, and what should be."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, Sum
from django.http import QueryDict

from amends.doors.desk.queries.gift_catalogue import tabs_of
from amends.doors.desk.queries.stock_pages import sums
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.choices import OrderState
from amends.practice.remedies.gifts.models import (
    Gift,
    OrderLine,
    StockLevel,
    Supplier,
    SupplierOrder,
    Warehouse,
)
from amends.practice.remedies.gifts.permissions import may_run_stock
from amends.practice.remedies.gifts.queries import stock

SHOWN = 40
OPEN = (OrderState.DRAFT, OrderState.ORDERED, OrderState.PARTLY)
TONES = {
    OrderState.DRAFT: ("plain", "pencil"),
    OrderState.ORDERED: ("blue", "hourglass"),
    OrderState.PARTLY: ("orange", "layers"),
    OrderState.RECEIVED: ("green", "ok"),
    OrderState.CALLED_OFF: ("plain", "wrong"),
}


def suppliers_page(member: Member, entered: QueryDict | None = None, wrong: str = "") -> dict[str, Any]:
    wanted = [one for one in stock.standings(low_levels()) if one.order]
    is_open = Q(orders__state__in=OPEN)
    return {
        "tabs": tabs_of(member, "suppliers"),
        "may_run": may_run_stock(member),
        "suppliers": Supplier.objects.annotate(
            open_orders=Count("orders", filter=is_open, distinct=True)
        ).order_by(F("retired_at").asc(nulls_first=True), "name"),
        "orders": [order_row(one) for one in orders_listed()],
        "wanted": wanted,
        "entered": entered or QueryDict(),
        "wrong": wrong,
    }


def low_levels() -> Any:
    levels = StockLevel.objects.filter(
        warehouse__retired_at=None, gift__retired_at=None, low_at__isnull=False
    )
    return levels.select_related("gift__supplier", "warehouse").order_by("gift__code", "warehouse__code")


def orders_listed() -> list[SupplierOrder]:
    orders = SupplierOrder.objects.select_related("supplier", "warehouse").prefetch_related("lines")
    return list(orders.order_by("-pk")[:SHOWN])


def order_row(order: SupplierOrder) -> dict[str, Any]:
    tone, icon = TONES[OrderState(order.state)]
    lines = list(order.lines.all())
    late = order.state in (OrderState.ORDERED, OrderState.PARTLY) and (
        order.expected_on is not None and order.expected_on < clock.today()
    )
    return {
        "order": order,
        "tone": "red" if late else tone,
        "icon": "clock-alert" if late else icon,
        "state": OrderState(order.state).label,
        "late": late,
        "pieces": sum(one.quantity for one in lines),
        "came": sum(one.received for one in lines),
        "sum": sums(one.price for one in lines),
    }


def order_page(order: SupplierOrder, member: Member, entered: QueryDict | None = None) -> dict[str, Any]:
    typed = entered or QueryDict()
    lines = order.lines.select_related("gift").order_by("gift__code")
    return {
        **order_row(order),
        "tabs": tabs_of(member, "suppliers"),
        "may_run": may_run_stock(member),
        "lines": [{"line": one, "typed": typed.get(f"came-{one.pk}", "")} for one in lines],
        "reason": typed.get("reason", ""),
        "expected": typed.get("expected_on", ""),
        "is_draft": order.state == OrderState.DRAFT,
        "is_coming": order.state in (OrderState.ORDERED, OrderState.PARTLY),
        "is_open": order.state in OPEN,
    }


def order_form(
    supplier: Supplier,
    warehouse: Warehouse,
    member: Member,
    order: SupplierOrder | None = None,
    entered: QueryDict | None = None,
    wrong: str = "",
) -> dict[str, Any]:
    """Every gift of the supplier with what is free, what is coming and what is proposed."""
    lines = {one.gift_id: one for one in order.lines.all()} if order else {}
    gifts = Gift.objects.in_use().filter(Q(supplier=supplier) | Q(pk__in=lines))
    levels = {one.gift_id: one for one in StockLevel.objects.filter(warehouse=warehouse, gift__in=gifts)}
    for gift in gifts:
        levels.setdefault(gift.pk, StockLevel(gift=gift, warehouse=warehouse))
    by_gift = {one.pk: one for one in gifts}
    for level in levels.values():
        level.gift, level.warehouse = by_gift[level.gift_id], warehouse
    rows = stock.standings(sorted(levels.values(), key=lambda one: one.gift.code))
    return {
        "tabs": tabs_of(member, "suppliers"),
        "supplier": supplier,
        "warehouse": warehouse,
        "places": stock.warehouses(),
        "order": order,
        "rows": [form_row(one, lines.get(one.level.gift_id), order, entered) for one in rows],
        "note": entered.get("note", "") if entered else order.note if order else "",
        "wrong": wrong,
    }


def form_row(
    standing: stock.Standing, line: OrderLine | None, order: SupplierOrder | None, entered: QueryDict | None
) -> dict[str, Any]:
    gift = standing.level.gift
    quantity = str(line.quantity) if line else str(standing.order or "") if order is None else ""
    price = f"{line.unit_price if line else gift.unit_cost:.2f}"
    if entered is not None:
        quantity = entered.get(f"gift-{gift.pk}", "")
        price = entered.get(f"price-{gift.pk}", price)
    return {"standing": standing, "gift": gift, "quantity": quantity, "price": price}


def supplier_page(
    supplier: Supplier, member: Member, entered: QueryDict | None = None, wrong: str = ""
) -> dict[str, Any]:
    names = ("name", "contact", "phone", "email", "lead_days", "note")
    values = {n: entered.get(n, "") if entered else getattr(supplier, n) for n in names}
    orders = supplier.orders.select_related("supplier", "warehouse").prefetch_related("lines").order_by("-pk")
    return {
        "tabs": tabs_of(member, "suppliers"),
        "may_run": may_run_stock(member),
        "supplier": supplier,
        "values": values,
        "wrong": wrong,
        "gifts": supplier.gifts.annotate(on_shelf=Sum("levels__on_shelf")).order_by("code"),
        "orders": [order_row(one) for one in orders[:SHOWN]],
        "places": stock.warehouses(),
    }
