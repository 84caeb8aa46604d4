from __future__ import annotations

from decimal import Decimal

from django.db.models import prefetch_related_objects

from amends.casework.cases.models import Case
from amends.casework.customers.models import Order
from amends.casework.customers.queries import order_by_number
from amends.foundation.kernel.prepared import Rows
from amends.practice.remedies.models import Proposal
from amends.practice.remedies.rules import Range, fair_range

_PROPOSALS: Rows[Proposal] = Rows(lambda case_id: Proposal.objects.filter(case=case_id).order_by("round"))


def proposals_of(case: Case) -> list[Proposal]:
    found = _PROPOSALS(case.pk)
    prefetch_related_objects(found, "options")
    return found


def latest_proposal(case: Case) -> Proposal | None:
    return Proposal.objects.filter(case=case).prefetch_related("options").order_by("-round").first()


def may_give(case: Case) -> tuple[Order | None, Range | None]:
    """The order a case is about and the proportionate range for it."""
    order = order_by_number(case.order_number)
    return order, fair_range(severity=case.severity, spent=order.amount if order else Decimal(0))
