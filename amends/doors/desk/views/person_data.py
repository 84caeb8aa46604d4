"""All that is kept of a person: exported for who asks, or made anonymous by two people."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from amends.casework.customers.actions.erasure import decide_erasure
from amends.casework.customers.permissions import may_erase
from amends.doors.desk.access import allowed, confirmed_in, member_of
from amends.doors.desk.queries.person_data import chosen_in, person_data_page
from amends.doors.desk.views.customers import the_customer
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.kernel.files import inline_answer
from amends.oversight.person_data import erasing
from amends.oversight.person_data.exporting import ask_export, fetch_export

PAGE = "desk/customer/person_data.html"


@never_cache
@require_GET
@allowed(may_erase)
def show(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer = the_customer(customer_id, member_of(request))
    return render(request, PAGE, person_data_page(customer, member_of(request)))


def done(request: HttpRequest, customer_id: int, act: Callable[[], str]) -> HttpResponse:
    """Does it and shows the page again; what was refused stands there with its reason and what was typed."""
    customer = the_customer(customer_id, member_of(request))
    try:
        messages.success(request, act())
    except Refused as error:
        messages.error(request, str(error.message))
        page = person_data_page(customer, member_of(request), entered=request.POST)
        return render(request, PAGE, page, status=error.status)
    return redirect("desk:person_data", customer.root_id)


@require_POST
@allowed(may_erase)
def export(request: HttpRequest, customer_id: int) -> HttpResponse:
    def act() -> str:
        customer = the_customer(customer_id, member_of(request))
        asked = ask_export(
            customer=customer, reason=request.POST.get("export_reason", ""), by=member_of(request)
        )
        if asked.made_at is None:
            return _("There is much to write down: the file is being made, and stands here when it is ready.")
        return _("The file is ready. Only you can open it, for seven days.")

    return done(request, customer_id, act)


@never_cache
@require_GET
@allowed(may_erase)
def fetch(request: HttpRequest, customer_id: int, export_id: int) -> HttpResponseBase:
    customer, by = the_customer(customer_id, member_of(request)), member_of(request)
    try:
        found, path = fetch_export(export_id=export_id, by=by)
    except NotFound:
        raise
    except Refused as error:
        messages.error(request, str(error.message))
        return render(request, PAGE, person_data_page(customer, by), status=error.status)
    name = f"person-{found.customer_id}-{localdate(found.asked_at)}.zip"
    return inline_answer(path.open("rb"), name=name, content_type="application/zip", inline=False)  # type: ignore[arg-type]


@require_POST
@allowed(may_erase)
def anonymise(request: HttpRequest, customer_id: int) -> HttpResponse:
    """First the dry run with what would change and what would stay; only then it can be asked for."""
    customer, by = the_customer(customer_id, member_of(request)), member_of(request)
    if request.POST.get("answer") != "ask":
        return dry_run(request, customer_id)

    def act() -> str:
        reason = request.POST.get("reason", "")
        erasing.ask(customer, reason=reason, of_the_house=chosen_in(request.POST), by=by)
        return _("Asked for. Nothing is changed until a second person of legal or a manager confirms it.")

    return done(request, customer_id, act)


def dry_run(request: HttpRequest, customer_id: int) -> HttpResponse:
    customer, by = the_customer(customer_id, member_of(request)), member_of(request)
    try:
        plan = erasing.plan(customer, by=by, of_the_house=chosen_in(request.POST))
    except Refused as error:
        messages.error(request, str(error.message))
        page = person_data_page(customer, by, entered=request.POST)
        return render(request, PAGE, page, status=error.status)
    return render(request, PAGE, person_data_page(customer, by, entered=request.POST, plan=plan))


@require_POST
@allowed(may_erase)
def decide(request: HttpRequest, customer_id: int, erasure_id: int) -> HttpResponse:
    def act() -> str:
        if confirmed_in(request.POST):
            erasing.confirm(erasure_id, by=member_of(request))
            return _("Done. The person is anonymous now; labels, times and sums are as they were.")
        decide_erasure(erasure_id=erasure_id, confirm=False, by=member_of(request))
        return _("The request is turned down. Nothing has changed.")

    return done(request, customer_id, act)
