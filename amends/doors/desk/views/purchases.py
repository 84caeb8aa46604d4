"""Orders and contracts from a file: looked at first, taken in when somebody says so, the refused lines to be mended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.customers.permissions import may_take_in
from amends.doors.channels.file_import.choices import Purchases
from amends.doors.channels.file_import.purchases.columns import sample
from amends.doors.channels.file_import.purchases.taking import (
    counts_of,
    drop_purchases,
    read_purchases,
    refused_table,
    take_purchases,
    the_file,
)
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import chosen_table
from amends.doors.desk.queries.purchases import file_page, files_page
from amends.doors.desk.views.review_plan import answer_with, table_lines
from amends.foundation.kernel.errors import NotFound, Refused


@require_GET
@allowed(may_take_in)
def files(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/purchases/files.html", files_page(request.GET.get("kind", "")))


@require_POST
@allowed(may_take_in)
def read(request: HttpRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    try:
        name, content = chosen_table(request)
        file = read_purchases(name=name, content=content, kind=kind, by=member_of(request))
    except Refused as error:
        page = {**files_page(kind), "file_wrong": str(error.message)}
        return render(request, "desk/purchases/files.html", page, status=error.status)
    return redirect("desk:purchase_file", file.pk)


@require_GET
@allowed(may_take_in)
def file(request: HttpRequest, file_id: int) -> HttpResponse:
    return render(request, "desk/purchases/file.html", file_page(the_file(file_id), request.GET))


@require_POST
@allowed(may_take_in)
def take(request: HttpRequest, file_id: int) -> HttpResponse:
    try:
        done = take_purchases(file_id=file_id, by=member_of(request))
    except Refused as error:
        messages.error(request, str(error.message))
        page = file_page(the_file(file_id), request.GET)
        return render(request, "desk/purchases/file.html", page, status=error.status)
    if done.done_at is None:
        messages.success(request, _("The file is being taken in; this page says when it is done."))
        return redirect("desk:purchase_file", file_id)
    said = _("Taken in: %(new)d new, %(changed)d changed, %(same)d as before; %(refused)d refused.")
    messages.success(request, said % counts_of(done))
    return redirect("desk:purchase_file", file_id)


@require_POST
@allowed(may_take_in)
def remove(request: HttpRequest, file_id: int) -> HttpResponse:
    drop_purchases(file_id=file_id, by=member_of(request))
    messages.success(request, _("The file is removed. What came in of it stays."))
    return redirect("desk:purchase_files")


@require_GET
@allowed(may_take_in)
def refused(request: HttpRequest, file_id: int) -> HttpResponseBase:
    found = the_file(file_id)
    return answer_with([refused_table(found)], f"{found.kind}-refused", "csv")


@require_GET
@allowed(may_take_in)
def sample_of(request: HttpRequest, kind: str) -> HttpResponseBase:
    if kind not in Purchases.values:
        raise NotFound
    return answer_with(table_lines(sample(kind)), f"{kind}-sample", "csv")
