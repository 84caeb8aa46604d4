"""When something is due, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.casework.clocks.choices import ClockKind, Light
from amends.casework.clocks.rules import due_time, light, share_used

START = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "hours"), [(ClockKind.FIRST_RESPONSE, 24), (ClockKind.SOLUTION, 72), (ClockKind.FOLLOW_UP, 24)]
)
def test_each_clock_has_the_length_of_the_practice(kind: ClockKind, hours: int) -> None:
    assert due_time(kind, START) == START + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        (-1, Light.GREEN),
        (0, Light.GREEN),
        (12, Light.GREEN),
        (12.1, Light.YELLOW),
        (18, Light.YELLOW),
        (18.1, Light.ORANGE),
        (23.99, Light.ORANGE),
        (24, Light.RED),
        (500, Light.RED),
    ],
)
def test_the_light_turns_at_half_three_quarters_and_the_end(hours: float, shown: Light) -> None:
    share = share_used(START, START + timedelta(hours=24), START + timedelta(hours=hours))
    assert light(share) == shown


def test_a_clock_without_length_is_due() -> None:
    assert light(share_used(START, START, START)) == Light.RED
