"""Stock-takes: counted by one person with a phone in the store room, confirmed by another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, confirmed_in, member_of
from amends.doors.desk.queries.count_pages import count_page, counts_page
from amends.doors.desk.views.gifts import whole_in
from amends.doors.desk.views.stock import place_in
from amends.foundation.kernel.errors import NotFound, Refused
from amends.practice.remedies.gifts.actions import counting
from amends.practice.remedies.gifts.models import StockTake
from amends.practice.remedies.gifts.permissions import may_confirm_counts, may_run_stock, may_see_stock


def the_take(take_id: int) -> StockTake:
    take = StockTake.objects.select_related("warehouse", "begun_by", "handed_in_by", "ended_by")
    found = take.filter(pk=take_id).first()
    if found is None:
        raise NotFound(_("There is no such count."))
    return found


@require_GET
@allowed(may_see_stock)
def counts(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/gifts/counts.html", counts_page(member_of(request)))


@require_POST
@allowed(may_run_stock)
def begin(request: HttpRequest) -> HttpResponse:
    try:
        take = counting.begin_count(warehouse_id=place_in(request).pk, by=member_of(request))
    except Refused as error:
        messages.error(request, str(error.message))
        page = counts_page(member_of(request))
        return render(request, "desk/gifts/counts.html", page, status=error.status)
    return redirect("desk:count", take.pk)


@require_GET
@allowed(may_see_stock)
def count(request: HttpRequest, take_id: int) -> HttpResponse:
    return render(request, "desk/gifts/count.html", count_page(the_take(take_id), member_of(request)))


def _again(request: HttpRequest, take_id: int, error: Refused) -> HttpResponse:
    """The same page with everything that was typed."""
    messages.error(request, str(error.message))
    page = count_page(the_take(take_id), member_of(request), typed_in(request))
    page["reason"] = request.POST.get("reason", "")
    return render(request, "desk/gifts/count.html", page, status=error.status)


def typed_in(request: HttpRequest) -> dict[int, str]:
    names = {name: name.removeprefix("gift-") for name in request.POST if name.startswith("gift-")}
    return {int(pk): request.POST[name] for name, pk in names.items() if pk.isdecimal() and len(pk) < 10}


@require_POST
@allowed(may_run_stock)
def enter(request: HttpRequest, take_id: int) -> HttpResponse:
    member, typed = member_of(request), typed_in(request)
    try:
        numbers = {pk: whole_in(text, "counted") for pk, text in typed.items()}
        if request.POST.get("found"):
            found = whole_in(request.POST["found"], "gift") or 0
            counting.add_to_count(take_id=take_id, gift_id=found, by=member)
        seen = whole_in(request.POST.get("seen", ""))
        kept = counting.enter_counts(take_id=take_id, counted=numbers, seen=seen, by=member)
        if kept.again:
            names = _(", ").join(kept.again)
            said = _("These moved while you counted, so please count them again: %(gifts)s")
            messages.warning(request, said % {"gifts": names})
        elif request.POST.get("then") == "hand_in":
            counting.hand_in_count(take_id=take_id, by=member)
            messages.success(request, _("Handed in. A second person looks at the differences and confirms."))
        else:
            messages.success(request, _("Kept. Go on whenever you like."))
    except Refused as error:
        return _again(request, take_id, error)
    return redirect("desk:count", take_id)


@require_POST
@allowed(may_confirm_counts)
def decide(request: HttpRequest, take_id: int) -> HttpResponse:
    member = member_of(request)
    try:
        if confirmed_in(request.POST):
            counting.confirm_count(take_id=take_id, by=member)
            messages.success(request, _("Confirmed. The differences are booked."))
        else:
            counting.count_again(take_id=take_id, reason=request.POST.get("reason", ""), by=member)
            messages.success(request, _("Given back to be counted again."))
    except Refused as error:
        return _again(request, take_id, error)
    return redirect("desk:count", take_id)


@require_POST
@allowed(may_run_stock)
def call_off(request: HttpRequest, take_id: int) -> HttpResponse:
    try:
        counting.call_off_count(take_id=take_id, reason=request.POST.get("reason", ""), by=member_of(request))
    except Refused as error:
        return _again(request, take_id, error)
    messages.success(request, _("Called off. Nothing was booked."))
    return redirect("desk:counts")
