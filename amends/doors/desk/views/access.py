"""Who may know of a case: restricting it, letting people in, and keeping out those it is about."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, confirmed_in, member_of, the_case, version_in
from amends.doors.desk.forms import date_in
from amends.doors.desk.queries.access_sheet import access_sheet
from amends.doors.desk.views.acting import acting
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member


@require_GET
@allowed(may_work)
def access(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/access.html", access_sheet(the_case(number, member), member))


change = acting("desk/case/access.html", access_sheet, "desk:case_access")


@change
def restrict(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.restrict_case(
        case_id=case.pk, reason=reason_in(request), version=version_in(request.POST), by=member
    )
    return _("From now on only those named here know of the case.")


@change
def lift(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.lift_restriction(
        case_id=case.pk, reason=reason_in(request), version=version_in(request.POST), by=member
    )
    return _("The restriction is lifted.")


@change
def let_in(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    somebody = chosen(request)
    cases.let_in(
        case_id=case.pk, member=somebody, reason=reason_in(request), until=end_of_day(request), by=member
    )
    return _("%(name)s may know of the case now.") % {"name": somebody}


@change
def end(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    ended = cases.end_access(case_id=case.pk, access_id=row_id, by=member)
    return _("%(name)s does not see the case any more.") % {"name": ended.member}


@change
def mark(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    somebody = chosen(request)
    cases.mark_concerned(case_id=case.pk, member=somebody, reason=reason_in(request), by=member)
    return _("%(name)s and their line manager stay out of this case from now on.") % {"name": somebody}


@change
def decide(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    confirm = confirmed_in(request.POST)
    row = cases.decide_concerned(
        case_id=case.pk, concerned_id=row_id, confirm_it=confirm, reason=reason_in(request), by=member
    )
    if confirm:
        return _("%(name)s and their line manager stay out of this case from now on.") % {"name": row.member}
    return _("Noted: the complaint does not concern %(name)s.") % {"name": row.member}


@change
def clear(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    row = cases.clear_concerned(case_id=case.pk, concerned_id=row_id, reason=reason_in(request), by=member)
    return _("%(name)s is not kept out of this case any more.") % {"name": row.member}


def reason_in(request: HttpRequest) -> str:
    return request.POST.get("reason", "")


def chosen(request: HttpRequest) -> Member:
    username = request.POST.get("member", "").strip()
    found = Member.objects.filter(username__iexact=username, is_active=True).first() if username else None
    if found is None:
        raise Invalid(_("Choose one of the people here."), field="member")
    return found


def end_of_day(request: HttpRequest) -> datetime | None:
    """The chosen day is the last one on which it holds."""
    day = date_in(request.POST.get("until", ""))
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
