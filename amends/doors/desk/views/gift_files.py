"""The catalogue and the stock from a file: all rows or none, and every wrong row named."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from amends.doors.channels.file_import.gifts.columns import sample
from amends.doors.channels.file_import.gifts.importing import Outcome, bring_table
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import chosen_table
from amends.doors.desk.queries.gift_catalogue import catalogue_page
from amends.doors.desk.queries.stock_pages import stock_page
from amends.doors.desk.views.review_plan import answer_with, table_lines
from amends.foundation.kernel.errors import Refused
from amends.practice.remedies.gifts.permissions import may_keep_catalogue, may_run_stock

SHOWN = 50


def brought(request: HttpRequest, what: str) -> Outcome:
    """What the file of a form did; raises Refused for one that cannot be read at all."""
    name, content = chosen_table(request)
    return bring_table(name=name, content=content, what=what, by=member_of(request))


def with_problems(outcome: Outcome | None, wrong: str = "") -> dict[str, object]:
    problems = outcome.problems if outcome else []
    return {
        "file_wrong": wrong,
        "file_problems": problems[:SHOWN],
        "file_more": max(0, len(problems) - SHOWN),
        "file_rows": outcome.rows if outcome else 0,
    }


@require_POST
@allowed(may_keep_catalogue)
def import_gifts(request: HttpRequest) -> HttpResponse:
    wrong, status, outcome = "", 422, None
    try:
        outcome = brought(request, "gifts")
    except Refused as error:
        wrong, status = str(error.message), error.status
    if outcome and not outcome.problems:
        said = _("Read in: %(new)d new, %(changed)d changed, %(same)d as before.")
        messages.success(request, said % vars(outcome))
        return redirect("desk:gifts")
    page = {**catalogue_page(member_of(request), request.GET), **with_problems(outcome, wrong)}
    return render(request, "desk/gifts/list.html", page, status=status)


@require_POST
@allowed(may_run_stock)
def import_stock(request: HttpRequest) -> HttpResponse:
    wrong, status, outcome = "", 422, None
    try:
        outcome = brought(request, "stock")
    except Refused as error:
        wrong, status = str(error.message), error.status
    if outcome and not outcome.problems:
        said = ngettext(
            "Brought in and booked: %(n)d piece.", "Brought in and booked: %(n)d pieces.", outcome.pieces
        )
        messages.success(request, said % {"n": outcome.pieces})
        return redirect("desk:stock")
    page = {**stock_page(member_of(request), request.GET), **with_problems(outcome, wrong)}
    return render(request, "desk/gifts/stock.html", page, status=status)


@require_GET
@allowed(may_keep_catalogue)
def gift_sample(request: HttpRequest) -> HttpResponseBase:
    return answer_with(table_lines(sample("gifts")), "gifts-sample", "csv")


@require_GET
@allowed(may_run_stock)
def stock_sample(request: HttpRequest) -> HttpResponseBase:
    return answer_with(table_lines(sample("stock")), "stock-sample", "csv")
