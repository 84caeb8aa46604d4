"""The case page and the small pages beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from amends.casework.cases.actions.viewing import note_viewing
from amends.casework.cases.choices import Door
from amends.casework.cases.models import Attachment
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries import visible_cases
from amends.casework.cases.vault import open_kept
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.queries.case_page import case_page
from amends.doors.desk.queries.composer import writing
from amends.doors.desk.queries.next_step import next_step
from amends.doors.desk.queries.trail import case_trail
from amends.foundation.kernel.errors import NotFound
from amends.foundation.kernel.files import inline_answer


@never_cache
@require_GET
@allowed(may_work)
def show(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    page = case_page(case, member)
    context = {**page.context, **next_step(page, member), **writing(page, member)}
    return render(request, "desk/case.html", context)


@require_GET
@allowed(may_work)
def trail(request: HttpRequest, number: str) -> HttpResponse:
    case = the_case(number, member_of(request))
    return render(request, "desk/case/trail.html", case_trail(case, after=request.GET.get("after")))


@require_GET
@allowed(may_work)
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    member = member_of(request)
    files = Attachment.objects.filter(pk=attachment_id, case__in=visible_cases(member))
    file = files.select_related("case").first()
    if file is None:
        raise NotFound()
    note_viewing(case=file.case, door=Door.FILE, by=member)
    return inline_answer(open_kept(file.sha256), name=file.name, content_type=file.content_type)
