"""What is fair in a case: looked at on a page of its own, with the questions that a law asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.queries.advice_sheet import advice_sheet, answers_in
from amends.doors.desk.views.acting import acting
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions import answer_case_facts

PAGE = "desk/case/advice.html"


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, PAGE, advice_sheet(the_case(number, member), member))


@acting(PAGE, advice_sheet, "desk:case_advice")
def answer(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    answer_case_facts(case_id=case.pk, answers=answers_in(request.POST), by=member)
    return _("Kept, with your name.")
