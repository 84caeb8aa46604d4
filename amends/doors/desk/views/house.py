"""Pages about the house: reports, people, background jobs, the audit trail, the components."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, member_of, signed_in
from amends.doors.desk.queries.mood import curve
from amends.doors.desk.queries.people import jobs_page
from amends.doors.desk.queries.reports import reports_page
from amends.doors.desk.queries.sample import sample_conversation
from amends.doors.desk.queries.trail import house_trail
from amends.doors.desk.queries.trail_filter import looked_for
from amends.foundation.audit.actions import ask_check
from amends.foundation.kernel import clock
from amends.foundation.kernel.actions import retry_dead
from amends.foundation.organisation.actions import set_presence
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import may_administer
from amends.oversight.insights.queries import may_see_effect
from amends.oversight.learning.permissions import may_see_quality

PERIODS = (30, 90, 365)


def may_see_trail(member: Member) -> bool:
    return member.role in {Role.QUALITY, Role.LEGAL, Role.MANAGER, Role.ADMINISTRATOR}


@require_GET
@signed_in
def reports(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdigit() and int(asked) in PERIODS else PERIODS[1]
    until = clock.today()
    member = member_of(request)
    page = reports_page(member, since=until - timedelta(days=days), until=until)
    doors = {"may_see_quality": may_see_quality(member), "may_see_effect": may_see_effect(member)}
    context = {**page, **doors, "days": days, "periods": PERIODS}
    return render(request, "desk/reports.html", context)


@require_GET
@allowed(may_see_trail)
def trail(request: HttpRequest) -> HttpResponse:
    page = house_trail(member_of(request), looked_for(request.GET), after=request.GET.get("after"))
    return render(request, "desk/audit.html", page)


@require_POST
@allowed(may_see_trail)
def check_trail(request: HttpRequest) -> HttpResponse:
    ask_check(by=member_of(request))
    messages.success(request, _("The whole trail is being checked. The result appears here in a moment."))
    return redirect("desk:audit")


@require_GET
@allowed(may_administer)
def jobs(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/jobs.html", jobs_page())


@require_POST
@allowed(may_administer)
def retry_job(request: HttpRequest, job_id: int) -> HttpResponse:
    retry_dead(job_id, by=member_of(request))
    messages.success(request, _("The job runs again."))
    return redirect("desk:jobs")


@require_POST
@signed_in
def presence(request: HttpRequest) -> HttpResponse:
    set_presence(presence=request.POST.get("presence", ""), by=member_of(request))
    following = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    return redirect(following if safe and following.startswith("/") else "desk:start")


@require_GET
@signed_in
def components(request: HttpRequest) -> HttpResponse:
    context = {"title": _("Components"), "mood": curve(sample_conversation(member_of(request)))}
    return render(request, "desk/components.html", context)
