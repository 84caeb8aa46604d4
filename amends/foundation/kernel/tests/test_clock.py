from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from amends.foundation.kernel import clock

MOMENT = datetime(2026, 3, 1, 8, 0, tzinfo=timezone(timedelta(hours=8)))


def test_the_clock_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_it_stands_still_inside_the_block_and_goes_on_after_it() -> None:
    with clock.at(MOMENT):
        assert clock.now() == MOMENT
        assert clock.now().tzinfo is UTC
        with clock.at(MOMENT + timedelta(days=1)):
            assert clock.now() == MOMENT + timedelta(days=1)
        assert clock.now() == MOMENT
    assert clock.now() > MOMENT


def test_other_threads_keep_their_own_time() -> None:
    seen: list[datetime] = []
    with clock.at(MOMENT):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] != MOMENT


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 3, 1)):
        pass
