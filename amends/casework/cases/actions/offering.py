"""The waiting queue: what nobody could take is offered again each minute and when somebody is free, the earliest due first.

Of a queue too long for one run the earliest due are offered each time and the others in turn, so that cases which nobody
can take (a language that nobody writes) never stand in the way of those that somebody could.
"""

from __future__ import annotations

from django.db.models import F

from amends.casework.cases.actions.assigning import route_case
from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
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
    for case_id in whose_turn(list(waiting.values_list("pk", flat=True)), int(clock.now().timestamp() // 60)):
        route_case(case_id=case_id, by=house)


def whose_turn(waiting: list[int], minute: int) -> list[int]:
    """The earliest due, and of the others a part that moves on with each minute."""
    if len(waiting) <= AT_ONCE:
        return waiting
    first, others = waiting[: AT_ONCE // 2], waiting[AT_ONCE // 2 :]
    start = minute * len(first) % len(others)
    return first + [*others[start:], *others[:start]][: AT_ONCE - len(first)]
