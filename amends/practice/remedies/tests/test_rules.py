"""What may be offered, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from amends.practice.remedies.rules import OfferedOption, problem_with

TODAY = date(2026, 6, 30)
GOOD = OfferedOption(title="退款", amount=Decimal(299), due_on=TODAY + timedelta(days=3))
OTHER = replace(GOOD, title="换新", amount=None)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ([], ("too_few", 0)),
        ([GOOD], ("too_few", 0)),
        ([GOOD, OTHER], None),
        ([replace(GOOD, title=f"{n}") for n in range(4)], None),
        ([replace(GOOD, title=f"{n}") for n in range(5)], ("too_many", 0)),
        ([GOOD, replace(OTHER, title="  ")], ("no_title", 1)),
        ([GOOD, replace(OTHER, due_on=None)], ("no_date", 1)),
        ([GOOD, replace(OTHER, due_on=TODAY - timedelta(days=1))], ("date_past", 1)),
        ([GOOD, replace(OTHER, due_on=TODAY)], None),
        ([replace(GOOD, amount=Decimal("-0.01")), OTHER], ("negative", 0)),
        ([replace(GOOD, amount=Decimal("500.00")), OTHER], None),
        ([replace(GOOD, amount=Decimal("500.01")), OTHER], ("over_authority", 0)),
        ([GOOD, replace(OTHER, title=" 退款 ")], ("same_twice", 1)),
    ],
)
def test_what_keeps_options_from_being_offered(options: list[OfferedOption], problem: object) -> None:
    assert problem_with(options, authority=Decimal(500), today=TODAY) == problem
