"""People and departments: who is there, who may do what."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import person_changes
from amends.doors.desk.queries.people import departments_page, members_page, person_page
from amends.foundation.calendars.queries import calendar_named
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.actions import (
    add_department,
    add_member,
    change_member,
    set_department_hours,
    set_function,
    set_password,
    take_in_here,
)
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.permissions import may_administer


def may_see_people(member: Member) -> bool:
    return member.role in {Role.ADMINISTRATOR, Role.MANAGER}


def somebody(username: str) -> Member:
    return get_object_or_404(Member.objects.exclude(role=Role.SYSTEM), username=username)


@require_GET
@allowed(may_see_people)
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/people.html", members_page(may_change=may_administer(member_of(request))))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def new_person(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        try:
            username, password = request.POST.get("username", "").strip(), request.POST.get("password", "")
            changes = {**person_changes(request.POST), "is_active": True}
            added = add_member(username=username, password=password, by=member_of(request), **changes)
            messages.success(request, _("%(name)s may sign in now.") % {"name": added})
            return redirect("desk:people")
        except Refused as error:
            messages.error(request, str(error.message))
    page = person_page(Member(role=Role.HANDLER, languages=["zh-Hans"]), request.POST)
    return render(request, "desk/person.html", {**page, "is_new": True}, status=422 if request.POST else 200)


@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def person(request: HttpRequest, username: str) -> HttpResponse:
    member = somebody(username)
    if request.method == "POST":
        try:
            change_member(member=member, changes=person_changes(request.POST), by=member_of(request))
            messages.success(request, _("Saved."))
            return redirect("desk:people")
        except Refused as error:
            messages.error(request, str(error.message))
    page = person_page(member, request.POST)
    return render(request, "desk/person.html", page, status=422 if request.POST else 200)


@sensitive_post_parameters("password")
@require_POST
@allowed(may_administer)
def password(request: HttpRequest, username: str) -> HttpResponse:
    try:
        set_password(
            member=somebody(username), password=request.POST.get("password", ""), by=member_of(request)
        )
        messages.success(request, _("The new password holds from now on. Tell it to the person yourself."))
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:person", username)


@require_http_methods(["GET", "POST"])
@allowed(may_administer)
def departments(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        names = {name: request.POST.get(name, "").strip()[:80] for name in ("name", "name_hant", "name_en")}
        try:
            parent = Department.objects.filter(pk=request.POST.get("parent") or 0).first()
            add_department(
                code=request.POST.get("code", "").strip(), parent=parent, by=member_of(request), **names
            )
            messages.success(request, _("The department is there."))
            return redirect("desk:departments")
        except Refused as error:
            messages.error(request, str(error.message))
    page = {**departments_page(), "entered": request.POST}
    return render(request, "desk/departments.html", page, status=422 if request.POST else 200)


@require_POST
@allowed(may_administer)
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    take_in_here(department=get_object_or_404(Department, code=code), by=member_of(request))
    messages.success(request, _("New complaints stand with this department now."))
    return redirect("desk:departments")


@require_POST
@allowed(may_administer)
def hours(request: HttpRequest, code: str) -> HttpResponse:
    department = get_object_or_404(Department, code=code)
    chosen = request.POST.get("calendar", "")
    if chosen and calendar_named(chosen) is None:
        messages.error(request, _("Choose one of the calendars offered."))
    else:
        set_department_hours(department=department, calendar=chosen, by=member_of(request))
        messages.success(request, _("Saved. What is due from now on counts by these hours."))
    return redirect("desk:departments")


@require_POST
@allowed(may_administer)
def function(request: HttpRequest, code: str) -> HttpResponse:
    department = get_object_or_404(Department, code=code)
    try:
        set_function(department=department, function=request.POST.get("function", ""), by=member_of(request))
        messages.success(request, _("Saved."))
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:departments")
