"""Working time: which days and hours count."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.clocks.actions.dry_runs import decide_days
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.calendars import calendars_page
from amends.doors.desk.views.acting import second_person
from amends.foundation.calendars.actions import (
    add_calendar,
    enter_hours,
    enter_notice,
)
from amends.foundation.calendars.models import Calendar, HoursChange, Notice
from amends.foundation.calendars.permissions import may_decide, may_enter
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member


def everybody(member: Member) -> bool:
    """Everybody who works here may know which days count."""
    return member.is_active


def _page(request: HttpRequest, entered: QueryDict | None = None) -> HttpResponse:
    page = calendars_page(member_of(request), request.GET, entered or QueryDict())
    return render(request, "desk/calendars.html", page, status=422 if entered else 200)


def _at(calendar: Calendar) -> str:
    return f"{reverse('desk:calendars')}?calendar={calendar.code}"


@require_GET
@allowed(everybody)
def calendars(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@allowed(may_enter)
def hours(request: HttpRequest, code: str) -> HttpResponse:
    calendar = get_object_or_404(Calendar, code=code)
    try:
        enter_hours(calendar=calendar, week=request.POST.getlist("week"), by=member_of(request))
    except Refused as error:
        messages.error(request, str(error.message))
        return _page(request, request.POST)
    messages.success(request, _("Entered. It counts as soon as a second person has confirmed it."))
    return redirect(_at(calendar))


@second_person(may_decide, "desk:calendars", of=HoursChange)
def decide_new_hours(request: HttpRequest, member: Member, confirm: bool, change: HoursChange) -> str:
    decide_days(waiting=change, confirm=confirm, by=member)
    return _("The new hours count from now on.")


@require_POST
@allowed(may_enter)
def add(request: HttpRequest) -> HttpResponse:
    form = {name: request.POST.get(name, "") for name in ("code", "name", "zone")}
    like = Calendar.objects.filter(code=request.POST.get("like", "")).first()
    try:
        made = add_calendar(**form, like=like, by=member_of(request))
    except Refused as error:
        messages.error(request, str(error.message))
        return _page(request, request.POST)
    messages.success(
        request, _("The calendar is there. Nothing counts by it until a person or a rule uses it.")
    )
    return redirect(_at(made))


@require_POST
@allowed(may_enter)
def notice(request: HttpRequest, code: str) -> HttpResponse:
    calendar, year = get_object_or_404(Calendar, code=code), request.POST.get("year", "")
    try:
        enter_notice(
            calendar=calendar,
            year=int(year) if year.isdecimal() and len(year) < 6 else 0,
            text=request.POST.get("days", ""),
            source=request.POST.get("source", ""),
            by=member_of(request),
        )
    except Refused as error:
        messages.error(request, str(error.message))
        return _page(request, request.POST)
    messages.success(request, _("Entered. It counts as soon as a second person has confirmed it."))
    return redirect(_at(calendar))


@second_person(may_decide, "desk:calendars", of=Notice)
def decide(request: HttpRequest, member: Member, confirm: bool, notice: Notice) -> str:
    decide_days(waiting=notice, confirm=confirm, by=member)
    return _("The days of %(year)s count from now on.") % {"year": notice.year}
