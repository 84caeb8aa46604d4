"""Points of customers: who has some, what became of them, using and taking back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.casework.customers.models import Customer
from amends.doors.desk.access import allowed, member_of
from amends.doors.desk.forms import whole
from amends.doors.desk.queries.customer_points import customer_page, customer_with_points, points_page
from amends.foundation.kernel.errors import NotFound, Refused
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments import actions
from amends.practice.remedies.payments.models import PointsEntry
from amends.practice.remedies.payments.permissions import may_pay, may_redeem


def may_see(member: Member) -> bool:
    return may_pay(member) or (member.works_on_cases and may_redeem(member))


@require_GET
@allowed(may_pay)
def points(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/points/list.html", points_page(request.GET))


def the_customer(customer_id: int, member: Member) -> Customer:
    found = customer_with_points(customer_id, member)
    if found is None:
        raise NotFound(_("This customer has no points, or is not known to you."))
    return found


@require_GET
@allowed(may_see)
def customer(request: HttpRequest, customer_id: int) -> HttpResponse:
    member = member_of(request)
    return render(
        request, "desk/points/customer.html", customer_page(the_customer(customer_id, member), member)
    )


@require_POST
@allowed(may_see)
def use(request: HttpRequest, customer_id: int) -> HttpResponse:
    member, data = member_of(request), request.POST
    found = the_customer(customer_id, member)
    try:
        actions.use_points(
            customer_id=found.pk,
            points=whole(data.get("points", "").replace(",", "").strip()),
            place=data.get("place", ""),
            idempotency_key=data.get("key", ""),
            by=member,
        )
    except Refused as error:
        return again(request, found, member, error)
    messages.success(request, _("The points are used."))
    return redirect("desk:customer_points", customer_id)


@require_POST
@allowed(may_see)
def take_back(request: HttpRequest, customer_id: int, entry_id: int) -> HttpResponse:
    member, data = member_of(request), request.POST
    found = the_customer(customer_id, member)
    entry = PointsEntry.objects.filter(
        pk=entry_id, account__customer__in=Customer.objects.of_person(found)
    ).first()
    if entry is None:
        raise NotFound(_("There are no such points."))
    try:
        actions.take_points_back(entry_id=entry.pk, reason=data.get("reason", ""), by=member)
    except Refused as error:
        return again(request, found, member, error)
    messages.success(request, _("What was left of these points is taken back."))
    return redirect("desk:customer_points", customer_id)


def again(request: HttpRequest, customer: Customer, member: Member, error: Refused) -> HttpResponse:
    page = customer_page(customer, member, entered=request.POST, wrong=str(error.message))
    return render(request, "desk/points/customer.html", page, status=error.status)
