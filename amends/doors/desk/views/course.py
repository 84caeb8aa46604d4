"""The stages of a case on their own sheet: recording, going on and back, ending, linking, labels; and its points."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases import actions as cases
from amends.casework.cases.actions.loose_ends import named
from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries import loose_ends
from amends.casework.cases.rules import DETAILS
from amends.doors.desk.access import allowed, member_of, the_case, version_in
from amends.doors.desk.forms import moment_in
from amends.doors.desk.queries.course_sheet import course_sheet
from amends.doors.desk.queries.first_reply import saying_what_is_to_come
from amends.doors.desk.queries.point_sheet import point_sheet
from amends.doors.desk.views.acting import acting, ended
from amends.doors.desk.views.promises import owner_in
from amends.foundation.organisation.models import Member


@require_GET
@allowed(may_work)
def course(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/course.html", course_sheet(the_case(number, member), member))


@require_GET
@allowed(may_work)
def points(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/points.html", point_sheet(the_case(number, member), member))


@require_GET
@allowed(may_work)
def loose(request: HttpRequest, number: str) -> HttpResponse:
    """What is still open in the case, for the form that closes it: asked for when the form is opened."""
    ends = loose_ends(the_case(number, member_of(request)), without_findings=True)
    return render(request, "desk/case/_loose_ends.html", {"loose": named(ends)})


on_course = acting("desk/case/course.html", course_sheet, "desk:case_course")
on_points = acting("desk/case/points.html", point_sheet, "desk:case_points")


def details_in(request: HttpRequest, case: Case) -> dict[str, str]:
    """What the form of this stage held besides words; fields it did not show stay as they are."""
    return {name: request.POST[name] for name in DETAILS.get(Stage(case.stage), {}) if name in request.POST}


@on_course
def write(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.write_record(
        case_id=case.pk,
        text=request.POST.get("record", ""),
        details=details_in(request, case),
        version=version_in(request.POST),
        by=member,
    )
    return _("The record of the stage is kept.")


@on_course
def go_on(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    with saying_what_is_to_come(case, member):
        case = cases.advance_stage(
            case_id=case.pk,
            skip_reason=request.POST.get("skip_reason", ""),
            version=version_in(request.POST),
            by=member,
        )
    return _("Now: %(stage)s.") % {"stage": Stage(case.stage).label}


@on_course
def go_back(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    case = cases.go_back(
        case_id=case.pk,
        stage=request.POST.get("stage", ""),
        reason=request.POST.get("reason", ""),
        version=version_in(request.POST),
        by=member,
    )
    return _("Back at: %(stage)s.") % {"stage": Stage(case.stage).label}


@on_course
def end(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    done = cases.end_case(
        case_id=case.pk,
        outcome=request.POST.get("outcome", ""),
        reason=request.POST.get("reason", ""),
        left_open=request.POST.get("left_open", ""),
        ending=request.POST.dict(),
        version=version_in(request.POST),
        by=member,
    )
    return ended(done)


@on_course
def come_back(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.reopen_case(
        case_id=case.pk, reason=request.POST.get("reason", ""), version=version_in(request.POST), by=member
    )
    return _("The case is open again.")


@on_course
def follow_up(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    later = cases.follow_up_case(
        case_id=case.pk,
        text=request.POST.get("text", ""),
        reason=request.POST.get("reason", ""),
        idempotency_key=request.POST.get("idempotency_key") or None,
        by=member,
    )
    return _("A follow-up case has begun: %(number)s.") % {"number": later.number}


@on_course
def put_label(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.put_label(case_id=case.pk, code=request.POST.get("label", ""), by=member)
    return _("The label is kept.")


@on_course
def take_up(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.take_up_raised(case_id=case.pk, words=request.POST.get("words", ""), by=member)
    return _("Taken up. It is on record how it goes on.")


@on_points
def judge(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    names = ("finding", "reason", "cause", "responsible", "remedy")
    given = {name: request.POST.get(name, "") for name in names}
    cases.judge_point(case_id=case.pk, point_id=row_id, version=version_in(request.POST), by=member, **given)
    return _("The finding is on record.")


@on_points
def promise_for(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.promise_for_point(
        case_id=case.pk,
        point_id=row_id,
        text=request.POST.get("text", ""),
        due_at=moment_in(request.POST.get("due_at", "")),
        owner=owner_in(request),
        by=member,
    )
    return _("It is owed to the customer now.")


@on_points
def support(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    file = request.POST.get("attachment", "")
    cases.add_evidence(
        case_id=case.pk,
        point_id=row_id,
        attachment_id=int(file) if file.isdecimal() and len(file) < 16 else None,
        passage=request.POST.get("passage", ""),
        by=member,
    )
    return _("The evidence is attached to the point.")


@on_points
def drop_support(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.drop_evidence(case_id=case.pk, evidence_id=row_id, by=member)
    return _("The evidence is untied; the file and the message stay.")
