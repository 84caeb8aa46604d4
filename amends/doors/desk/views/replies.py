"""Writing to the customer: drafts, the check while writing, sending, taking back, approving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.casework.cases.actions import add_note
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.queries.letter import draft_request, findings_as_json, kind_of_letter
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.languages import interface_language
from amends.foundation.organisation.models import Member
from amends.practice.replies.check import check_reply
from amends.practice.replies.drafting import draft_reply


@require_POST
@allowed(may_work)
def draft(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    kind = "reply" if request.POST.get("mode") == "reply" else "note"
    _actions().save_draft(case_id=case.pk, kind=kind, body=request.POST.get("body", ""), by=member)
    return JsonResponse({"saved": True})


@require_POST
@allowed(may_work)
def check(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    context = draft_request(case, member).check_context(interface_language())
    found = check_reply(request.POST.get("body", ""), complaint=case.summary, context=context)
    return JsonResponse({"findings": findings_as_json(found)})


@require_POST
@allowed(may_work)
def suggest(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return JsonResponse({"text": draft_reply(draft_request(the_case(number, member), member))})


@require_POST
@allowed(may_work)
def send(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    body, key = request.POST.get("body", ""), request.POST.get("idempotency_key") or None
    if request.POST.get("mode") == "reply":
        messages.success(request, submit(case, body, key, member))
    else:
        add_note(case_id=case.pk, body=body, idempotency_key=key, by=member)
        _actions().save_draft(case_id=case.pk, kind="note", body="", by=member)
        messages.success(request, _("The note is kept."))
    return JsonResponse({"url": reverse("desk:case", args=[case.number])})


def submit(case: Case, body: str, key: str | None, member: Member) -> str:
    reply = _actions().submit_reply(
        case_id=case.pk, body=body, kind=kind_of_letter(case), idempotency_key=key, by=member
    )
    if reply.state == "awaiting_approval":
        return _("The reply waits for a second pair of eyes.")
    return _("The reply goes out in a moment; until then you can take it back.")


@require_POST
@allowed(may_work)
def undo(request: HttpRequest, number: str, reply_id: int) -> HttpResponse:
    _actions().undo_reply(reply_id=reply_id, by=member_of(request))
    return JsonResponse({"undone": True})


@require_POST
@allowed(may_work)
def approve(request: HttpRequest, number: str, reply_id: int) -> HttpResponse:
    try:
        _actions().approve_reply(reply_id=reply_id, by=member_of(request))
        messages.success(request, _("Approved. The reply goes out."))
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:case", number)


@require_POST
@allowed(may_work)
def give_back(request: HttpRequest, number: str, reply_id: int) -> HttpResponse:
    try:
        _actions().return_reply(reply_id=reply_id, reason=request.POST.get("reason", ""), by=member_of(request))
        messages.success(request, _("Given back to its author."))
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:case", number)


def _actions():
    from amends.practice.replies import actions

    return actions
