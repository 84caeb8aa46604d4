"""Who gets a case: its sheet, the waiting queue, the rules of giving, and handing on the cases of somebody away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.casework.cases import actions as cases
from amends.casework.cases.actions.assigning import ensure_is_another
from amends.casework.cases.actions.handing_on import ensure_may_hand_on
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries import case_by_number
from amends.casework.cases.text import required
from amends.doors.desk.access import allowed, member_of, the_case, version_in
from amends.doors.desk.queries.assignment_page import (
    hand_on_page,
    may_lead,
    may_see_rules,
    rules_page,
    waiting_page,
)
from amends.doors.desk.queries.assignment_sheet import assignment_sheet
from amends.doors.desk.views.acting import answering, case_at
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member

NUMBER_AT_MOST = 9


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/assignment.html", assignment_sheet(the_case(number, member), member))


def from_waiting(request: HttpRequest, member: Member) -> bool:
    """Whether the form stood on the page of what waits, and not on the sheet of the case."""
    return request.POST.get("from") == "waiting" and may_lead(member)


def refused(request: HttpRequest, case: Case, member: Member, error: Refused) -> HttpResponse:
    if from_waiting(request, member):
        page = waiting_page(member, request.POST, str(error.message))
        return render(request, "desk/waiting.html", page, status=error.status)
    page = assignment_sheet(case, member, request.POST, str(error.message))
    return render(request, "desk/case/assignment.html", page, status=error.status)


def done(request: HttpRequest, case: Case, member: Member) -> HttpResponse:
    if from_waiting(request, member):
        return redirect("desk:waiting")
    still = case_by_number(case.number, member=member)
    return redirect("desk:case_assignment", case.number) if still else redirect("desk:list")


change = answering(may_work, case_at, done=done, refused=refused)


def somebody_in(request: HttpRequest) -> Member:
    username = request.POST.get("to", "").strip()
    found = Member.objects.filter(username__iexact=username, is_active=True).first() if username else None
    if found is None:
        raise Invalid(_("Choose somebody."), field="to")
    return found


@change
def take(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    version = version_in(request.POST)
    cases.assign_case(
        case_id=case.pk, to=member, reason=request.POST.get("reason", ""), version=version, by=member
    )
    return _("The case is yours now.")


@change
def give_back(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    version = version_in(request.POST)
    cases.give_back_case(case_id=case.pk, reason=request.POST.get("reason", ""), version=version, by=member)
    return _("Given back. The house looks for somebody else, and not for you again.")


@change
def give(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    words, to = required(request.POST.get("reason", ""), limit=400, field="reason"), somebody_in(request)
    ensure_is_another(case, to)
    cases.assign_case(case_id=case.pk, to=to, reason=words, version=version_in(request.POST), by=member)
    return _("Given to %(name)s.") % {"name": to}


@change
def answer(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    choice = request.POST.get("answer", "")
    to = member if choice == "mine" else somebody_in(request) if choice == "give" else None
    cases.answer_review(review_id=row_id, to=to, reason=request.POST.get("reason", ""), by=member)
    return _("Given to %(name)s.") % {"name": to} if to else _("The case stays where it is.")


@require_GET
@allowed(may_lead)
def waiting(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/waiting.html", waiting_page(member_of(request)))


@require_GET
@allowed(may_see_rules)
def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/assignment_rules.html", rules_page(member_of(request), request.GET))


@require_POST
@allowed(may_see_rules)
def set_rule(request: HttpRequest, code: str) -> HttpResponse:
    department = get_object_or_404(Department, code=code)
    try:
        cases.set_assignment_rule(
            department=department,
            method=request.POST.get("method", ""),
            hot_per_shift=whole(request, "hot_per_shift"),
            relief_hours=whole(request, "relief_hours"),
            reason=request.POST.get("reason", ""),
            by=member_of(request),
        )
    except Refused as error:
        messages.error(request, str(error.message))
        page = {**rules_page(member_of(request), request.GET, request.POST), "wrong_code": code}
        return render(request, "desk/assignment_rules.html", page, status=error.status)
    messages.success(
        request, _("From now on cases of %(department)s are given this way.") % {"department": department}
    )
    return redirect("desk:assignment_rules")


def whole(request: HttpRequest, name: str) -> int:
    """A whole number from a form; whatever is none comes out as one that the action refuses."""
    text = request.POST.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= NUMBER_AT_MOST else -1


@require_http_methods(["GET", "POST"])
@allowed(may_lead)
def hand_on(request: HttpRequest, username: str) -> HttpResponse:
    of = get_object_or_404(Member.objects.exclude(role=Role.SYSTEM), username=username)
    by, entered, status = member_of(request), None, 200
    ensure_may_hand_on(by, of)
    if request.method == "POST":
        ids = [int(one) for one in request.POST.getlist("cases") if one.isdigit() and len(one) < 16]
        try:
            to = somebody_in(request) if request.POST.get("to") else None
            done = cases.hand_on_cases(
                member=of, case_ids=ids, to=to, reason=request.POST.get("reason", ""), by=by
            )
            tell(request, done.given, done.refused)
            return redirect("desk:hand_on", username)
        except Refused as error:
            messages.error(request, str(error.message))
            entered, status = request.POST, error.status
    return render(request, "desk/hand_on.html", hand_on_page(of, by, entered), status=status)


def tell(request: HttpRequest, given: list[Case], refused: list[tuple[Case, str]]) -> None:
    if given:
        n = len(given)
        messages.success(request, ngettext("%(n)s case handed on.", "%(n)s cases handed on.", n) % {"n": n})
    for case, why in refused[:10]:
        messages.error(request, f"{case.number}: {why}")
