"""Customers: the list, a person from all sides, and what may be changed there."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.cases.actions import name_order
from amends.casework.customers import actions
from amends.casework.customers.models import Customer
from amends.casework.customers.permissions import may_keep, may_take_in
from amends.casework.customers.queries import known_customer
from amends.doors.desk.access import allowed, member_of, the_case, version_in
from amends.doors.desk.forms import QUERY_LENGTH, amount_in, customer_id_in, customer_values_in, date_in
from amends.doors.desk.queries.customer import customer_page
from amends.doors.desk.queries.customer_sheet import customer_sheet
from amends.doors.desk.queries.customers import customers_page
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.organisation.models import Member


def the_customer(customer_id: int, member: Member) -> Customer:
    """The same refusal whether the customer does not exist or is not for this member."""
    customer = known_customer(customer_id, member=member)
    if customer is None:
        raise NotFound(_("This customer does not exist, or belongs to another team."))
    return customer


@require_GET
@allowed(may_keep)
def customers(request: HttpRequest) -> HttpResponse:
    query, kind = request.GET.get("q", "")[:QUERY_LENGTH].strip(), request.GET.get("kind", "")
    page = customers_page(member_of(request), query=query, kind=kind, after=request.GET.get("after"))
    for name in ("next", "previous"):
        parts = {"q": query, "kind": kind, "after": page[name]}
        page[f"{name}_url"] = f"?{urlencode({k: v for k, v in parts.items() if v})}" if page[name] else ""
    page["may_take_in"] = may_take_in(member_of(request))
    return render(request, "desk/customers.html", page)


@require_GET
@allowed(may_keep)
def customer(request: HttpRequest, customer_id: int) -> HttpResponse:
    found = the_customer(customer_id, member_of(request))
    if found.person_id is not None:
        return redirect("desk:customer", found.person_id)
    return render(request, "desk/customer.html", customer_page(found, member_of(request)))


@require_POST
@allowed(may_keep)
def show_numbers(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The numbers in full, once; that they were shown is on record."""
    found = the_customer(customer_id, member_of(request))
    actions.show_identities(customer_id=found.pk, by=member_of(request))
    return render(request, "desk/customer.html", customer_page(found, member_of(request), shown=True))


def done(request: HttpRequest, customer_id: int, act: Callable[[], object], said: str) -> HttpResponse:
    """Does something to a customer and shows the page again, with what was typed where it was refused."""
    found = the_customer(customer_id, member_of(request))
    try:
        act()
    except Refused as error:
        messages.error(request, str(error.message))
        page = customer_page(found, member_of(request), entered=request.POST)
        return render(request, "desk/customer.html", page, status=error.status)
    messages.success(request, said)
    return redirect("desk:customer", found.root_id)


@require_POST
@allowed(may_keep)
def change(request: HttpRequest, customer_id: int) -> HttpResponse:
    def act() -> None:
        actions.change_customer(
            customer_id=customer_id,
            values=customer_values_in(request.POST),
            reason=request.POST.get("reason", ""),
            version=version_in(request.POST),
            by=member_of(request),
        )

    return done(request, customer_id, act, _("Saved."))


@require_POST
@allowed(may_keep)
def add_identity(request: HttpRequest, customer_id: int) -> HttpResponse:
    def act() -> None:
        kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
        actions.add_identity(customer_id=customer_id, kind=kind, value=value, by=member_of(request))

    return done(
        request, customer_id, act, _("Added. It counts for finding this customer once it is verified.")
    )


@require_POST
@allowed(may_keep)
def identity(request: HttpRequest, customer_id: int, identity_id: int) -> HttpResponse:
    def act() -> None:
        words, by = request.POST.get("words", ""), member_of(request)
        match request.POST.get("answer"):
            case "verify":
                actions.verify_identity(identity_id=identity_id, how=words, by=by)
            case "end":
                actions.end_identity(identity_id=identity_id, reason=words, by=by)
            case _:
                actions.prefer_identity(identity_id=identity_id, by=by)

    return done(request, customer_id, act, _("Saved."))


