"""The clocks of a case: look at them, let them stand still and go on, start and end legal limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.clocks.actions import end_legal, pause_clock, resume_clock, start_duty
from amends.doors.desk.access import allowed, member_of, the_case, version_in
from amends.doors.desk.queries.clock_sheet import clock_sheet
from amends.foundation.kernel.errors import Invalid, Refused

Act = Callable[[HttpRequest, Case, int], str]


def _page(
    request: HttpRequest, case: Case, entered: QueryDict | None = None, status: int = 200
) -> HttpResponse:
    page = clock_sheet(case, member_of(request), entered or QueryDict())
    return render(request, "desk/case/clocks.html", page, status=status)


@require_GET
@allowed(may_work)
def show(request: HttpRequest, number: str) -> HttpResponse:
    return _page(request, the_case(number, member_of(request)))


def act(what: Act) -> Callable[..., HttpResponseBase]:
    """A view that does something to a clock; refused, the sheet says why and keeps what was entered."""

    @require_POST
    @allowed(may_work)
    def view(request: HttpRequest, number: str, clock_id: int = 0) -> HttpResponse:
        case = the_case(number, member_of(request))
        try:
            messages.success(request, what(request, case, clock_id))
        except Refused as error:
            messages.error(request, str(error.message))
            return _page(request, case, request.POST, status=error.status)
        return redirect("desk:case_clocks", case.number)

    return view


@act
def pause(request: HttpRequest, case: Case, clock_id: int) -> str:
    pause_clock(
        case_id=case.pk,
        clock_id=clock_id,
        reason=request.POST.get("reason", ""),
        note=request.POST.get("note", ""),
        version=version_in(request.POST),
        by=member_of(request),
    )
    return _("The clock is paused. It runs again when you resume it.")


@act
def resume(request: HttpRequest, case: Case, clock_id: int) -> str:
    version = version_in(request.POST)
    resume_clock(case_id=case.pk, clock_id=clock_id, version=version, by=member_of(request))
    return _("The clock goes on.")


@act
def end(request: HttpRequest, case: Case, clock_id: int) -> str:
    what, version = request.POST.get("what", ""), version_in(request.POST)
    end_legal(case_id=case.pk, clock_id=clock_id, what=what, version=version, by=member_of(request))
    return _("The legal limit is met.")


@act
def start(request: HttpRequest, case: Case, clock_id: int) -> str:
    start_duty(
        case_id=case.pk,
        code=request.POST.get("code", ""),
        started_at=moment_in(request.POST.get("started_at", "")),
        version=version_in(request.POST),
        by=member_of(request),
    )
    return _("The legal limit runs.")


def moment_in(written: str) -> datetime:
    """A moment as the browser's field writes it, by the house's clock."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise Invalid(_("Say the day and the time."), field="started_at") from error
    return timezone.make_aware(moment) if moment.tzinfo is None else moment
