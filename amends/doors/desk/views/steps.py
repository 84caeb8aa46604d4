"""What a handler does to a case; each view takes the form and calls one action."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.casework.cases import actions as cases
from amends.casework.cases.choices import Stage
from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.rules import DETAILS
from amends.doors.desk.access import allowed, member_of, the_case, version_in
from amends.doors.desk.forms import options_in
from amends.doors.desk.queries.first_reply import saying_what_is_to_come
from amends.doors.desk.views.acting import ended
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.organisation.models import Member
from amends.oversight.improvement.actions import record_cause
from amends.practice.remedies.actions import propose_solutions

Step = Callable[[HttpRequest, Case, Member], str]


def step(
    act: Step, *, place: Callable[[HttpRequest], str] = lambda request: ""
) -> Callable[..., HttpResponseBase]:
    """A view that acts on a case and comes back to it, to a `place` on the page, saying what was done or why not."""

    @require_POST
    @allowed(may_work)
    def view(request: HttpRequest, number: str) -> HttpResponse:
        member = member_of(request)
        case = the_case(number, member)
        back = reverse("desk:case", args=[case.number]) + place(request)
        by_script = "application/json" in request.headers.get("Accept", "")
        try:
            messages.success(request, act(request, case, member))
        except Refused as error:
            if by_script:
                raise
            messages.error(request, str(error.message))
        return JsonResponse({"url": back}) if by_script else redirect(back)

    return view


@step
def advance(request: HttpRequest, case: Case, member: Member) -> str:
    known = DETAILS.get(Stage(case.stage), {})
    with saying_what_is_to_come(case, member):
        cases.advance_stage(
            case_id=case.pk,
            record=request.POST.get("record", ""),
            details={name: request.POST[name] for name in known if name in request.POST},
            skip_reason=request.POST.get("skip_reason", ""),
            version=version_in(request.POST),
            by=member,
        )
    return _("The next stage has begun.")


@step
def write_record(request: HttpRequest, case: Case, member: Member) -> str:
    cases.write_record(
        case_id=case.pk, text=request.POST.get("record", ""), version=version_in(request.POST), by=member
    )
    return _("Recorded.")


@step
def assign(request: HttpRequest, case: Case, member: Member) -> str:
    username = request.POST.get("to", "").strip()
    to = Member.objects.filter(username__iexact=username, is_active=True).first() if username else None
    if username and to is None:
        raise Invalid(_("Nobody here is called “%(name)s”.") % {"name": username[:40]}, field="to")
    cases.assign_case(
        case_id=case.pk,
        to=to,
        reason=request.POST.get("reason", "")[:200],
        version=version_in(request.POST),
        by=member,
    )
    return _("Given to %(name)s.") % {"name": to} if to else _("Put back into the waiting queue.")


@step
def propose(request: HttpRequest, case: Case, member: Member) -> str:
    propose_solutions(
        case_id=case.pk,
        letter=request.POST.get("letter", ""),
        options=options_in(request.POST),
        version=version_in(request.POST),
        idempotency_key=request.POST.get("idempotency_key") or None,
        by=member,
    )
    return _("The options are before the customer now.")


@step
def solved(request: HttpRequest, case: Case, member: Member) -> str:
    cases.mark_solved(
        case_id=case.pk, what=request.POST.get("what", ""), version=version_in(request.POST), by=member
    )
    return _("Recorded as carried out. Follow up within 24 hours.")


@step
def followed_up(request: HttpRequest, case: Case, member: Member) -> str:
    cases.mark_followed_up(
        case_id=case.pk, what=request.POST.get("what", ""), version=version_in(request.POST), by=member
    )
    return _("The follow-up is on record.")


@step
def cause(request: HttpRequest, case: Case, member: Member) -> str:
    record_cause(
        case_id=case.pk,
        cause=request.POST.get("cause", ""),
        lesson=request.POST.get("lesson", ""),
        measure=request.POST.get("measure", ""),
        version=version_in(request.POST),
        by=member,
    )
    return _("The cause is on record.")


@step
def close(request: HttpRequest, case: Case, member: Member) -> str:
    done = cases.end_case(
        case_id=case.pk,
        outcome=request.POST.get("outcome", ""),
        reason=request.POST.get("reason", ""),
        left_open=request.POST.get("left_open", ""),
        ending={"how": request.POST.get("how", "")},
        version=version_in(request.POST),
        by=member,
    )
    return ended(done)


@step
def reopen(request: HttpRequest, case: Case, member: Member) -> str:
    cases.reopen_case(
        case_id=case.pk, reason=request.POST.get("reason", ""), version=version_in(request.POST), by=member
    )
    return _("The case is open again.")
