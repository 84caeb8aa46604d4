"""Drafts promise hours at which the house is at work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from amends.doors.desk.queries.letter import times_named

# Ten in the morning in Shanghai, a Monday.
MORNING = datetime(2026, 11, 30, 2, tzinfo=UTC)


@pytest.mark.parametrize("hours", range(0, 24, 3))
@pytest.mark.parametrize("left", [1, 5, 12, 20, 26, 40, 72])
@pytest.mark.django_db
def test_letters_name_no_hour_of_the_night(hours: int, left: int) -> None:
    now = MORNING + timedelta(hours=hours, minutes=20)
    for moment in times_named(now + timedelta(hours=left), now):
        if moment is not None:
            local = timezone.localtime(moment)
            assert 9 <= local.hour <= 18 and local.minute == 0 and moment > now
