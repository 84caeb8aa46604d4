"""A warehouse on its page: another name, closed, opened again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.stock_pages import stock_page
from amends.doors.desk.views.gifts import whole_in
from amends.doors.desk.views.stock import place_in
from amends.foundation.kernel.errors import Refused
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import Warehouse
from amends.practice.remedies.gifts.permissions import may_run_stock


def done(request: HttpRequest, act: Callable[[Warehouse, str], Warehouse], said: str) -> HttpResponse:
    """Refused, the page comes again with what was entered."""
    place, sent = place_in(request), request.POST
    try:
        made = act(place, sent.get("reason", ""))
    except Refused as error:
        page = stock_page(member_of(request), sent, sent, str(error.message))
        return render(request, "desk/gifts/stock.html", page, status=error.status)
    messages.success(request, said)
    here = f"?warehouse={made.code}" if made.retired_at is None else ""
    return redirect(reverse("desk:stock") + here)


@require_POST
@allowed(may_run_stock)
def rename(request: HttpRequest) -> HttpResponse:
    def act(place: Warehouse, reason: str) -> Warehouse:
        sent = request.POST
        names = {name: sent.get(name, "") for name in ("name", "name_hant", "name_en")}
        department = whole_in(sent.get("department", ""), "department")
        return actions.rename_warehouse(
            warehouse_id=place.pk, **names, department_id=department, reason=reason, by=member_of(request)
        )

    return done(request, act, _("Saved."))


@require_POST
@allowed(may_run_stock)
def close(request: HttpRequest) -> HttpResponse:
    def act(place: Warehouse, reason: str) -> Warehouse:
        return actions.close_warehouse(warehouse_id=place.pk, reason=reason, by=member_of(request))

    return done(request, act, _("The warehouse is closed. Its journal stays."))


@require_POST
@allowed(may_run_stock)
def reopen(request: HttpRequest) -> HttpResponse:
    def act(place: Warehouse, reason: str) -> Warehouse:
        return actions.reopen_warehouse(warehouse_id=place.pk, reason=reason, by=member_of(request))

    return done(request, act, _("The warehouse is open again."))
