"""Evidence: the sheet of a case, the page of a file, its bytes, redacted copies, holds, and what is not kept any longer."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases import actions as cases
from amends.casework.cases.actions.opening import Opened
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.permissions import may_dispose, may_hold, may_work
from amends.casework.cases.rules.evidence import Box, boxes_from
from amends.casework.clocks.queries import house_profile
from amends.doors.desk.access import allowed, confirmed_in, member_of, the_case
from amends.doors.desk.forms import uploaded
from amends.doors.desk.queries.evidence_sheet import evidence_sheet, file_page, keeping_page
from amends.doors.desk.views.acting import acting
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.kernel.files import inline_answer
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import attach_to_draft, detach_from_draft


@require_GET
@allowed(may_work)
def show(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/evidence.html", evidence_sheet(the_case(number, member), member))


change = acting("desk/case/evidence.html", evidence_sheet, "desk:case_evidence")


@change
def add(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    kept = cases.keep_files(case_id=case.pk, files=uploaded(request), by=member)
    return laid_in(new=kept.new, among=len(kept.files))


def laid_in(*, new: int, among: int) -> str:
    """How many files came in, and how many of them lay there already."""
    if new == among:
        return ngettext("%(n)s file lies in the vault.", "%(n)s files lie in the vault.", new) % {"n": new}
    counts = {"new": new, "there": among - new}
    if not new:
        return _("Nothing new: the vault had all files already (%(there)s).") % counts
    return _("New in the vault: %(new)s. There already: %(there)s.") % counts


@change
def set_hold(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.set_hold(case_id=case.pk, reason=request.POST.get("reason", ""), by=member)
    return _("From now on nothing of this case is deleted or made anonymous.")


@change
def lift_hold(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.lift_hold(case_id=case.pk, reason=request.POST.get("reason", ""), by=member)
    return _("The legal hold is lifted.")


@change
def verify(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    count, broken = cases.verify_case_files(case_id=case.pk, by=member)
    if broken:
        names = _(", ").join(_("“%(name)s”") % {"name": one.name} for one in broken[:5])
        raise Invalid(_("These files are missing or not the ones that came: %(names)s") % {"names": names})
    return _("All %(n)s files are the ones that came.") % {"n": count}


@change
def take_along(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    if request.POST.get("answer") == "no":
        detach_from_draft(case_id=case.pk, attachment_id=row_id, by=member)
        return _("The file does not go with your reply.")
    attach_to_draft(case_id=case.pk, attachment_ids=[row_id], by=member)
    return _("The file goes with your next reply.")


@require_POST
@allowed(may_work)
def reply_files(request: HttpRequest, number: str) -> HttpResponse:
    """Files chosen in the composer: kept in the vault, and laid to the words that are being written."""
    member = member_of(request)
    case = the_case(number, member)
    if gone := request.POST.get("remove", ""):
        chosen = detach_from_draft(case_id=case.pk, attachment_id=number_in(gone), by=member)
    else:
        added = cases.keep_files(case_id=case.pk, files=uploaded(request), by=member).files
        chosen = attach_to_draft(case_id=case.pk, attachment_ids=[one.pk for one in added], by=member)
    return JsonResponse({"files": chosen})


@never_cache
@require_GET
@allowed(may_work)
def look(request: HttpRequest, attachment_id: int) -> HttpResponse:
    member = member_of(request)
    file = cases.look_at(attachment_id=attachment_id, by=member)
    page = number_in(request.GET.get("page", ""))
    return render(request, "desk/case/file.html", file_page(file.case, file, member, page))


@require_POST
@allowed(may_work)
def redact(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Turning to another page keeps the boxes that were drawn; they are black once the copy is asked for."""
    member = member_of(request)
    if "turn_to" in request.POST:
        file = cases.look_at(attachment_id=attachment_id, by=member)
        page = file_page(file.case, file, member, number_in(request.POST["turn_to"]), request.POST)
        return render(request, "desk/case/file.html", page)
    try:
        copy = redacted_by(request, attachment_id, member)
    except Refused as error:
        file = cases.look_at(attachment_id=attachment_id, by=member)
        messages.error(request, str(error.message))
        page = file_page(file.case, file, member, number_in(request.POST.get("shown", "")), request.POST)
        return render(request, "desk/case/file.html", page, status=error.status)
    if copy is None:
        messages.success(
            request, _("The copy is being made page by page. It stands here as soon as it is there.")
        )
        return redirect("desk:look_at_file", attachment_id)
    messages.success(request, _("The redacted copy is made. From now on colleagues and customers see it."))
    return redirect("desk:look_at_file", copy.pk)


def redacted_by(request: HttpRequest, attachment_id: int, member: Member) -> Attachment | None:
    remark = request.POST.get("remark", "")
    if "passages" in request.POST:
        passages = request.POST["passages"].splitlines()
        return cases.redact_with_words(
            attachment_id=attachment_id, passages=passages, remark=remark, by=member
        )
    return cases.redact_with_boxes(
        attachment_id=attachment_id, boxes=boxes_in(request), remark=remark, by=member
    )


def boxes_in(request: HttpRequest) -> list[Box]:
    columns = [request.POST.getlist(name) for name in ("page", "left", "top", "width", "height")]
    try:
        return boxes_from(zip(*columns, strict=False))
    except ValueError as error:
        raise Invalid(
            _(
                "Row %(row)s is no place on the page, or one box too many. Enter left, top, width and height in percent."
            )
            % {"row": error.args[0]},
            field="boxes",
        ) from error


def bytes_view(opening: Callable[..., Opened]) -> Callable[..., HttpResponseBase]:
    """A view that hands out bytes in a form that can run nothing."""

    @never_cache
    @require_GET
    @allowed(may_work)
    def view(request: HttpRequest, /, attachment_id: int, **place: int) -> HttpResponseBase:
        opened = opening(attachment_id=attachment_id, by=member_of(request), **place)
        return inline_answer(
            opened.file,
            name=opened.name,
            content_type=opened.content_type,
            inline=opened.inline,
            part=request.headers.get("Range", ""),
        )

    return view


attachment = bytes_view(cases.open_file)
original = bytes_view(cases.open_original)
thumbnail = bytes_view(cases.open_thumbnail)
page = bytes_view(cases.open_page)


def sees_keeping(member: Member) -> bool:
    return may_hold(member) or may_dispose(member)


@require_GET
@allowed(sees_keeping)
def keeping(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/keeping.html", keeping_page(member_of(request)))


@require_POST
@allowed(sees_keeping)
def list_over(request: HttpRequest) -> HttpResponse:
    def act(by: Member) -> str:
        cases.list_disposal(places=house_profile().jurisdictions, by=by)
        return _("The list is made. It waits for a second person; nothing is deleted yet.")

    return after(request, act)


@require_POST
@allowed(sees_keeping)
def decide(request: HttpRequest, disposal_id: int) -> HttpResponse:
    def act(by: Member) -> str:
        confirm = confirmed_in(request.POST)
        cases.decide_disposal(disposal_id=disposal_id, confirm=confirm, by=by)
        if confirm:
            return _("Confirmed. The bytes are deleted now; rows and hashes stay.")
        return _("Turned down. Nothing is deleted.")

    return after(request, act)


def after(request: HttpRequest, act: Callable[[Member], str]) -> HttpResponse:
    try:
        messages.success(request, act(member_of(request)))
    except Refused as error:
        messages.error(request, str(error.message))
        return render(request, "desk/keeping.html", keeping_page(member_of(request)), status=error.status)
    return redirect("desk:keeping")


def number_in(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
