"""Whether grants, books and stock say the same: they always have to."""

from __future__ import annotations

from amends.practice.remedies.budget.choices import HoldState
from amends.practice.remedies.budget.models import Hold
from amends.practice.remedies.choices import GrantState
from amends.practice.remedies.gifts.choices import HoldState as StockState
from amends.practice.remedies.gifts.models import StockHold
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.grants import PREFIX

# What the money of a grant may be in each of its states; a grant that came back unfit keeps its cost.
MONEY = {
    GrantState.RESERVED: {HoldState.RESERVED},
    GrantState.COMMITTED: {HoldState.COMMITTED},
    GrantState.SETTLED: {HoldState.SETTLED},
    GrantState.CANCELLED: {HoldState.RELEASED},
    GrantState.RETURNED: {HoldState.RELEASED, HoldState.SETTLED},
}


def grants_out_of_step() -> list[str]:
    """References of grants whose money or gift is in another state than they are, and of holds that belong to none."""
    wrong = []
    known = set()
    for grant in Grant.objects.select_related("hold", "stock_hold").iterator():
        known.add(grant.reference)
        money = grant.hold is not None and grant.hold.state in MONEY[GrantState(grant.state)]
        gone = grant.state in (GrantState.CANCELLED, GrantState.RETURNED)
        kept = grant.stock_hold is not None and grant.stock_hold.state == StockState.SET_ASIDE
        if not money or (gone and kept) or (grant.gift_id is not None and grant.stock_hold is None):
            wrong.append(grant.reference)
    for rows in (Hold.objects.all(), StockHold.objects.all()):
        held = rows.filter(reference__startswith=PREFIX).values_list("reference", flat=True)
        wrong += [one for one in held if one not in known]
    return wrong
