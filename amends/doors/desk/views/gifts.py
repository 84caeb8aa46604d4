"""The catalogue of gifts: looked through by those who give, kept by managers, leads and the warehouse."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import amount_in
from amends.doors.desk.queries.gift_catalogue import catalogue_page, gift_form, gift_page, tabs_of
from amends.foundation.kernel.errors import Invalid, NotFound, Refused
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import Gift
from amends.practice.remedies.gifts.permissions import may_keep_catalogue, may_see_catalogue


def the_gift(code: str) -> Gift:
    gift = Gift.objects.select_related("supplier").filter(code=code).first()
    if gift is None:
        raise NotFound(_("There is no such gift."))
    return gift


def whole_in(text: str, field: str = "quantity") -> int | None:
    """A whole number as people write it, None for nothing; anything else is refused and named."""
    digits = text.strip().replace(",", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Invalid(_("“%(text)s” is not a whole number.") % {"text": text.strip()[:20]}, field=field)
    return int(digits)


def described_in(sent: QueryDict) -> actions.Described:
    return actions.Described(
        name=sent.get("name", ""),
        name_hant=sent.get("name_hant", ""),
        name_en=sent.get("name_en", ""),
        kind=sent.get("kind", ""),
        unit_cost=amount_in(sent.get("unit_cost", "")),
        currency=sent.get("currency", ""),
        price_class=sent.get("price_class", ""),
        occasions=sent.getlist("occasions"),
        categories=sent.getlist("categories"),
        products=re.split(r"[、,，;；\n]+", sent.get("products", "")),
        departments=sent.getlist("departments"),
        season_from=sent.get("season_from", ""),
        season_to=sent.get("season_to", ""),
        shelf_days=whole_in(sent.get("shelf_days", ""), "shelf_days"),
        cautions=sent.getlist("cautions"),
        personalisable="personalisable" in sent,
        note=sent.get("note", ""),
        supplier_id=whole_in(sent.get("supplier", ""), "supplier"),
    )


@require_GET
@allowed(may_see_catalogue)
def gifts(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/gifts/list.html", catalogue_page(member_of(request), request.GET))


@require_GET
@allowed(may_see_catalogue)
def gift(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "desk/gifts/gift.html", gift_page(the_gift(code), member_of(request)))


@require_http_methods(["GET", "POST"])
@allowed(may_keep_catalogue)
def add(request: HttpRequest) -> HttpResponse:
    member, page = member_of(request), {"tabs": tabs_of(member_of(request), "gifts")}
    if request.method == "GET":
        return render(request, "desk/gifts/new.html", {**page, "form": gift_form(None)})
    try:
        sent = request.POST
        made = actions.add_gift(code=sent.get("code", ""), described=described_in(sent), by=member)
    except Refused as error:
        again = {**page, "form": gift_form(None, request.POST), "wrong": str(error.message)}
        return render(request, "desk/gifts/new.html", again, status=error.status)
    messages.success(request, _("The gift is in the catalogue. Bring some in, and it can be given."))
    return redirect("desk:gift", made.code)


@require_POST
@allowed(may_keep_catalogue)
def change(request: HttpRequest, code: str) -> HttpResponse:
    found, member = the_gift(code), member_of(request)
    try:
        actions.change_gift(gift_id=found.pk, described=described_in(request.POST), by=member)
    except Refused as error:
        page = gift_page(found, member, request.POST, str(error.message))
        return render(request, "desk/gifts/gift.html", page, status=error.status)
    messages.success(request, _("Saved."))
    return redirect("desk:gift", found.code)


@require_POST
@allowed(may_keep_catalogue)
def retire(request: HttpRequest, code: str) -> HttpResponse:
    found, member = the_gift(code), member_of(request)
    try:
        if request.POST.get("back") == "yes":
            actions.bring_gift_back(gift_id=found.pk, by=member)
            messages.success(request, _("The gift is in the catalogue again."))
        else:
            actions.retire_gift(gift_id=found.pk, reason=request.POST.get("reason", ""), by=member)
            messages.success(
                request, _("Retired. What is set aside already still goes to whom it was promised.")
            )
    except Refused as error:
        messages.error(request, str(error.message))
        page = {**gift_page(found, member), "reason": request.POST.get("reason", "")}
        return render(request, "desk/gifts/gift.html", page, status=error.status)
    return redirect("desk:gift", found.code)
