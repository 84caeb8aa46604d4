"""Cases and others: merging, parting, linking, taking out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries import case_by_number
from amends.doors.desk.access import allowed, member_of, the_case, version_in
from amends.doors.desk.queries.related_sheet import related_sheet
from amends.doors.desk.views.acting import acting
from amends.foundation.kernel.errors import NotFound
from amends.foundation.organisation.models import Member


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/related.html", related_sheet(the_case(number, member), member))


change = acting("desk/case/related.html", related_sheet, "desk:case_related")


def other_in(request: HttpRequest, member: Member) -> Case:
    """The case that was named by its number; the same refusal whether there is none or it is another team's."""
    number = request.POST.get("other", "").strip()
    other = case_by_number(number, member=member)
    if other is None:
        raise NotFound(_("There is no case %(number)s that you may see.") % {"number": number[:20]})
    return other


@change
def merge(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    other, why = other_in(request, member), request.POST.get("why", "")
    if request.POST.get("way") == "here":
        cases.merge_cases(case_id=other.pk, into=case.pk, why=why, by=member)
        return _("%(number)s is read in this case from now on.") % {"number": other.number}
    cases.merge_cases(case_id=case.pk, into=other.pk, why=why, version=version_in(request.POST), by=member)
    return _("This case is read in %(number)s from now on.") % {"number": other.number}


@change
def part(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.undo_merge(merge_id=row_id, by=member)
    return _("The merge is undone. Each case stands alone again.")


@change
def link(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
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
    return _("Linked with %(number)s.") % {"number": other.number}


@change
def unlink(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.end_link(link_id=row_id, by=member)
    return _("The link is ended.")


@change
def split(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
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
    return _("Taken out as %(number)s.") % {"number": new.number}
