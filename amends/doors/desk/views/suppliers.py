"""Suppliers and the orders to them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import amount_in, date_in
from amends.doors.desk.queries.supplier_pages import order_form, order_page, supplier_page, suppliers_page
from amends.doors.desk.views.gifts import whole_in
from amends.doors.desk.views.stock import place_in
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts.actions import ordering
from amends.practice.remedies.gifts.actions import suppliers as keeping
from amends.practice.remedies.gifts.choices import OrderState
from amends.practice.remedies.gifts.models import Supplier, SupplierOrder
from amends.practice.remedies.gifts.permissions import may_run_stock, may_see_stock
from amends.practice.remedies.gifts.queries.stock import warehouses


def the_supplier(supplier_id: int) -> Supplier:
    supplier = Supplier.objects.filter(pk=supplier_id).first()
    if supplier is None:
        raise NotFound(_("There is no such supplier."))
    return supplier


def the_order(order_id: int) -> SupplierOrder:
    orders = SupplierOrder.objects.select_related("supplier", "warehouse", "begun_by")
    order = orders.filter(pk=order_id).first()
    if order is None:
        raise NotFound(_("There is no such order."))
    return order


def contact_in(sent: QueryDict) -> keeping.Contact:
    return keeping.Contact(
        lead_days=whole_in(sent.get("lead_days", ""), "lead_days"),
        **{name: sent.get(name, "") for name in ("name", "contact", "phone", "email", "note")},
    )


def lines_in(sent: QueryDict) -> list[ordering.Wanted]:
    names = [name.removeprefix("gift-") for name in sent if name.startswith("gift-")]
    return [
        ordering.Wanted(
            gift_id=int(pk),
            quantity=whole_in(sent.get(f"gift-{pk}", "")),
            unit_price=amount_in(sent.get(f"price-{pk}", "")),
        )
        for pk in names
        if pk.isdecimal() and len(pk) < 10
    ]


@require_GET
@allowed(may_see_stock)
def suppliers(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/gifts/suppliers.html", suppliers_page(member_of(request)))


@require_POST
@allowed(may_run_stock)
def add(request: HttpRequest) -> HttpResponse:
    try:
        made = keeping.add_supplier(said=contact_in(request.POST), by=member_of(request))
    except Refused as error:
        page = suppliers_page(member_of(request), request.POST, str(error.message))
        return render(request, "desk/gifts/suppliers.html", page, status=error.status)
    messages.success(request, _("The supplier is there. Say at each gift who brings it."))
    return redirect("desk:supplier", made.pk)


@require_GET
@allowed(may_see_stock)
def supplier(request: HttpRequest, supplier_id: int) -> HttpResponse:
    page = supplier_page(the_supplier(supplier_id), member_of(request))
    return render(request, "desk/gifts/supplier.html", page)


@require_POST
@allowed(may_run_stock)
def change(request: HttpRequest, supplier_id: int) -> HttpResponse:
    found, member = the_supplier(supplier_id), member_of(request)
    try:
        if "retired" in request.POST:
            retired = request.POST["retired"] == "yes"
            keeping.retire_supplier(supplier_id=found.pk, retired=retired, by=member)
        else:
            keeping.change_supplier(supplier_id=found.pk, said=contact_in(request.POST), by=member)
    except Refused as error:
        page = supplier_page(found, member, request.POST, str(error.message))
        return render(request, "desk/gifts/supplier.html", page, status=error.status)
    messages.success(request, _("Saved."))
    return redirect("desk:supplier", found.pk)


@require_http_methods(["GET", "POST"])
@allowed(may_run_stock)
def new_order(request: HttpRequest, supplier_id: int) -> HttpResponse:
    found, member = the_supplier(supplier_id), member_of(request)
    first = warehouses().first()
    named = request.POST.get("warehouse") or request.GET.get("warehouse")
    place = place_in(request) if named or first is None else first
    if request.method == "GET":
        return render(request, "desk/gifts/order_form.html", order_form(found, place, member))
    try:
        lines, note = lines_in(request.POST), request.POST.get("note", "")
        made = ordering.draft_order(
            supplier_id=found.pk, warehouse_id=place.pk, lines=lines, note=note, by=member
        )
    except Refused as error:
        page = order_form(found, place, member, None, request.POST, str(error.message))
        return render(request, "desk/gifts/order_form.html", page, status=error.status)
    return redirect("desk:supplier_order", made.pk)


@require_GET
@allowed(may_see_stock)
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    return render(request, "desk/gifts/order.html", order_page(the_order(order_id), member_of(request)))


@require_http_methods(["GET", "POST"])
@allowed(may_run_stock)
def change_order(request: HttpRequest, order_id: int) -> HttpResponse:
    found, member = the_order(order_id), member_of(request)
    if request.method == "GET" and found.state == OrderState.DRAFT:
        page = order_form(found.supplier, found.warehouse, member, found)
        return render(request, "desk/gifts/order_form.html", page)
    try:
        lines, note = lines_in(request.POST), request.POST.get("note", "")
        ordering.change_order(order_id=found.pk, lines=lines, note=note, by=member)
    except Refused as error:
        page = order_form(found.supplier, found.warehouse, member, found, request.POST, str(error.message))
        return render(request, "desk/gifts/order_form.html", page, status=error.status)
    return redirect("desk:supplier_order", found.pk)


@require_POST
@allowed(may_run_stock)
def step_order(request: HttpRequest, order_id: int, step: str) -> HttpResponse:
    """Sends an order off, takes in what came, or calls it off."""
    found, member, sent = the_order(order_id), member_of(request), request.POST
    try:
        said = take_step(found, step, sent, member)
    except Refused as error:
        messages.error(request, str(error.message))
        page = order_page(the_order(order_id), member, sent)
        return render(request, "desk/gifts/order.html", page, status=error.status)
    messages.success(request, said)
    return redirect("desk:supplier_order", found.pk)


def take_step(found: SupplierOrder, step: str, sent: QueryDict, member: Member) -> str:
    if step == "place":
        ordering.place_order(order_id=found.pk, expected_on=date_in(sent.get("expected_on", "")), by=member)
        return _("Marked as ordered.")
    if step == "receive":
        came = {name.removeprefix("came-"): sent.get(name, "") for name in sent if name.startswith("came-")}
        numbers = {int(pk): whole_in(text, "received") or 0 for pk, text in came.items() if pk.isdecimal()}
        ordering.receive(order_id=found.pk, received=numbers, by=member)
        return _("Booked. What came lies on the shelf.")
    ordering.call_off_order(order_id=found.pk, reason=sent.get("reason", ""), by=member)
    return _("Called off.")
