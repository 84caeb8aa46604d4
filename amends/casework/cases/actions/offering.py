"""The waiting queue: what nobody could take is offered again each minute and when somebody is free, the earliest due first."""

from __future__ import annotations

from django.db.models import F

from amends.casework.cases.actions.assigning import route_case
from amends.casework.cases.models import Case
from amends.foundation.organisation.queries import house_member

AT_ONCE = 50


def offer_waiting_cases() -> None:
    """Routes waiting cases that were read already; those that still nobody can take go on waiting."""
    waiting = (
        Case.objects.open()
        .unassigned()
        .exclude(reading=None)
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )
    house = house_member()
    for case_id in list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        route_case(case_id=case_id, by=house)
