"""The guide of a case: shown on its sheet, ticked there or beside the conversation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.queries.guide_sheet import guide_sheet
from amends.doors.desk.views.acting import acting
from amends.foundation.organisation.models import Member
from amends.practice.playbook import actions as playbook

PAGE = "desk/case/guide.html"


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, PAGE, guide_sheet(the_case(number, member), member))


change = acting(PAGE, guide_sheet, "desk:case_guide")
change_beside_the_conversation = acting(PAGE, guide_sheet, "desk:case")


@change
def tick(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    playbook.tick_step(case_id=case.pk, key=request.POST.get("key", ""), by=member)
    return _("Ticked. It stands in the record of the stage.")


@change_beside_the_conversation
def tick_next(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    playbook.tick_step(case_id=case.pk, key=request.POST.get("key", ""), by=member)
    return _("Ticked. It stands in the record of the stage.")


@change
def skip(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    playbook.skip_step(
        case_id=case.pk,
        key=request.POST.get("key", ""),
        reason=request.POST.get("reason", ""),
        by=member,
    )
    return _("Left out, with the reason on record.")


@change
def untick(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    playbook.take_back_tick(case_id=case.pk, key=request.POST.get("key", ""), by=member)
    return _("The tick is taken back.")
