"""The sheet of a case about its customer: which order it is about, and the way to all that is known of the person."""

from __future__ import annotations

from typing import Any

from amends.casework.cases.models import Case
from amends.casework.customers.queries import may_be_about, order_by_number, orders_of, possible_matches_of
from amends.doors.desk.queries.customer import match_row
from amends.doors.desk.queries.sheets import sheet
from amends.foundation.organisation.models import Member

ORDERS_OFFERED = 20


def customer_sheet(case: Case, member: Member) -> dict[str, Any]:
    order = order_by_number(case.order_number)
    own = order is not None and may_be_about(order, case.customer)
    return {
        **sheet(case, "case_customer"),
        "customer": case.customer,
        "root_id": case.customer.root_id,
        "order": order if own else None,
        "is_anothers": order is not None and not own,
        "orders": list(orders_of(case.customer)[:ORDERS_OFFERED]),
        "matches": [match_row(one, case.customer) for one in possible_matches_of(case.customer, member)],
    }
