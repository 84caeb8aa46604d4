"""Views that act on what stands on a sheet of a case: done, it comes back to the sheet; refused, with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries import case_by_number
from amends.doors.desk.access import allowed, member_of, the_case
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member

Act = Callable[[HttpRequest, Case, Member, int], str]


def acting(
    template: str, sheet: Callable[..., dict[str, Any]], here: str, *, elsewhere: str = "desk:list"
) -> Callable[[Act], Callable[..., HttpResponseBase]]:
    """`here` is the address of the sheet; whoever loses sight of the case by acting comes to `elsewhere`."""

    def decorate(act: Act) -> Callable[..., HttpResponseBase]:
        @require_POST
        @allowed(may_work)
        def view(request: HttpRequest, number: str, row_id: int = 0) -> HttpResponse:
            member = member_of(request)
            case = the_case(number, member)
            try:
                messages.success(request, act(request, case, member, row_id))
            except Refused as error:
                page = sheet(case, member, request.POST, wrong=str(error.message))
                return render(request, template, page, status=error.status)
            still = case_by_number(case.number, member=member)
            return redirect(here, case.number) if still else redirect(elsewhere)

        return view

    return decorate
