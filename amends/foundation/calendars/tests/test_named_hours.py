"""Nobody is told to wait for a word in the middle of the night."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.foundation.calendars.rules.naming import named_hour, open_hour
from amends.foundation.calendars.rules.week import week_of
from amends.foundation.calendars.rules.working_time import WorkingTime

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = WorkingTime("", ZONE, week_of(["09:00-12:00 13:30-18:00"] * 5 + ["", ""]))
ROUND_THE_CLOCK = WorkingTime("", ZONE, week_of(["00:00-24:00"] * 7))


def at(written: str) -> datetime:
    """A moment of November 2026: the 27th is a Friday."""
    return datetime.strptime(f"2026-11-{written}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("since", "due", "named"),
    [
        ("26 10:00", "27 10:00", "27 10:00"),
        ("26 10:00", "27 12:40", "27 12:40"),  # a break at noon is no night
        ("26 10:00", "27 18:00", "27 18:00"),
        ("26 10:00", "27 23:15", "27 18:00"),
        ("26 10:00", "27 03:00", "26 18:00"),
        ("26 17:30", "27 03:00", "27 03:00"),  # the evening is too near, and the morning is too late
        ("26 17:10", "26 21:10", "26 21:10"),
        ("26 22:00", "27 03:00", "27 03:00"),
        ("26 22:00", "27 00:30", "27 00:30"),  # so soon that somebody is at it
        ("27 10:00", "28 10:00", "28 10:00"),  # a day off has the hours of the others
        ("27 10:00", "28 22:00", "28 18:00"),
        ("26 10:00", "26 02:00", "26 02:00"),  # what is past stays where it was
    ],
)
def test_the_hour_that_is_named(since: str, due: str, named: str) -> None:
    assert named_hour(at(due), OFFICE, since=at(since)) == at(named)


@pytest.mark.parametrize("begins", range(0, 24, 2))
def test_no_hour_is_named_after_what_is_due(begins: int) -> None:
    since = at("26 00:10") + timedelta(hours=begins)
    for lasts in range(1, 80):
        due = since + timedelta(hours=lasts)
        assert since < named_hour(due, OFFICE, since=since) <= due


def test_a_house_that_never_closes_names_every_hour() -> None:
    due = at("27 03:00")
    assert named_hour(due, ROUND_THE_CLOCK, since=due - timedelta(hours=20)) == due


@pytest.mark.parametrize(
    ("moment", "named"), [("27 00:30", "27 09:00"), ("26 23:30", "27 09:00"), ("27 18:30", "27 18:00")]
)
def test_an_hour_of_our_own_choice_may_be_the_next_opening(moment: str, named: str) -> None:
    assert open_hour(at(moment), OFFICE, now=at("26 22:30")) == at(named)
