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
from amends.doors.desk.queries.asked_before_sending import kept_in, unclear_promises
from amends.doors.desk.queries.letter import draft_request, kind_chosen, knowledge_for, letter_kind
from amends.doors.desk.queries.waiting_reply import weight
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.languages import interface_language
from amends.practice.replies import actions
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.outside import drafted
from amends.practice.replies.queries import files_of_draft, needs_second_person, review_for


@require_POST
@allowed(may_work)
def draft(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    kind = "reply" if request.POST.get("mode") == "reply" else "note"
    actions.save_draft(case_id=case.pk, kind=kind, body=request.POST.get("body", ""), by=member)
    return JsonResponse({"saved": True})


@require_POST
@allowed(may_work)
def check(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    body, kind = request.POST.get("body", ""), kind_chosen(case, request.POST.get("kind", ""))
    found = review_for(case, member, body=body, kind=kind, language=interface_language())
    waits = needs_second_person(case, body, member, found.findings)
    said = found.as_dict()
    findings = [{**one, "weight": weight(one)} for one in said["findings"]]
    return JsonResponse({**said, "findings": findings, "approval": waits})


@require_POST
@allowed(may_work)
def suggest(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    kind = kind_chosen(case, request.POST.get("kind", ""))
    asked = draft_request(case, member, kind=kind)
    draft = drafted(asked, knowledge=knowledge_for(case), stays=case.restricted)
    return JsonResponse({"text": draft.text, "note": draft.note})


@require_POST
@allowed(may_work)
def note(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    key = request.POST.get("idempotency_key") or None
    add_note(case_id=case.pk, body=request.POST.get("body", ""), idempotency_key=key, by=member)
    actions.clear_draft(case_id=case.pk, kind="note", by=member)
    messages.success(request, _("The note is kept."))
    return sent(case)


@require_POST
@allowed(may_work)
def reply(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    kind = letter_kind(case, request.POST.get("kind", ""))
    if asked := unclear_promises(request, case, member, kind):
        return JsonResponse(asked)
    handed_in = actions.submit_reply(
        case_id=case.pk,
        body=request.POST.get("body", ""),
        kind=kind,
        kept=kept_in(request),
        attachment_ids=[one["id"] for one in files_of_draft(case, member)],
        idempotency_key=request.POST.get("idempotency_key") or None,
        by=member,
    )
    if handed_in.state == ReplyState.AWAITING_APPROVAL:
        messages.success(request, _("The reply waits for a second pair of eyes."))
    return sent(case)


def sent(case: Case) -> JsonResponse:
    return JsonResponse({"url": reverse("desk:case", args=[case.number])})


@require_POST
@allowed(may_work)
def undo(request: HttpRequest, number: str, reply_id: int) -> HttpResponse:
    member = member_of(request)
    if request.headers.get("X-Requested-With") == "fetch":
        actions.undo_reply(reply_id=reply_id, by=member)
        return JsonResponse({"undone": True})
    try:
        actions.undo_reply(reply_id=reply_id, by=member)
        messages.success(request, _("Taken back. Nothing was sent; the words are your draft again."))
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:case", number)


@require_POST
@allowed(may_work)
def approve(request: HttpRequest, number: str, reply_id: int) -> HttpResponse:
    try:
        actions.approve_reply(reply_id=reply_id, by=member_of(request))
        messages.success(request, _("Approved. The reply goes out."))
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:case", number)


@require_POST
@allowed(may_work)
def give_back(request: HttpRequest, number: str, reply_id: int) -> HttpResponse:
    try:
        actions.return_reply(reply_id=reply_id, reason=request.POST.get("reason", ""), by=member_of(request))
        messages.success(request, _("Given back to its author."))
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:case", number)
