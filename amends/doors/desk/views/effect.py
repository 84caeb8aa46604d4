"""What giving did."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.queries.effect import asked_days, effect_page, found_for, table
from amends.doors.desk.views.review_plan import answer_with, table_lines
from amends.oversight.insights.queries import may_see_effect


@require_GET
@allowed(may_see_effect)
def effect(request: HttpRequest) -> HttpResponse:
    days, currency = asked_days(request.GET.get("days", "")), request.GET.get("currency", "")
    return render(request, "desk/effect.html", effect_page(member_of(request), days=days, currency=currency))


@require_GET
@allowed(may_see_effect)
def export(request: HttpRequest) -> HttpResponseBase:
    found = found_for(
        member_of(request), asked_days(request.GET.get("days", "")), request.GET.get("currency", "")
    )
    return answer_with(table_lines(table(found)), "effect", "csv")
