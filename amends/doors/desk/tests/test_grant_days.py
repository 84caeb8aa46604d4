"""On which day a grant of the form is given: a surprise and the first of several parts have fields of their own."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from amends.doors.desk.views.giving import wish_in


@pytest.mark.parametrize(
    ("entered", "day"),
    [
        ("timing=later&due_on=2026-12-04&first_on=2026-11-27", date(2026, 12, 4)),
        ("timing=staged&due_on=2026-12-04&first_on=2026-11-27", date(2026, 11, 27)),
        ("timing=staged&due_on=2026-12-04", date(2026, 12, 4)),
        ("timing=later", None),
    ],
)
def test_the_first_part_goes_on_its_own_day_and_not_on_that_of_a_surprise(
    entered: str, day: date | None
) -> None:
    assert wish_in(QueryDict(entered)).due_on == day
