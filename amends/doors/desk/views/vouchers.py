"""Vouchers: taking one at the till, the list, one voucher, the conditions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import amount_in
from amends.doors.desk.queries.voucher_pages import (
    at_the_desk,
    conditions_page,
    desk_page,
    issued_page,
    seen,
    voucher_page,
)
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments import actions
from amends.practice.remedies.payments.models import Voucher
from amends.practice.remedies.payments.permissions import may_pay, may_redeem

PLACE = "voucher_place"


@never_cache
@require_GET
@allowed(may_redeem)
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/vouchers/desk.html", desk_page(member_of(request)))


@never_cache
@require_POST
@allowed(may_redeem)
def look(request: HttpRequest) -> HttpResponse:
    """The code comes in the body, so that it stands in no log and no history."""
    member, code = member_of(request), request.POST.get("code", "")
    try:
        found = actions.look_up(code, by=member)
    except Refused as error:
        return not_found(request, error, code)
    page = {**at_the_desk(found, code, member), "place": request.session.get(PLACE, "")}
    return render(request, "desk/vouchers/desk.html", page)


def not_found(request: HttpRequest, error: Refused, code: str) -> HttpResponse:
    page = {**desk_page(member_of(request)), "code": code[:80], "wrong": str(error.message)}
    return render(request, "desk/vouchers/desk.html", page, status=error.status)


@never_cache
@require_POST
@allowed(may_redeem)
def redeem(request: HttpRequest) -> HttpResponse:
    member, data = member_of(request), request.POST
    code = data.get("code", "")
    try:
        found = actions.look_up(code, by=member)
    except Refused as error:
        return not_found(request, error, code)
    try:
        done = actions.redeem_voucher(
            code=code,
            amount=taken_in(data.get("amount", ""), found.currency),
            place=data.get("place", ""),
            holder=data.get("holder", ""),
            idempotency_key=data.get("key", ""),
            by=member,
        )
    except Refused as error:
        return not_taken(request, error, found, code)
    # The same till takes the next one too.
    request.session[PLACE] = done.place
    page = {**desk_page(member), "done": done, "left": Voucher.objects.get(pk=done.voucher_id).left}
    return render(request, "desk/vouchers/desk.html", page)


def not_taken(request: HttpRequest, error: Refused, found: Voucher, code: str) -> HttpResponse:
    """The voucher as it stands now, with what was entered."""
    found.refresh_from_db()
    page = {**at_the_desk(found, code, member_of(request)), "wrong": str(error.message)}
    page |= {"entered": request.POST, "place": request.POST.get("place", "")}
    return render(request, "desk/vouchers/desk.html", page, status=error.status)


def taken_in(text: str, currency: str) -> Money | None:
    """What is to be taken; nothing entered means all that is left."""
    amount = amount_in(text)
    return None if amount is None else Money(amount, currency)


def may_see(member: Member) -> bool:
    return may_pay(member) or member.works_on_cases


@require_GET
@allowed(may_see)
def issued(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/vouchers/issued.html", issued_page(member_of(request), request.GET))


def the_voucher(voucher_id: int, member: Member) -> Voucher:
    """The same refusal whether it does not exist or is not for this member."""
    found = seen(member).select_related("issued_by", "ended_by").filter(pk=voucher_id).first()
    if found is None:
        raise NotFound(_("There is no such voucher, or it belongs to a case of another team."))
    return found


@never_cache
@require_GET
@allowed(may_see)
def voucher(request: HttpRequest, voucher_id: int) -> HttpResponse:
    member = member_of(request)
    return render(
        request, "desk/vouchers/voucher.html", voucher_page(the_voucher(voucher_id, member), member)
    )


@never_cache
@require_POST
@allowed(may_see)
def show_code(request: HttpRequest, voucher_id: int) -> HttpResponse:
    member = member_of(request)
    found = the_voucher(voucher_id, member)
    try:
        code = actions.show_code(voucher_id=found.pk, by=member)
    except Refused as error:
        page = voucher_page(found, member, wrong=str(error.message))
        return render(request, "desk/vouchers/voucher.html", page, status=error.status)
    return render(request, "desk/vouchers/voucher.html", voucher_page(found, member, code=code))


@require_POST
@allowed(may_see)
def call_off(request: HttpRequest, voucher_id: int) -> HttpResponse:
    member = member_of(request)
    found = the_voucher(voucher_id, member)
    try:
        actions.call_off_voucher(voucher_id=found.pk, reason=request.POST.get("reason", ""), by=member)
    except Refused as error:
        page = voucher_page(found, member, wrong=str(error.message), entered=request.POST)
        return render(request, "desk/vouchers/voucher.html", page, status=error.status)
    messages.success(request, _("Called off. Nobody can redeem it any more."))
    return redirect("desk:voucher", voucher_id)


@require_http_methods(["GET", "POST"])
@allowed(may_pay)
def conditions(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, "desk/vouchers/conditions.html", conditions_page())
    data = request.POST
    actions.set_conditions(
        zh_hans=data.get("zh_hans", ""),
        zh_hant=data.get("zh_hant", ""),
        en=data.get("en", ""),
        partial="partial" in data,
        bound="bound" in data,
        by=member_of(request),
    )
    messages.success(
        request, _("Vouchers issued from now on say this. Those issued before keep what they said.")
    )
    return redirect("desk:voucher_conditions")
