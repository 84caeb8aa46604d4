"""What the check lets pass: everybody reads it, two people change it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.check_policy import check_policy_page, policy_written
from amends.doors.desk.views.acting import second_person
from amends.doors.desk.views.policies import everybody
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.practice.replies.actions import decide_check_policy, enter_check_policy
from amends.practice.replies.models import CheckPolicyVersion
from amends.practice.replies.permissions import may_set_check


@require_GET
@allowed(everybody)
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@allowed(may_set_check)
def enter(request: HttpRequest) -> HttpResponse:
    try:
        reason = request.POST.get("reason", "")
        enter_check_policy(policy=policy_written(request.POST), reason=reason, by=member_of(request))
    except Refused as error:
        messages.error(request, str(error.message))
        return _page(request, request.POST, status=error.status)
    messages.success(request, _("Entered. It counts as soon as a second person has confirmed it."))
    return redirect("desk:check_policy")


@second_person(may_set_check, "desk:check_policy", of=CheckPolicyVersion, key="version")
def decide(request: HttpRequest, member: Member, confirm: bool, row: CheckPolicyVersion) -> str:
    decide_check_policy(version=row.version, confirm=confirm, by=member)
    return _("It counts from the next check on.")


def _page(request: HttpRequest, entered: QueryDict | None = None, status: int = 200) -> HttpResponse:
    page = check_policy_page(member_of(request), entered or QueryDict())
    return render(request, "desk/check_policy.html", page, status=status)
