"""Making good: the sheet of a case, the hub, and the card on paper."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries.parties import addressee_of
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.forms import amount_in, date_in
from amends.doors.desk.queries.giving_hub import giving_page, grant_with_card, may_see_giving
from amends.doors.desk.queries.giving_sheet import card_in, giving_sheet
from amends.doors.desk.queries.weighed import weighed_block
from amends.doors.desk.views.acting import acting
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member
from amends.practice.remedies import actions
from amends.practice.remedies.actions import Carrying, NextPart, Wish
from amends.practice.remedies.cards import card_paper
from amends.practice.remedies.choices import GrantBasis, GrantKind, GrantTiming
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.grants import chosen_option, left_of_option

PAGE = "desk/case/giving.html"


@require_GET
@allowed(may_see_giving)
def hub(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/giving.html", giving_page(member_of(request)))


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, PAGE, giving_sheet(the_case(number, member), member, request.GET))


@require_GET
@allowed(may_work)
def weigh(request: HttpRequest, number: str) -> HttpResponse:
    """What is to be looked at before this much is given; nothing, as long as the form is half filled in."""
    member = member_of(request)
    case = the_case(number, member)
    try:
        weighed = weighed_block(case, member, wish_in(request.GET))
    except Invalid:
        weighed = {}
    return render(request, "desk/case/_weighed.html", {"weighed": weighed})


change = acting(PAGE, giving_sheet, "desk:case_giving")


def whole_in(data: QueryDict, name: str) -> int | None:
    text = data.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid(_("Write a whole number."), field=name)
    return int(text)


def day_in(data: QueryDict) -> date | None:
    """Of gifts in stages the day of the first part, which has a field of its own: it begins today where a surprise waits."""
    own = "first_on" if data.get("timing") == GrantTiming.STAGED and data.get("first_on") else "due_on"
    return date_in(data.get(own, ""))


def wish_in(data: QueryDict) -> Wish:
    return Wish(
        kind=data.get("kind", ""),
        basis=data.get("basis", ""),
        reason=data.get("reason", ""),
        amount=amount_in(data.get("amount", "")),
        currency=data.get("currency", "").strip().upper() or "CNY",
        gift_id=whole_in(data, "gift_other" if data.get("gift") == "other" else "gift"),
        quantity=whole_in(data, "quantity") or 1,
        points=whole_in(data, "points"),
        option_id=whole_in(data, "option"),
        timing=data.get("timing", ""),
        due_on=day_in(data),
        outside_reason=data.get("outside_reason", ""),
        entitlement=data.get("entitlement", ""),
    )


@change
def grant(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    """Grants it, or asks whoever may decide it, with the same form."""
    wish = wish_in(request.POST)
    if "ask" in request.POST:
        urgent, words = "urgent" in request.POST, request.POST.get("words", "")
        asked = actions.ask_for_grant(case_id=case.pk, wish=wish, words=words, urgent=urgent, by=member)
        return _("%(name)s is asked now.") % {"name": asked.asked_of} if asked.asked_of else _("Asked.")
    made = actions.grant_remedy(
        case_id=case.pk, wish=wish, idempotency_key=request.POST.get("key") or None, by=member
    )
    return _("Granted: %(amount)s are set aside.") % {"amount": made.money}


@change
def grant_chosen(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    """What the customer chose, with everything that is known of it."""
    option = chosen_option(case)
    if option is None:
        raise Invalid(_("The customer has not chosen a solution yet."))
    kind = (
        option.kind if option.kind in GrantKind.values and option.kind != GrantKind.GIFT else GrantKind.REFUND
    )
    made = actions.grant_remedy(
        case_id=case.pk,
        wish=Wish(
            kind=kind,
            basis=GrantBasis.SOLUTION,
            reason=_("Chosen by the customer: %(option)s") % {"option": option.title},
            outside_reason=_("Offered to the customer and chosen"),
            amount=left_of_option(option),
            currency=option.currency,
            option_id=option.pk,
            timing=GrantTiming.NOW,
        ),
        idempotency_key=request.POST.get("key") or None,
        by=member,
    )
    return _("Granted: %(amount)s are set aside.") % {"amount": made.money}


@change
def carry_out(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    data = request.POST
    actions.carry_out_grant(
        grant_id=row_id,
        carrying=Carrying(
            way=data.get("way", "post"),
            place=data.get("place", ""),
            packaging=data.get("packaging", ""),
            order_number=data.get("order_number", ""),
            valid_until=date_in(data.get("valid_until", "")),
            done=data.get("done", ""),
        ),
        by=member,
    )
    return _("It is under way.")


@change
def next_part(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    data = request.POST
    part = NextPart(
        due_on=date_in(data.get("due_on", "")),
        gift_id=whole_in(data, "gift"),
        quantity=whole_in(data, "quantity") or 1,
        amount=amount_in(data.get("amount", "")),
        points=whole_in(data, "points"),
        more_follow="more" in data,
        reason=data.get("reason", ""),
        outside_reason=data.get("outside_reason", ""),
    )
    made = actions.grant_next_part(grant_id=row_id, part=part, by=member)
    return _("The next part is set aside: %(amount)s, for %(day)s.") % {
        "amount": made.money,
        "day": made.due_on,
    }


@change
def cancel(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    actions.cancel_grant(grant_id=row_id, reason=request.POST.get("reason", ""), by=member)
    return _("Cancelled. Money and gift are free again.")


@change
def settle(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    actions.settle_grant(grant_id=row_id, by=member)
    return _("Recorded: the customer has it.")


@change
def came_back(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    actions.grant_came_back(
        grant_id=row_id,
        reason=request.POST.get("reason", ""),
        kept_cost="kept_cost" in request.POST,
        by=member,
    )
    return _("Recorded: it is with us again.")


@change
def open_gate(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    actions.open_gate(grant_id=row_id, reason=request.POST.get("reason", ""), by=member)
    return _("The gate is open for this one, with your name and reason.")


@change
def plan(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    due_on = date_in(request.POST.get("due_on", ""))
    actions.plan_grant(grant_id=row_id, timing=request.POST.get("timing", ""), due_on=due_on, by=member)
    return _("The day is changed.")


@change
def write_card(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    actions.write_card(grant_id=row_id, card=card_in(request.POST), by=member)
    return _("The card is kept.")


@require_GET
@allowed(may_work)
def card(request: HttpRequest, number: str, row_id: int) -> HttpResponse:
    """The card as a PDF, to be put into the parcel sealed."""
    found: Grant = grant_with_card(number, row_id, member_of(request))
    made = card_paper(found, found.card.words, name=addressee_of(found.case))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.case.number}-card.pdf"'
    return response
