"""The case page and the small pages beside it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries.related import main_of
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.queries.case_page import case_page
from amends.doors.desk.queries.composer import writing
from amends.doors.desk.queries.next_step import next_step
from amends.doors.desk.queries.trail import case_trail


@never_cache
@require_GET
@allowed(may_work)
def show(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    if case.merged_into_id and (main := main_of(case, member)):
        messages.info(request, _("%(number)s was merged into this case.") % {"number": case.number})
        return redirect("desk:case", main.number)
    page = case_page(case, member)
    context = {**page.context, **next_step(page, member), **writing(page, member)}
    return render(request, "desk/case.html", context)


@require_GET
@allowed(may_work)
def trail(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    case = the_case(number, member)
    return render(request, "desk/case/trail.html", case_trail(case, member, after=request.GET.get("after")))
