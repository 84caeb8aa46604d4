"""Joint meetings on a case: convening, signing the minutes, and turning decisions into tasks and promises."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.doors.desk.forms import moment_in
from amends.doors.desk.views.tasks import change, place_in
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member


@change
def convene(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    names = request.POST.getlist("participants")
    cases.convene_meeting(
        case_id=case.pk,
        at=moment_in(request.POST.get("at", "")),
        agenda=request.POST.get("agenda", ""),
        participants=list(Member.objects.filter(username__in=names[:100], is_active=True)),
        place=request.POST.get("place", ""),
        link=request.POST.get("link", ""),
        with_customer=bool(request.POST.get("with_customer")),
        by=member,
    )
    return _("The meeting is convened.")


@change
def sign(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.sign_minutes(
        meeting_id=row_id,
        minutes=request.POST.get("minutes", ""),
        decisions=request.POST.get("decisions", "").splitlines(),
        by=member,
    )
    return _("Signed. The minutes stay as they are from now on.")


@change
def add(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.add_to_minutes(meeting_id=row_id, text=request.POST.get("text", ""), by=member)
    return _("Added beside the minutes.")


@change
def call_off(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.call_off_meeting(meeting_id=row_id, reason=request.POST.get("reason", ""), by=member)
    return _("The meeting is called off.")


@change
def turn(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    """A decision becomes a task of a department or a promise to the customer."""
    until = moment_in(request.POST.get("until", ""))
    if request.POST.get("into") == "promise":
        cases.make_promise_of(decision_id=row_id, due_at=until, by=member)
        return _("It is owed to the customer now.")
    if request.POST.get("into") != "task":
        raise Invalid(_("Choose what becomes of the decision."), field="into")
    department, _person = place_in(request)
    cases.make_task_of(
        decision_id=row_id, kind=department.function, department=department, finish_by=until, by=member
    )
    return _("Given to %(name)s.") % {"name": department}
