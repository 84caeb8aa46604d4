"""What happened with a customer, across all cases, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.customers.models import Order
from amends.doors.desk.queries.listing import case_url
from amends.doors.desk.words import money_text, outcome_name
from amends.practice.remedies.models import Option
from amends.practice.surveys.models import Rating

SHOWN = 60


def timeline(
    cases: Sequence[Case], orders: Sequence[Order], given: Sequence[Option], ratings: Sequence[Rating]
) -> list[dict[str, Any]]:
    events = [*of_cases(cases), *of_orders(orders), *of_options(given), *of_ratings(ratings)]
    return sorted(events, key=lambda one: one["at"], reverse=True)[:SHOWN]


def event(
    at: datetime, icon: str, what: str, *, text: str = "", case: Case | None = None, tone: str = ""
) -> dict[str, Any]:
    number = case.number if case else ""
    return {
        "at": at,
        "icon": icon,
        "tone": tone,
        "what": what,
        "text": text,
        "number": number,
        "url": case_url(number) if number else "",
    }


def of_cases(cases: Sequence[Case]) -> Iterator[dict[str, Any]]:
    for case in cases:
        yield event(case.received_at, "inbox", _("Complained"), text=case.subject, case=case, tone="orange")
        if case.first_reply_at:
            yield event(case.first_reply_at, "reply", _("First reply"), case=case)
        if case.solved_at:
            yield event(case.solved_at, "do-solved", _("Carried out"), case=case)
        if case.closed_at:
            text = outcome_name(case.outcome)
            yield event(case.closed_at, "ok", _("Case closed"), text=text, case=case, tone="green")


def of_orders(orders: Sequence[Order]) -> Iterator[dict[str, Any]]:
    for order in orders:
        text = f"{order.product} · {money_text(order.amount, order.currency)}"
        yield event(order.ordered_at, "receipt", _("Bought"), text=text)


def of_options(given: Sequence[Option]) -> Iterator[dict[str, Any]]:
    for one in given:
        at = one.proposal.decided_at or one.proposal.proposed_at
        text = f"{one.title} · {money_text(one.amount, one.currency) if one.amount else ''}"
        yield event(at, "gift", _("Chose a solution"), text=text, case=one.proposal.case)


def of_ratings(ratings: Sequence[Rating]) -> Iterator[dict[str, Any]]:
    for one in ratings:
        text = _("solved %(solved)s of 5, treated well %(treated)s of 5") % {
            "solved": one.solved,
            "treated": one.treated,
        }
        yield event(one.given_at, "star", _("Answered the survey"), text=text, case=one.case)
