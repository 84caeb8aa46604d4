"""What others decided in a member's place, so that whoever was away can look it over."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _

from amends.casework.cases.models import ApprovalRequest, Case
from amends.casework.cases.permissions import visible_to
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.words import money_text
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Member
from amends.practice.replies.models import Reply

SINCE, SHOWN = timedelta(days=30), 20


def decided_in_place_of(member: Member) -> list[dict[str, Any]]:
    """Of the last thirty days, the latest first, in cases the member may still know of."""
    since, seen = clock.now() - SINCE, Case.objects.order_by().filter(visible_to(member))
    requests = ApprovalRequest.objects.filter(decided_for=member, decided_at__gt=since, case__in=seen)
    replies = Reply.objects.filter(approved_for=member, approved_at__gt=since, case__in=seen)
    rows = [
        *map(request_row, requests.select_related("case", "decided_by").order_by("-decided_at")[:SHOWN]),
        *map(reply_row, replies.select_related("case", "approved_by").order_by("-approved_at")[:SHOWN]),
    ]
    return sorted(rows, key=itemgetter("at"), reverse=True)[:SHOWN]


def request_row(one: ApprovalRequest) -> dict[str, Any]:
    return {
        **case_named(one.case),
        "what": one.get_power_display(),
        "sum": "" if one.amount is None else money_text(one.amount, one.currency),
        "how": one.get_state_display(),
        "by": one.decided_by,
        "at": one.decided_at,
    }


def reply_row(one: Reply) -> dict[str, Any]:
    return {
        **case_named(one.case),
        "what": _("Reply to the customer"),
        "sum": money_text(one.amount, one.currency) if one.amount else "",
        "how": one.get_state_display(),
        "by": one.approved_by,
        "at": one.approved_at,
    }


def case_named(case: Case) -> dict[str, Any]:
    return {"number": case.number, "subject": case.subject, "url": case_url(case.number)}
