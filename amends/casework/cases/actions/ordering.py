"""Which order a case is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.models import Case
from amends.casework.cases.text import cleaned
from amends.casework.customers.models import Order
from amends.casework.customers.queries import may_be_about, order_by_number
from amends.foundation.kernel.errors import Invalid
from amends.foundation.organisation.models import Member


@transaction.atomic
def name_order(*, case_id: int, number: str, by: Member, version: int | None = None) -> Case:
    """Says by its number which order a case is about, or with no number that it is about none.

    The order must be known and must not be another person's: a case would show somebody else's purchases.
    """
    case = locked(case_id, by=by, version=version)
    wanted = cleaned(number)[:60]
    order = order_by_number(wanted)
    if wanted and (order is None or not may_be_about(order, case.customer)):
        raise Invalid(
            _("This customer has no order %(number)s. Take the order in first, or correct the number.")
            % {"number": wanted},
            field="order_number",
        )
    if wanted == case.order_number:
        return case
    before = case.order_number
    save(case, *about(case, wanted, order))
    note_down(case, "case.order_named", by=by, data={"before": before, "after": wanted})
    return case


def take_up_order(case: Case, facts: Iterable[dict[str, Any]], *, by: Member) -> list[str]:
    """Where nobody named the order, the one order of this customer that their words name; what is fair is measured by it.

    Returns the fields that changed. Several orders in one text leave it to a person.
    """
    if case.order_number:
        return []
    named = {str(one["value"]) for one in facts if one["kind"] == "order_no"}
    orders = [order for order in map(order_by_number, sorted(named)) if order is not None]
    own = [order for order in orders if may_be_about(order, case.customer)]
    if len(own) != 1:
        return []
    note_down(case, "case.order_named", by=by, data={"before": "", "after": own[0].number})
    return about(case, own[0].number, own[0])


def about(case: Case, number: str, order: Order | None) -> list[str]:
    """Sets the order, and the branch it was bought from where none is known; the names of the fields that changed."""
    case.order_number = number
    if order is None or order.department is None or case.concerns_id is not None:
        return ["order_number"]
    case.concerns = order.department
    return ["order_number", "concerns"]
