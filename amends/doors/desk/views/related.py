"""Cases and others: merging, parting, linking, taking out."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries import case_by_number
from amends.doors.desk.access import allowed, member_of, the_case, version_in
from amends.doors.desk.queries.related_sheet import related_sheet
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.organisation.models import Member

Act = Callable[[HttpRequest, Case, Member, int], tuple[str, Case]]


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/related.html", related_sheet(the_case(number, member), member))


def change(act: Act) -> Callable[..., HttpResponseBase]:
    """A view that acts on what a case has to do with others, and shows the sheet of the case it leads to."""

    @require_POST
    @allowed(may_work)
    def view(request: HttpRequest, number: str, row_id: int = 0) -> HttpResponse:
        member = member_of(request)
        case = the_case(number, member)
        try:
            words, there = act(request, case, member, row_id)
        except Refused as error:
            page = related_sheet(case, member, request.POST, wrong=str(error.message))
            return render(request, "desk/case/related.html", page, status=error.status)
        messages.success(request, words)
        return redirect("desk:case_related", there.number)

    return view


def other_in(request: HttpRequest, member: Member) -> Case:
    """The case that was named by its number; the same refusal whether there is none or it is another team's."""
    number = request.POST.get("other", "").strip()
    other = case_by_number(number, member=member)
    if other is None:
        raise NotFound(_("There is no case %(number)s that you may see.") % {"number": number[:20]})
    return other


@change
def merge(request: HttpRequest, case: Case, member: Member, row_id: int) -> tuple[str, Case]:
    main = other_in(request, member)
    if request.POST.get("way") == "here":
        case, main = main, case
    version = version_in(request.POST) if case.number == request.POST.get("here") else None
    cases.merge_cases(
        case_id=case.pk, into=main.pk, why=request.POST.get("why", ""), version=version, by=member
    )
    return _("%(number)s is read in this case from now on.") % {"number": case.number}, main


@change
def part(request: HttpRequest, case: Case, member: Member, row_id: int) -> tuple[str, Case]:
    cases.undo_merge(merge_id=row_id, by=member)
    return _("The merge is undone. Each case stands alone again."), case


@change
def link(request: HttpRequest, case: Case, member: Member, row_id: int) -> tuple[str, Case]:
    other = other_in(request, member)
    kind = request.POST.get("kind", "")
    first, second = (other, case) if kind == "parent" else (case, other)
    cases.link_cases(
        case_id=first.pk,
        other_id=second.pk,
        kind="child" if kind == "parent" else kind,
        reason=request.POST.get("reason", ""),
        by=member,
    )
    return _("Linked with %(number)s.") % {"number": other.number}, case


@change
def unlink(request: HttpRequest, case: Case, member: Member, row_id: int) -> tuple[str, Case]:
    cases.end_link(link_id=row_id, by=member)
    return _("The link is ended."), case


@change
def split(request: HttpRequest, case: Case, member: Member, row_id: int) -> tuple[str, Case]:
    chosen = {
        name: [int(value) for value in request.POST.getlist(name) if value.isdecimal() and len(value) < 19]
        for name in ("points", "messages")
    }
    new = cases.split_case(
        case_id=case.pk,
        reason=request.POST.get("reason", ""),
        point_ids=chosen["points"],
        message_ids=chosen["messages"],
        idempotency_key=request.POST.get("idempotency_key") or None,
        by=member,
    )
    return _("Taken out as %(number)s.") % {"number": new.number}, case
