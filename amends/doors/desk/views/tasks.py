"""Tasks of departments and the hand-over of a case: giving, accepting, returning, urging, finishing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of, the_case, version_in
from amends.doors.desk.forms import moment_in
from amends.doors.desk.queries.task_page import task_page
from amends.doors.desk.queries.task_sheet import place_named, task_sheet
from amends.doors.desk.views.acting import acting
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Department, Member


@require_GET
@allowed(may_work)
def tasks(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/tasks.html", task_page(member_of(request), request.GET))


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/tasks.html", task_sheet(the_case(number, member), member))


change = acting("desk/case/tasks.html", task_sheet, "desk:case_tasks", elsewhere="desk:tasks")


def place_in(request: HttpRequest) -> tuple[Department, Member | None]:
    department, person = place_named(request.POST.get("place", ""))
    if department is None:
        raise Invalid(_("Choose a department."), field="department")
    return department, person


@change
def give(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    department, person = place_in(request)
    cases.give_task(
        case_id=case.pk,
        kind=department.function,
        department=department,
        person=person,
        asked=request.POST.get("asked", ""),
        accept_by=moment_in(request.POST.get("accept_by", "")),
        finish_by=moment_in(request.POST.get("finish_by", "")),
        idempotency_key=request.POST.get("idempotency_key") or None,
        by=member,
    )
    return _("The task is given to %(name)s.") % {"name": person or department}


@change
def give_again(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    department, person = place_in(request)
    cases.give_task_again(
        task_id=row_id,
        kind=department.function,
        department=department,
        person=person,
        asked=request.POST.get("asked", ""),
        accept_by=moment_in(request.POST.get("accept_by", "")),
        finish_by=moment_in(request.POST.get("finish_by", "")),
        by=member,
    )
    return _("The task is given to %(name)s.") % {"name": person or department}


@change
def accept(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.accept_task(task_id=row_id, by=member)
    return _("Accepted. It is yours now.")


@change
def give_back(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.return_task(task_id=row_id, reason=request.POST.get("reason", ""), by=member)
    return _("Returned with your reason.")


@change
def done(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.finish_task(task_id=row_id, result=request.POST.dict(), by=member)
    return _("Done. The result is in the case.")


@change
def urge(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.urge_task(task_id=row_id, words=request.POST.get("words", ""), by=member)
    return _("Urged. It is counted.")


@change
def raise_up(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.raise_task(task_id=row_id, words=request.POST.get("words", ""), by=member)
    return _("Raised to the lead of the department.")


@change
def withdraw(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.withdraw_task(task_id=row_id, reason=request.POST.get("reason", ""), by=member)
    return _("Withdrawn.")


@change
def hand_over(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    department, person = place_in(request)
    cases.ask_handover(
        case_id=case.pk,
        department=department,
        person=person,
        reason=request.POST.get("reason", ""),
        answer_by=moment_in(request.POST.get("answer_by", "")),
        version=version_in(request.POST),
        by=member,
    )
    return _("Asked. Until they accept, the case stays with you.")


@change
def answer_handover(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    if request.POST.get("answer") == "accept":
        to = cases.accept_handover(handover_id=row_id, by=member).case.owner
        if to != member:
            return _("Accepted. The case is with %(name)s now.") % {"name": to}
        return _("Accepted. The case is yours now.")
    cases.return_handover(handover_id=row_id, reason=request.POST.get("reason", ""), by=member)
    return _("Returned with your reason.")


@change
def take_back(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.take_back_handover(handover_id=row_id, by=member)
    return _("Taken back. The case stays where it is.")
