"""Tries are counted from the first one on, so that no hour on the wall begins the count anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.foundation.kernel import clock
from amends.foundation.kernel.tries import WITHIN, count_try, tries

JUST_BEFORE_TEN = datetime(2026, 3, 2, 9, 59, 59, tzinfo=UTC)


@pytest.mark.django_db
def test_tries_on_both_sides_of_a_full_hour_are_counted_together() -> None:
    with clock.at(JUST_BEFORE_TEN):
        assert [count_try("door"), count_try("door")] == [1, 2]
    with clock.at(JUST_BEFORE_TEN + timedelta(seconds=2)):
        assert count_try("door") == 3
        assert tries("door") == 3
        assert tries("window") == 0


@pytest.mark.django_db
def test_ten_minutes_after_the_first_counting_begins_anew_however_many_followed() -> None:
    for second in (0, 300, 599):
        with clock.at(JUST_BEFORE_TEN + timedelta(seconds=second)):
            count_try("door")
    with clock.at(JUST_BEFORE_TEN + WITHIN):
        assert tries("door") == 0
        assert count_try("door") == 1
