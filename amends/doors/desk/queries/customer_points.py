"""Points by customer: who has some, and where one customer's came from and went."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Sum
from django.http import QueryDict
from django.urls import reverse

from amends.casework.cases.models import new_token
from amends.casework.customers.models import Customer
from amends.casework.customers.permissions import known_to
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.choices import EntryKind
from amends.practice.remedies.payments.models import PointsAccount, PointsEntry
from amends.practice.remedies.payments.permissions import may_pay, may_redeem
from amends.practice.remedies.payments.queries import cost_of, points_of

SIZE = 30
LOOKS = {
    EntryKind.GIVEN: ("green", "plus"),
    EntryKind.USED: ("blue", "check"),
    EntryKind.TAKEN_BACK: ("orange", "undo"),
    EntryKind.EXPIRED: ("plain", "hourglass"),
}


def points_page(data: QueryDict) -> dict[str, Any]:
    words = data.get("q", "").strip()[:60]
    rows = PointsAccount.objects.select_related("customer")
    rows = rows.filter(found_by(words)) if words else rows
    page = keyset_page(rows, order=("-balance", "id"), after=data.get("after"), size=SIZE)
    whole = PointsAccount.objects.aggregate(sum=Sum("balance"))["sum"] or 0
    base = f"{reverse('desk:reward_points')}?q={words}"
    return {
        "query": words,
        "rows": [{"one": one, "cost": cost_of(one.balance)} for one in page.items],
        "whole": whole,
        "cost": cost_of(whole),
        "previous_url": f"{base}&after={page.previous}" if page.previous else "",
        "next_url": f"{base}&after={page.next}" if page.next else "",
    }


def found_by(words: str) -> Q:
    digits = "".join(letter for letter in words if letter.isdigit())
    found = Q(customer__name__icontains=words) | Q(customer__reference=words)
    return found | Q(customer__phone_digits__endswith=digits) if len(digits) >= 4 else found


def customer_with_points(customer_id: int, member: Member) -> Customer | None:
    """For those who pay any customer that has an account; for others those they know."""
    rows = Customer.objects.filter(pk=customer_id)
    return (rows.filter(points__isnull=False) if may_pay(member) else rows.filter(known_to(member))).first()


def customer_page(
    customer: Customer, member: Member, *, entered: Any = None, wrong: str = ""
) -> dict[str, Any]:
    records = Customer.objects.of_person(customer).values("pk")
    entries = PointsEntry.objects.filter(account__customer__in=records).select_related("case", "by")
    shown = [
        {
            "one": one,
            "look": LOOKS[EntryKind(one.kind)],
            "may_take": one.kind == EntryKind.GIVEN and one.left > 0,
        }
        for one in entries.order_by("-id")[:200]
    ]
    balance = points_of(customer)
    return {
        "customer": customer,
        "balance": balance,
        "cost": cost_of(balance),
        "entries": shown,
        "may_use": may_redeem(member) and balance > 0,
        "sees_case": member.works_on_cases,
        "key": new_token(),
        "entered": entered or {},
        "wrong": wrong,
    }
