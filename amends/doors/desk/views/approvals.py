"""The queue of decisions, the sheet of a case with its own, the matrix, and standing in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases import actions as cases
from amends.casework.cases.models import ApprovalRequest
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries.approvals import next_to_ask
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.forms import amount_in, date_in
from amends.doors.desk.queries.approvals import approvals_sheet, authority_page, queue_page
from amends.doors.desk.views.acting import second_person
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.organisation.actions import decide_rule, delegate, end_delegation, enter_rule
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import may_set_authority


def _queue(request: HttpRequest, status: int = 200) -> HttpResponse:
    page = queue_page(member_of(request), request.POST or QueryDict())
    return render(request, "desk/approvals.html", page, status=status)


@require_GET
@allowed(may_work)
def queue(request: HttpRequest) -> HttpResponse:
    return _queue(request)


@require_GET
@allowed(may_work)
def approvals(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/approvals.html", approvals_sheet(the_case(number, member), member))


@require_POST
@allowed(may_work)
def ask(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    try:
        asked = cases.ask_approval(
            case_id=case.pk,
            power=request.POST.get("power", ""),
            amount=amount_in(request.POST.get("amount", "")),
            currency=request.POST.get("currency", ""),
            what=request.POST.get("what", ""),
            urgent="urgent" in request.POST,
            by=member,
        )
    except Refused as error:
        messages.error(request, str(error.message))
        page = approvals_sheet(case, member, request.POST)
        return render(request, "desk/case/approvals.html", page, status=422)
    warn_of_nobody(request, asked)
    whom = asked.asked_of
    messages.success(request, _("%(name)s is asked now.") % {"name": whom} if whom else _("Asked."))
    return redirect("desk:case_approvals", case.number)


def warn_of_nobody(request: HttpRequest, asked: ApprovalRequest) -> None:
    if next_to_ask(asked, present_only=False) is None:
        sentence = _(
            "Nobody above you may decide this sum yet. An administrator sets the limit of a person, also in another currency."
        )
        messages.warning(request, sentence)


def back(act: Callable[[HttpRequest, int], str]) -> Callable[..., HttpResponseBase]:
    """A view that changes one row of the queue and comes back to where the form was."""

    @require_POST
    @allowed(may_work)
    def view(request: HttpRequest, row_id: int) -> HttpResponse:
        try:
            messages.success(request, act(request, row_id))
        except Refused as error:
            messages.error(request, str(error.message))
            return _queue(request, error.status)
        number = request.POST.get("number", "")
        return redirect("desk:case_approvals", number) if number else redirect("desk:approvals")

    return view


@back
def decide(request: HttpRequest, row_id: int) -> str:
    grant = request.POST.get("answer") == "grant"
    cases.decide_approval(
        request_id=row_id, grant=grant, reason=request.POST.get("reason", ""), by=member_of(request)
    )
    return _("Granted. Whoever asked can go on.") if grant else _("Declined, with your reason.")


@back
def withdraw(request: HttpRequest, row_id: int) -> str:
    cases.withdraw_approval(request_id=row_id, by=member_of(request))
    return _("Withdrawn.")


@back
def end_standing_in(request: HttpRequest, row_id: int) -> str:
    row = end_delegation(delegation_id=row_id, by=member_of(request))
    return _("%(name)s does not stand in for you any more.") % {"name": row.delegate}


@require_POST
@allowed(may_work)
def stand_in(request: HttpRequest) -> HttpResponse:
    try:
        to = Member.objects.filter(username__iexact=request.POST.get("to", "").strip()).first()
        if to is None:
            raise Invalid(_("Choose one of the people here."), field="to")
        delegate(
            to=to,
            starts_at=day_in(request, "starts_on", 0),
            ends_at=day_in(request, "ends_on", 1),
            reason=request.POST.get("reason", ""),
            by=member_of(request),
        )
    except Refused as error:
        messages.error(request, str(error.message))
        return _queue(request, 422)
    messages.success(request, _("%(name)s stands in for you for this time.") % {"name": to})
    return redirect("desk:approvals")


def day_in(request: HttpRequest, name: str, more: int) -> datetime:
    """The beginning of a day that was entered, or of the one after it."""
    day = date_in(request.POST.get(name, ""))
    if day is None:
        raise Invalid(_("Choose the first and the last day."), field=name)
    return timezone.make_aware(datetime.combine(day + timedelta(days=more), time.min))


def _authority(request: HttpRequest, status: int = 200) -> HttpResponse:
    page = authority_page(member_of(request), request.POST or request.GET)
    return render(request, "desk/authority.html", page, status=status)


@require_GET
@allowed(may_work)
def authority(request: HttpRequest) -> HttpResponse:
    return _authority(request)


@require_POST
@allowed(may_set_authority)
def set_authority(request: HttpRequest) -> HttpResponse:
    try:
        first_day = request.POST.get("valid_from", "")
        enter_rule(
            power=request.POST.get("power", ""),
            role=request.POST.get("role", ""),
            may="may" in request.POST,
            up_to=amount_in(request.POST.get("up_to", "")),
            currency=request.POST.get("currency", ""),
            sensitive_too="sensitive_too" in request.POST,
            valid_from=day_in(request, "valid_from", 0) if first_day else None,
            reason=request.POST.get("reason", ""),
            by=member_of(request),
        )
    except Refused as error:
        messages.error(request, str(error.message))
        return _authority(request, 422)
    messages.success(request, _("Entered. It counts as soon as a second person has confirmed it."))
    return redirect("desk:authority")


@second_person(may_set_authority, "desk:authority", refused=_authority)
def decide_authority(request: HttpRequest, member: Member, confirm: bool, rule_id: int) -> str:
    decide_rule(rule_id=rule_id, confirm=confirm, by=member)
    return _("It counts now.")
