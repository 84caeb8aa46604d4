"""Gifts on their way: the piles, one shipment, its steps, many at once, and the packing slip."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.contrib import messages
from django.core.files import File
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import address_in, parcels_from
from amends.doors.desk.queries.shipment_pages import shipment_page, shipments_page
from amends.foundation.kernel.errors import NotFound, NotPermitted, Refused
from amends.foundation.kernel.files import inline_answer
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.letters import packing_slip
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.permissions import may_see_shipments, may_ship, sees_address
from amends.practice.remedies.gifts.queries.shipments import seen_shipment
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.queries import replies_standing

Act = Callable[[HttpRequest, int, Member], str]


@never_cache
@require_GET
@allowed(may_see_shipments)
def shipments(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/shipments/list.html", shipments_page(member_of(request), request.GET))


def the_shipment(shipment_id: int, member: Member) -> Shipment:
    """The same refusal whether it does not exist or is not for this member."""
    found = seen_shipment(shipment_id, member)
    if found is None:
        raise NotFound(_("This shipment does not exist, or it belongs to another team."))
    return found


@never_cache
@require_GET
@allowed(may_see_shipments)
def shipment(request: HttpRequest, shipment_id: int) -> HttpResponse:
    member = member_of(request)
    page = shipment_page(the_shipment(shipment_id, member), member, link=request.session.pop("gift_link", ""))
    return render(request, "desk/shipments/shipment.html", page)


@require_POST
@allowed(may_see_shipments)
def move(request: HttpRequest, shipment_id: int, name: str) -> HttpResponse:
    member = member_of(request)
    if name not in ACTS:
        raise NotFound()
    try:
        messages.success(request, ACTS[name](request, shipment_id, member))
    except Refused as error:
        found = the_shipment(shipment_id, member)
        problems = error.problems if isinstance(error, actions.WrongAddress) else {}
        entered = {key: str(value) for key, value in request.POST.items()}
        page = shipment_page(
            found, member, tried=name, entered=entered, wrong=str(error.message), problems=problems
        )
        return render(request, "desk/shipments/shipment.html", page, status=error.status)
    return redirect("desk:shipment", shipment_id)


def ask(request: HttpRequest, shipment_id: int, by: Member) -> str:
    def link_to(token: str) -> str:
        return request.build_absolute_uri(reverse("portal:gift", args=[token]))

    only = "only" in request.POST
    words = "" if only else request.POST.get("words", "")
    link = actions.ask_address(shipment_id=shipment_id, words=words, link_to=link_to, by=by)
    if only:
        request.session["gift_link"] = link
        return _("The link is ready. Pass it on to the customer, and to nobody else.")
    sent = replies_standing(the_shipment(shipment_id, by).case, by).under_way
    if sent is not None and sent.state == ReplyState.AWAITING_APPROVAL:
        return _(
            "The message with the link waits for a second person; once they approve it, it goes to the customer."
        )
    return _("The message with the link is on its way to the customer, as every reply.")


def revoke(request: HttpRequest, shipment_id: int, by: Member) -> str:
    actions.revoke_link(shipment_id=shipment_id, reason=request.POST.get("reason", ""), by=by)
    return _("The link leads nowhere from now on.")


def enter(request: HttpRequest, shipment_id: int, by: Member) -> str:
    reason = request.POST.get("reason", "")
    actions.enter_address(shipment_id=shipment_id, address=address_in(request.POST), reason=reason, by=by)
    return _("The address is kept.")


def decline(request: HttpRequest, shipment_id: int, by: Member) -> str:
    actions.decline_gift(shipment_id=shipment_id, words=request.POST.get("words", ""), by=by)
    return _("Written down: no gift. Nobody asks again.")


def pack(request: HttpRequest, shipment_id: int, by: Member) -> str:
    actions.pack(shipment_id=shipment_id, by=by)
    return _("Packed; it has left the shelf.")


def send(request: HttpRequest, shipment_id: int, by: Member) -> str:
    carrier, tracking = request.POST.get("carrier", ""), request.POST.get("tracking", "")
    actions.send_out(shipment_id=shipment_id, carrier=carrier, tracking=tracking, by=by)
    return _("It is on its way.")


def deliver(request: HttpRequest, shipment_id: int, by: Member) -> str:
    actions.delivered(shipment_id=shipment_id, note=request.POST.get("words", ""), by=by)
    return _("It has arrived. Whoever has the case is told, to ask whether it was right.")


def fail(request: HttpRequest, shipment_id: int, by: Member) -> str:
    actions.failed(shipment_id=shipment_id, reason=request.POST.get("reason", ""), by=by)
    return _("Written down. Whoever has the case is told.")


def take_back(request: HttpRequest, shipment_id: int, by: Member) -> str:
    fit = request.POST.get("fit") == "yes"
    actions.returned(shipment_id=shipment_id, reason=request.POST.get("reason", ""), fit_for_sale=fit, by=by)
    return _("It is back on the shelf.") if fit else _("It is back, and written off.")


def hand_over(request: HttpRequest, shipment_id: int, by: Member) -> str:
    data = request.POST
    actions.hand_over(
        shipment_id=shipment_id,
        to=data.get("to", ""),
        place=data.get("place", ""),
        words=data.get("words", ""),
        by=by,
    )
    return _("Written down: handed over in person.")


def thank(request: HttpRequest, shipment_id: int, by: Member) -> str:
    actions.thanked(shipment_id=shipment_id, words=request.POST.get("words", ""), by=by)
    return _("Good to read. It is kept with the gift.")


def call_off(request: HttpRequest, shipment_id: int, by: Member) -> str:
    actions.call_off(shipment_id=shipment_id, reason=request.POST.get("reason", ""), by=by)
    return _("Called off. The gift is free for others again.")


ACTS: dict[str, Act] = {
    "ask": ask,
    "revoke": revoke,
    "enter": enter,
    "decline": decline,
    "pack": pack,
    "send": send,
    "deliver": deliver,
    "fail": fail,
    "return": take_back,
    "hand_over": hand_over,
    "thank": thank,
    "call_off": call_off,
}


@require_POST
@allowed(may_ship)
def pack_many(request: HttpRequest) -> HttpResponse:
    ids = [int(one) for one in request.POST.getlist("ids") if one.isdecimal() and len(one) < 16]
    done = actions.pack_many(shipment_ids=ids, by=member_of(request))
    return many(request, done, view="pack")


@require_POST
@allowed(may_ship)
def send_many(request: HttpRequest) -> HttpResponse:
    parcels, unread = parcels_from(request.POST)
    done = actions.send_many(parcels=parcels, by=member_of(request))
    return many(request, done, view="packed", unread=unread)


def many(
    request: HttpRequest, outcomes: list[actions.Outcome], *, view: str, unread: list[int] | None = None
) -> HttpResponse:
    """All done: back to the pile. Some not: the pile again with each reason, and nothing of the entries lost."""
    good = sum(not one.wrong for one in outcomes)
    text = ngettext("%(n)s parcel done.", "%(n)s parcels done.", good) % {"n": good}
    if good == len(outcomes) and not unread:
        messages.success(request, text)
        return redirect(f"{reverse('desk:shipments')}?view={view}")
    if good:
        messages.success(request, text)
    entered = {key: str(value) for key, value in request.POST.items()}
    page = shipments_page(
        member_of(request), QueryDict(f"view={view}"), outcomes=outcomes, unread=unread or (), entered=entered
    )
    return render(request, "desk/shipments/list.html", page, status=409)


@never_cache
@require_GET
@allowed(may_see_shipments)
def slip(request: HttpRequest, shipment_id: int) -> HttpResponseBase:
    member = member_of(request)
    found = the_shipment(shipment_id, member)
    if not sees_address(member, found):
        raise NotPermitted(_("The slip is for those who pack and for whoever looks after the case."))
    file = File(io.BytesIO(packing_slip(found)), name=f"{found.number}.pdf")
    return inline_answer(file, name=f"{found.number}.pdf", content_type="application/pdf", inline=True)
