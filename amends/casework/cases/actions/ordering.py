"""Which order a case is about."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.models import Case
from amends.casework.cases.text import cleaned
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
    before, case.order_number = case.order_number, wanted
    fields = ["order_number"]
    if order is not None and case.concerns_id is None and order.department is not None:
        case.concerns = order.department
        fields.append("concerns")
    save(case, *fields)
    note_down(case, "case.order_named", by=by, data={"before": before, "after": wanted})
    return case
