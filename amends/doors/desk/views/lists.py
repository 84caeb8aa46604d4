"""Start page and list."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from amends.casework.cases.permissions import may_work
from amends.casework.cases.queries import case_by_number
from amends.doors.desk.access import allowed, member_of, signed_in
from amends.doors.desk.forms import FILTER_WORDS, filter_rows, wanted_in
from amends.doors.desk.queries.listing import VIEWS, hits_of, list_page, views_with_counts
from amends.doors.desk.queries.start import start_page


@require_GET
@signed_in
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/start.html", start_page(member_of(request)))


@require_GET
@allowed(may_work)
def case_list(request: HttpRequest) -> HttpResponse:
    member, wanted = member_of(request), wanted_in(request.GET)
    if wanted.query and (case := case_by_number(wanted.query, member=member)):
        return redirect("desk:case", case.number)
    view = request.GET.get("view", "")
    # A search without a view looks everywhere, in closed cases as well.
    view = view if view in VIEWS else "all" if wanted.query else "open"
    page, rows = list_page(view, wanted, after=request.GET.get("after"), member=member)
    context = {
        "views": views_with_counts(view, member),
        "view": view,
        "view_label": VIEWS[view].label,
        "rows": rows,
        "next_url": here(request, view, page.next),
        "previous_url": here(request, view, page.previous),
        "filters": filter_rows(request.GET),
        "filtered": any(request.GET.get(name) for name in FILTER_WORDS),
        "query": wanted.query,
        "hits": hits_of(view, wanted, rows, whole=not (page.next or page.previous), member=member),
        "title": _("Cases"),
    }
    return render(request, "desk/list.html", context)


def here(request: HttpRequest, view: str, after: str | None) -> str:
    """This list's address at another page of it."""
    if after is None:
        return ""
    kept = {name: value for name, value in request.GET.items() if value and name not in {"after", "view"}}
    return f"{reverse('desk:list')}?{urlencode({'view': view, **kept, 'after': after})}"
