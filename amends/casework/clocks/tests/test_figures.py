"""What was kept is counted with the pauses and without, and both against us."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from amends.casework.cases.models import Case
from amends.casework.clocks.choices import ClockEnd
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import Kept, kept_deadlines
from amends.foundation.kernel import clock

HOUR = timedelta(hours=1)


def test_a_deadline_kept_only_by_its_pause_counts_in_one_column_and_not_in_the_other(
    company: Any, registered_case: Case
) -> None:
    now = clock.now()
    for about, due, unpaused, stopped, ended in (
        ("a", 0, 0, -1, ClockEnd.DONE),
        ("b", 0, -5, -1, ClockEnd.DONE),
        ("c", 0, 0, 1, ClockEnd.DONE),
        ("d", 0, 0, None, ""),
        ("e", 0, 0, -24 * 91, ClockEnd.DONE),
        ("f", 0, 0, -1, ClockEnd.FELL),
        ("g", 0, 0, 1, ClockEnd.FELL),
        ("h", 0, 0, -1, ClockEnd.BROKEN),
    ):
        Clock.objects.create(
            case=registered_case,
            kind="solution",
            about=about,
            started_at=now - 100 * HOUR,
            due_at=now - 3 * HOUR + due * HOUR,
            unpaused_due_at=now - 3 * HOUR + unpaused * HOUR,
            stopped_at=None if stopped is None else now - 3 * HOUR + stopped * HOUR,
            ended=ended,
        )
    met = {one.about: one.was_met for one in Clock.objects.all()}
    assert met == dict(zip("abcdefgh", (True, True, False, None, True, None, False, False), strict=True))
    assert kept_deadlines(since=now - timedelta(days=90), until=now) == [Kept("solution", 5, 2, 1)]
    assert kept_deadlines(since=now, until=now + HOUR) == []
