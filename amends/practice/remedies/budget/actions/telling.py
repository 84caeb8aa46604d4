"""Telling those who answer for a budget that it runs low, and putting exports on record."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from amends.foundation.audit.actions import record
from amends.foundation.notices.actions import notify
from amends.foundation.notices.choices import NoticeKind
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.models import Budget
from amends.practice.remedies.budget.permissions import ensure_may_govern
from amends.practice.remedies.budget.queries import whom_it_concerns


def tell_of_low(budget_id: int, percent: int) -> None:
    budget = Budget.objects.select_related("department").filter(pk=budget_id).first()
    if budget is None or not budget.is_open or budget.warned_at is None:
        return
    notify(
        to=whom_it_concerns(budget),
        kind=NoticeKind.BUDGET,
        origin=f"budget:{budget.pk}:{budget.warned_at:%Y%m%d%H%M%S%f}",
        case_id=0,
        number="",
        data={"budget": budget.pk, "percent": percent, "team": budget.department.code},
    )


@transaction.atomic
def note_export(*, what: str, since: date, until: date, by: Member) -> None:
    """Whoever takes the books out of the house is on record."""
    ensure_may_govern(by)
    data = {"what": what, "from": since, "until": until}
    record(chain="house", action="budget.exported", by=by, data=data)