@require_POST
@allowed(may_keep)
def consent(request: HttpRequest, customer_id: int) -> HttpResponse:
    def act() -> None:
        actions.note_consent(
            customer_id=customer_id,
            purpose=request.POST.get("purpose", ""),
            given=request.POST.get("answer") == "given",
            how=request.POST.get("how", ""),
            by=member_of(request),
        )

    return done(request, customer_id, act, _("Noted."))


@require_POST
@allowed(may_keep)
def contract(request: HttpRequest, customer_id: int) -> HttpResponse:
    def act() -> None:
        actions.record_contract(
            customer_id=customer_id,
            number=request.POST.get("number", ""),
            kind=request.POST.get("contract_kind", ""),
            subject=request.POST.get("subject", ""),
            amount=amount_in(request.POST.get("amount", "")),
            starts_on=date_in(request.POST.get("starts_on", "")),
            ends_on=date_in(request.POST.get("ends_on", "")),
            by=member_of(request),
        )

    return done(request, customer_id, act, _("Saved."))


@require_POST
@allowed(may_keep)
def contact(request: HttpRequest, customer_id: int) -> HttpResponse:
    def act() -> None:
        actions.name_contact(
            organisation_id=customer_id,
            contact_id=customer_id_in(request.POST.get("contact", "")),
            position=request.POST.get("position", ""),
            may_speak="may_speak" in request.POST,
            by=member_of(request),
        )

    return done(request, customer_id, act, _("Saved."))


@require_POST
@allowed(may_keep)
def end_contact(request: HttpRequest, customer_id: int, affiliation_id: int) -> HttpResponse:
    def act() -> None:
        actions.end_affiliation(affiliation_id=affiliation_id, by=member_of(request))

    return done(request, customer_id, act, _("Saved."))


@require_POST
@allowed(may_keep)
def merge(request: HttpRequest, customer_id: int) -> HttpResponse:
    def act() -> None:
        other, by = customer_id_in(request.POST.get("other", "")), member_of(request)
        if request.POST.get("answer") == "different":
            mine = customer_id_in(request.POST.get("own", "") or str(customer_id))
            actions.tell_apart(customer_id=mine, other_id=other, by=by)
        else:
            reason = request.POST.get("reason", "")
            actions.merge_people(merged_id=other, kept_id=customer_id, reason=reason, by=by)

    if request.POST.get("answer") == "different":
        return done(request, customer_id, act, _("Noted: these are two people."))
    said = _("One person from now on: both records are shown together. It can be undone at any time.")
    return done(request, customer_id, act, said)


@require_POST
@allowed(may_keep)
def undo_merge(request: HttpRequest, customer_id: int, merge_id: int) -> HttpResponse:
    def act() -> None:
        actions.undo_merge(merge_id=merge_id, reason=request.POST.get("reason", ""), by=member_of(request))

    return done(request, customer_id, act, _("Two people again, each with what came by them."))


@require_GET
@allowed(may_keep)
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    case = the_case(number, member_of(request))
    return render(request, "desk/case/customer.html", customer_sheet(case, member_of(request)))


@require_POST
@allowed(may_keep)
def order(request: HttpRequest, number: str) -> HttpResponse:
    case, by = the_case(number, member_of(request)), member_of(request)
    wanted = request.POST.get("order_number", "")
    try:
        name_order(case_id=case.pk, number=wanted, version=version_in(request.POST), by=by)
    except Refused as error:
        messages.error(request, str(error.message))
        page = {**customer_sheet(case, by), "entered": wanted}
        return render(request, "desk/case/customer.html", page, status=error.status)
    messages.success(request, _("Saved."))
    return redirect(reverse("desk:case_customer", args=[case.number]))
