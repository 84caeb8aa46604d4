"""What the warehouse does with its stock."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.stock_pages import journal_table, stock_page, stock_table
from amends.doors.desk.views.gifts import whole_in
from amends.doors.desk.views.review_plan import answer_with, table_lines
from amends.foundation.kernel.errors import NotFound, Refused
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import StockLevel, Warehouse
from amends.practice.remedies.gifts.permissions import may_run_stock, may_see_stock
from amends.practice.remedies.gifts.queries import stock as queries

JOURNAL_AT_MOST = 50_000


def place_in(request: HttpRequest, name: str = "warehouse") -> Warehouse:
    code = request.POST.get(name) or request.GET.get(name, "")
    place = Warehouse.objects.filter(code=code).first()
    if place is None:
        raise NotFound(_("There is no such warehouse, or it was closed."))
    return place


@require_GET
@allowed(may_see_stock)
def stock(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/gifts/stock.html", stock_page(member_of(request), request.GET))


def done(
    request: HttpRequest, act: Callable[[Warehouse, int, int | None], object], said: str
) -> HttpResponse:
    """Acts on one gift in one warehouse; refused, the page comes again with what was entered."""
    place, sent = place_in(request), request.POST
    try:
        act(place, whole_in(sent.get("gift", ""), "gift") or 0, whole_in(sent.get("quantity", "")))
    except Refused as error:
        page = stock_page(member_of(request), sent, sent, str(error.message))
        return render(request, "desk/gifts/stock.html", page, status=error.status)
    messages.success(request, said)
    return redirect(f"{reverse('desk:stock')}?warehouse={place.code}")


@require_POST
@allowed(may_run_stock)
def bring_in(request: HttpRequest) -> HttpResponse:
    def act(place: Warehouse, gift: int, quantity: int | None) -> object:
        why = request.POST.get("reason", "")
        return actions.bring_in(
            gift_id=gift, warehouse_id=place.pk, quantity=quantity, reason=why, by=member_of(request)
        )

    return done(request, act, _("Brought in and booked."))


@require_POST
@allowed(may_run_stock)
def write_off(request: HttpRequest) -> HttpResponse:
    def act(place: Warehouse, gift: int, quantity: int | None) -> object:
        why = request.POST.get("reason", "")
        return actions.write_off(
            gift_id=gift, warehouse_id=place.pk, quantity=quantity, reason=why, by=member_of(request)
        )

    return done(request, act, _("Written off and booked."))


@require_POST
@allowed(may_run_stock)
def move(request: HttpRequest) -> HttpResponse:
    def act(place: Warehouse, gift: int, quantity: int | None) -> object:
        return actions.move_stock(
            gift_id=gift,
            from_id=place.pk,
            to_id=place_in(request, "to").pk,
            quantity=quantity,
            reason=request.POST.get("reason", ""),
            by=member_of(request),
        )

    return done(request, act, _("Moved and booked in both warehouses."))


@require_POST
@allowed(may_run_stock)
def mark(request: HttpRequest) -> HttpResponse:
    def act(place: Warehouse, gift: int, quantity: int | None) -> object:
        return actions.set_mark(gift_id=gift, warehouse_id=place.pk, low_at=quantity, by=member_of(request))

    return done(request, act, _("Saved. You are told once each time it falls to this number."))


@require_POST
@allowed(may_run_stock)
def add_warehouse(request: HttpRequest) -> HttpResponse:
    sent = request.POST
    names = {name: sent.get(name, "") for name in ("code", "name", "name_hant", "name_en")}
    try:
        department = whole_in(sent.get("department", ""), "department")
        made = actions.add_warehouse(**names, department_id=department, by=member_of(request))
    except Refused as error:
        page = stock_page(member_of(request), request.GET, sent, str(error.message))
        return render(request, "desk/gifts/stock.html", page, status=error.status)
    messages.success(request, _("The warehouse is there. Bring something in."))
    return redirect(f"{reverse('desk:stock')}?warehouse={made.code}")


@require_GET
@allowed(may_see_stock)
def export_stock(request: HttpRequest) -> HttpResponseBase:
    levels = StockLevel.objects.select_related("gift__supplier", "warehouse")
    rows = queries.standings(levels.order_by("warehouse__code", "gift__code"))
    return answer_with(table_lines(stock_table(rows)), "stock", "csv")


@require_GET
@allowed(may_see_stock)
def export_movements(request: HttpRequest) -> HttpResponseBase:
    place = place_in(request) if request.GET.get("warehouse") else None
    rows = queries.movements(warehouse=place).order_by("-pk")[:JOURNAL_AT_MOST]
    return answer_with(table_lines(journal_table(list(rows), member_of(request))), "stock-movements", "csv")
