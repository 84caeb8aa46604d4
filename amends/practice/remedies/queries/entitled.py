"""Which laws may give the customer of a case something, by where the house works and by what people answered."""

from __future__ import annotations

from django.utils.timezone import localdate

from amends.casework.cases.models import Case
from amends.casework.clocks.queries import house_profile
from amends.casework.customers.models import Order
from amends.foundation.kernel.money import Money
from amends.practice.remedies.models import CaseFact
from amends.practice.remedies.rules.entitlements import Due, Known, State, due, those_on

ORDER = (State.MAY_BE_DUE, State.TO_ASK, State.NOT_DUE)


def facts_answered(case: Case) -> dict[str, CaseFact]:
    return {one.code: one for one in CaseFact.objects.filter(case=case).select_related("said_by")}


def entitlements_of(case: Case, order: Order | None, answered: dict[str, CaseFact]) -> list[Due]:
    """Those that may be due first, then those that still ask something, then those that do not apply."""
    house = house_profile()
    known = Known(
        spoke_on=localdate(case.received_at),
        spent=Money(order.amount, order.currency) if order else None,
        bought_on=localdate(order.ordered_at) if order else None,
        delivered_on=order.delivered_on if order else None,
        facts={code: one.answer for code, one in answered.items()},
    )
    found = [due(one, known) for one in those_on(house.jurisdictions, house.industries)]
    return sorted(found, key=lambda one: ORDER.index(one.state))
