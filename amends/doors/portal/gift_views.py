"""The page behind the link by which a customer says where a gift may go, or that none is wanted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from amends.doors.portal.gift_pages import entered_in, filled, gift_page
from amends.doors.portal.speaking import spoken_with
from amends.doors.portal.throttle import ensure_not_too_often
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.queries import portal_member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.actions.addresses import unknown_link
from amends.practice.remedies.gifts.queries.links import Link, link_behind


def the_link(request: HttpRequest, token: str) -> Link:
    """The same refusal for whatever we did not sign; who tries many is asked to wait."""
    link = link_behind(token)
    if link is None or request.method == "POST":
        ensure_not_too_often(request, "gift")
    if link is None:
        raise unknown_link()
    return link


@never_cache
@require_http_methods(["GET", "POST"])
def gift(request: HttpRequest, token: str) -> HttpResponse:
    link = the_link(request, token)
    with override(spoken_with(request, link.shipment.case)):
        if request.method == "GET":
            return shown(request, link)
        entered = entered_in(request.POST)
        try:
            actions.confirm_address(token=token, address=filled(link.shipment, entered), by=portal_member())
        except Refused as error:
            wrong = error.problems if isinstance(error, actions.WrongAddress) else {"": str(error.message)}
            page = gift_page(link_behind(token) or link, entered, wrong)
            return render(request, "portal/gift.html", page, status=error.status)
        messages.success(
            request, _("Thank you. We have written it down; until it is packed you can change it here.")
        )
        return redirect("portal:gift", token)


def shown(request: HttpRequest, link: Link) -> HttpResponse:
    return render(request, "portal/gift.html", gift_page(link))


@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    link = the_link(request, token)
    with override(spoken_with(request, link.shipment.case)):
        try:
            actions.decline_by_link(token=token, words=request.POST.get("words", ""), by=portal_member())
        except Refused as error:
            messages.error(request, str(error.message))
        return redirect("portal:gift", token)


@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    link = the_link(request, token)
    with override(spoken_with(request, link.shipment.case)):
        actions.ask_new_link(token=token, by=portal_member())
        messages.success(
            request, _("We have passed it on. You get a new link in the conversation about your complaint.")
        )
        return redirect("portal:gift", token)
