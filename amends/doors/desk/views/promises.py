"""The promise ledger: confirming what a reply promised, entering by hand, keeping, breaking and striking out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases import actions as cases
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.forms import moment_in
from amends.doors.desk.queries.promise_pages import promise_page, promise_sheet
from amends.doors.desk.views.acting import acting
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member


@require_GET
@allowed(may_work)
def promises(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/promises.html", promise_page(member_of(request), request.GET))


@require_GET
@allowed(may_work)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/case/promises.html", promise_sheet(the_case(number, member), member))


change = acting("desk/case/promises.html", promise_sheet, "desk:case_promises")


def owner_in(request: HttpRequest) -> Member | None:
    username = request.POST.get("owner", "")
    owner = Member.objects.filter(username=username, is_active=True).first() if username else None
    if username and owner is None:
        raise Invalid(_("Nobody here is called “%(name)s”.") % {"name": username[:40]}, field="owner")
    return owner


@change
def add(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.add_promise(
        case_id=case.pk,
        text=request.POST.get("text", ""),
        due_at=moment_in(request.POST.get("due_at", "")),
        remind_at=moment_in(request.POST.get("remind_at", "")),
        owner=owner_in(request),
        by=member,
    )
    return _("It is owed to the customer now.")


@change
def confirm(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    """Confirms with the words and the time as they stand in the form, or strikes it out with a reason."""
    if "strike" in request.POST:
        cases.strike_promise(promise_id=row_id, reason=request.POST.get("reason", ""), by=member)
        return _("Struck out.")
    due = moment_in(request.POST.get("due_at", ""))
    if due is None:
        # Whoever empties the field takes the found time back: it is not to come in again behind their back.
        raise Invalid(_("Say until when: a promise without a date is none."), field="due_at")
    cases.confirm_promise(
        promise_id=row_id,
        text=request.POST.get("text", ""),
        due_at=due,
        owner=owner_in(request),
        by=member,
    )
    return _("It is owed to the customer now.")


@change
def keep(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.keep_promise(promise_id=row_id, by=member)
    return _("Kept. Good.")


@change
def break_it(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.break_promise(
        promise_id=row_id,
        reason=request.POST.get("reason", ""),
        told=request.POST.get("told", ""),
        by=member,
    )
    return _("On record: why it was not kept, and what the customer was told.")


@change
def strike(request: HttpRequest, case: Case, member: Member, row_id: int) -> str:
    cases.strike_promise(promise_id=row_id, reason=request.POST.get("reason", ""), by=member)
    return _("Struck out.")
