"""What may be given: everybody who handles cases reads it, two people change it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.doors.desk.access import allowed, confirmed_in, member_of
from amends.doors.desk.queries.remedy_policy import edition_page, policy_written, remedy_policy_page
from amends.doors.desk.views.acting import no_change
from amends.foundation.kernel.errors import Refused
from amends.practice.remedies.actions import decide_remedy_policy, enter_remedy_policy
from amends.practice.remedies.models import PolicyEdition
from amends.practice.remedies.permissions import may_read_policy, may_set_policy


@require_GET
@allowed(may_read_policy)
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_GET
@allowed(may_read_policy)
def edition(request: HttpRequest, number: int) -> HttpResponse:
    found = PolicyEdition.objects.select_related("entered_by", "decided_by").filter(number=number).first()
    if number and found is None:
        raise Http404
    return render(request, "desk/remedy_policy_edition.html", edition_page(found))


@require_POST
@allowed(may_set_policy)
def enter(request: HttpRequest) -> HttpResponse:
    try:
        reason = request.POST.get("reason", "")
        enter_remedy_policy(data=policy_written(request.POST), reason=reason, by=member_of(request))
    except Refused as error:
        messages.error(request, str(error.message))
        return _page(request, request.POST, status=error.status)
    messages.success(request, _("Entered. It counts as soon as a second person has confirmed it."))
    return redirect("desk:remedy_policy")


@require_POST
@allowed(may_set_policy)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    try:
        confirm = confirmed_in(request.POST)
        decided = decide_remedy_policy(number=number, confirm=confirm, by=member_of(request))
        done = _("It gives every range from now on.") if confirm else no_change(own=decided.is_taken_back)
        messages.success(request, done)
    except Refused as error:
        messages.error(request, str(error.message))
    return redirect("desk:remedy_policy")


def _page(request: HttpRequest, entered: QueryDict | None = None, status: int = 200) -> HttpResponse:
    page = remedy_policy_page(member_of(request), entered)
    return render(request, "desk/remedy_policy.html", page, status=status)
