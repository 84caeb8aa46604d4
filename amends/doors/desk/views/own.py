"""A member's own page: being away, what one is good at with people, and a rest from heated cases."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.actions import end_relief, lengthen_relief
from amends.doors.desk.access import member_of, signed_in
from amends.doors.desk.forms import date_in
from amends.doors.desk.queries.own_page import own_page
from amends.foundation.kernel.errors import Invalid, Refused
from amends.foundation.organisation.actions import describe_oneself, end_absence, enter_absence
from amends.foundation.organisation.choices import CASEWORKERS, Role
from amends.foundation.organisation.models import Absence, Member
from amends.foundation.organisation.permissions import ensure_may_plan


def person_of(request: HttpRequest, username: str) -> Member:
    """Whose page it is: one's own, or that of somebody one leads."""
    by = member_of(request)
    of = get_object_or_404(Member.objects.exclude(role=Role.SYSTEM), username=username) if username else by
    ensure_may_plan(by, of)
    return of


def page(request: HttpRequest, of: Member, error: Refused | None = None) -> HttpResponse:
    if error is not None:
        messages.error(request, str(error.message))
    context = own_page(of, member_of(request), request.POST if error else None)
    return render(request, "desk/own.html", context, status=error.status if error else 200)


def back_to(of: Member, by: Member) -> HttpResponse:
    return redirect("desk:own") if of.pk == by.pk else redirect("desk:absences", of.username)


@require_GET
@signed_in
def own(request: HttpRequest, username: str = "") -> HttpResponse:
    return page(request, person_of(request, username))


@require_POST
@signed_in
def absence(request: HttpRequest, username: str = "") -> HttpResponse:
    of = person_of(request, username)
    try:
        first, last = date_in(request.POST.get("first", "")), date_in(request.POST.get("last", ""))
        if first is None or last is None:
            raise Invalid(_("Enter the first and the last day."), field="first")
        starts, ends = day_begins(first), day_begins(last, after=1)
        enter_absence(
            member=of, starts_at=starts, ends_at=ends, deputy=deputy_in(request), by=member_of(request)
        )
    except Refused as error:
        return page(request, of, error)
    messages.success(request, _("Entered. In this time no cases come."))
    return back_to(of, member_of(request))


def day_begins(day: date, after: int = 0) -> datetime:
    try:
        return timezone.make_aware(datetime.combine(day + timedelta(days=after), time.min))
    except (OverflowError, ValueError) as error:
        raise Invalid(_("This day is out of reach."), field="first") from error


def deputy_in(request: HttpRequest) -> Member | None:
    username = request.POST.get("deputy", "")
    found = Member.objects.filter(username=username, role__in=CASEWORKERS).first() if username else None
    if username and found is None:
        raise Invalid(_("Choose somebody else who works on cases as deputy."), field="deputy")
    return found


@require_POST
@signed_in
def end(request: HttpRequest, absence_id: int) -> HttpResponse:
    of = get_object_or_404(Absence, pk=absence_id).member
    try:
        end_absence(absence_id=absence_id, by=member_of(request))
    except Refused as error:
        ensure_may_plan(member_of(request), of)
        return page(request, of, error)
    messages.success(request, _("The absence is over."))
    return back_to(of, member_of(request))


@require_POST
@signed_in
def strengths(request: HttpRequest) -> HttpResponse:
    by, cap = member_of(request), request.POST.get("hot_cap", "").strip()
    try:
        usable = not cap or (cap.isascii() and cap.isdigit() and len(cap) < 4)
        limit = (int(cap) if usable else -1) if cap else None
        describe_oneself(strengths=request.POST.getlist("strengths"), hot_cap=limit, by=by)
    except Refused as error:
        return page(request, by, error)
    messages.success(request, _("Saved."))
    return redirect("desk:own")


@require_POST
@signed_in
def rest(request: HttpRequest, relief_id: int) -> HttpResponse:
    by, hours = member_of(request), request.POST.get("hours", "")
    try:
        if request.POST.get("act") == "end":
            end_relief(relief_id=relief_id, by=by)
            messages.success(request, _("The rest is over. Heated cases may come again."))
        else:
            longer = int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 4 else 0
            until = lengthen_relief(relief_id=relief_id, hours=longer, by=by).ends_at
            when = timezone.localtime(until).strftime("%m-%d %H:%M")
            messages.success(request, _("No heated cases until %(when)s.") % {"when": when})
    except Refused as error:
        return page(request, by, error)
    return redirect("desk:own")
