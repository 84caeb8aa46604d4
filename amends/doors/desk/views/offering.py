"""What the form for options is filled with when it is opened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amends.casework.cases.permissions import may_work
from amends.doors.desk.access import allowed, member_of, the_case
from amends.doors.desk.queries.offering import offer_drafts


@require_GET
@allowed(may_work)
def drafts(request: HttpRequest, number: str) -> HttpResponse:
    member = member_of(request)
    return render(request, "desk/_offer_fields.html", offer_drafts(the_case(number, member), member))
