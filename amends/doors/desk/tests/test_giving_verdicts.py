"""What the customer chose makes it enough, never too much; what is owed is not measured at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from amends.doors.desk.queries.giving_verdicts import sum_of, verdicts
from amends.practice.remedies.models import Grant


def grant(pk: int, basis: str, amount: int, state: str = "settled", **more: object) -> Grant:
    given = {
        "range_low": Decimal(40),
        "range_high": Decimal(60),
        "verdict": "over",
        "currency": "CNY",
        **more,
    }
    return Grant(pk=pk, kind="voucher", basis=basis, amount=Decimal(amount), state=state, **given)


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        ([grant(1, "solution", 199)], {}),
        ([grant(1, "solution", 199), grant(2, "goodwill", 20)], {2: "within"}),
        ([grant(1, "solution", 199), grant(2, "goodwill", 61)], {2: "over"}),
        ([grant(1, "goodwill", 20)], {1: "under"}),
        ([grant(2, "goodwill", 30), grant(1, "goodwill", 40)], {1: "within", 2: "over"}),
        ([grant(1, "goodwill", 50, "cancelled"), grant(2, "goodwill", 50)], {1: "within", 2: "within"}),
        ([grant(1, "entitlement", 500), grant(2, "goodwill", 45)], {2: "within"}),
        ([grant(1, "solution", 199, "cancelled"), grant(2, "goodwill", 20)], {2: "under"}),
        ([grant(1, "goodwill", 45, verdict="unknown")], {1: "unknown"}),
        ([grant(1, "goodwill", 45, range_low=None)], {1: "unknown"}),
        ([grant(1, "goodwill", 50, currency="HKD"), grant(2, "goodwill", 50)], {1: "within", 2: "within"}),
    ],
)
def test_where_the_gestures_of_a_case_lie(grants: list[Grant], expected: dict[int, str]) -> None:
    assert verdicts(grants) == expected


def test_sums_stand_apart() -> None:
    grants = [grant(1, "solution", 199), grant(2, "goodwill", 20), grant(3, "goodwill", 9, "returned")]
    assert str(sum_of(grants, "goodwill", "CNY").amount) == "20.00"
    assert str(sum_of(grants, "solution", "CNY").amount) == "199.00"
    assert not sum_of(grants, "goodwill", "HKD")
