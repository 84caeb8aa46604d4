from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.foundation.kernel import rules


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [(1, 2), (2, 8), (3, 32), (4, 128), (5, 512), (6, 2048), (7, 3600), (10, 3600), (99, 3600)],
)
def test_pauses_grow_to_an_hour(attempt: int, seconds: int) -> None:
    assert rules.pause_before_retry(attempt, jitter=0) == timedelta(seconds=seconds)
    assert rules.pause_before_retry(attempt, jitter=1) == timedelta(seconds=seconds) * 0.75


@pytest.mark.parametrize(
    ("late_minutes", "next_minutes"), [(-1, 0), (0, 10), (1, 10), (9, 10), (10, 20), (95, 100)]
)
def test_a_periodic_job_keeps_its_beat_and_makes_up_for_nothing(late_minutes: int, next_minutes: int) -> None:
    previous = datetime(2026, 1, 1, tzinfo=UTC)
    now = previous + timedelta(minutes=late_minutes)
    following = rules.next_turn(previous, every=timedelta(minutes=10), now=now)
    assert following == previous + timedelta(minutes=next_minutes)


def test_a_long_error_keeps_its_end() -> None:
    kept = rules.cut_error("x" * 10_000 + "the cause")
    assert len(kept) == rules.ERROR_CHARACTERS
    assert kept.endswith("the cause")
    assert rules.cut_error("short") == "short"
