"""Due times: known cases, and properties over random calendars, starts and lengths."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from chinese_calendar import constants as mainland
from hypothesis import given
from hypothesis import strategies as st

from amends.foundation.calendars.rules.due import NeverDue, Step, StepKind, due
from amends.foundation.calendars.rules.lengths import Length, Unit, length_of
from amends.foundation.calendars.rules.week import Slot, week_of
from amends.foundation.calendars.rules.working_time import Special, WorkingTime
from amends.foundation.calendars.text import lines_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = week_of(["09:00-12:00 13:30-18:00"] * 5 + ["", ""])
SPECIAL = {
    **{day: Special(False, name) for day, name in mainland.holidays.items()},
    **{day: Special(True, name) for day, name in mainland.workdays.items()},
}
CN = WorkingTime("cn", SHANGHAI, OFFICE, SPECIAL, date(2026, 12, 31))


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "length", "expected"),
    [
        ("2026-02-13T10:00", "7wd", "2026-03-02T10:00"),
        ("2026-02-13T10:00", "0wd", "2026-02-13T10:00"),
        ("2026-02-13T10:00", "1wd", "2026-02-14T10:00"),
        ("2026-09-30T16:00", "1wd", "2026-10-08T16:00"),
        ("2024-12-31T17:30", "1wd", "2025-01-02T17:30"),
        ("2026-02-13T10:00", "36h", "2026-02-14T22:00"),
        ("2026-11-25T23:10", "2wd", "2026-11-27T18:00"),
        ("2026-11-25T03:00", "2wd", "2026-11-27T09:00"),
        ("2026-11-25T12:40", "2wd", "2026-11-27T12:40"),
        ("2026-11-28T20:00", "0wd", "2026-11-28T20:00"),
        ("2026-02-13T10:00", "15cd", "2026-02-28T10:00"),
        ("2024-02-28T08:00", "1cd", "2024-02-29T08:00"),
        ("2024-02-29T08:00", "1y", "2025-02-28T08:00"),
        ("2026-01-31T08:00", "1m", "2026-02-28T08:00"),
        ("2026-12-15T08:00", "8w", "2027-02-09T08:00"),
        ("2026-11-27T17:00", "2wh", "2026-11-30T10:00"),
        ("2026-11-27T11:00", "2wh", "2026-11-27T14:30"),
        ("2026-11-28T11:00", "8wh", "2026-12-01T09:30"),
        ("2026-02-14T08:00", "3wh", "2026-02-14T12:00"),
    ],
)
def test_known_cases(start: str, length: str, expected: str) -> None:
    written = length_of(length)
    assert written is not None
    assert due(at(start), written, CN).at.isoformat(timespec="minutes").startswith(expected)


def test_the_steps_tell_the_whole_way() -> None:
    found = due(at("2026-02-13T10:00"), Length(7, Unit.WORKING_DAYS), CN)
    told = [(step.kind, step.first.isoformat(), step.last.isoformat(), step.counted) for step in found.steps]
    assert told == [
        (StepKind.MADE_UP, "2026-02-14", "2026-02-14", 1),
        (StepKind.HOLIDAY, "2026-02-15", "2026-02-23", 1),
        (StepKind.WORKED, "2026-02-24", "2026-02-27", 5),
        (StepKind.MADE_UP, "2026-02-28", "2026-02-28", 6),
        (StepKind.DAY_OFF, "2026-03-01", "2026-03-01", 6),
        (StepKind.WORKED, "2026-03-02", "2026-03-02", 7),
    ]
    assert not found.provisional


def test_an_end_at_night_is_moved_and_the_steps_say_so() -> None:
    found = due(at("2026-11-25T23:10"), Length(2, Unit.WORKING_DAYS), CN)
    assert found.steps[-1] == Step(
        StepKind.CLOSED, date(2026, 11, 27), date(2026, 11, 27), "23:10", 2.0, True
    )
    told = lines_of(found, Unit.WORKING_DAYS)
    assert "23:10" in told[-1].what
    assert [line.counts for line in told] == [True, False]


def test_what_lies_beyond_the_announced_years_is_provisional() -> None:
    assert not due(at("2026-12-30T10:00"), Length(1, Unit.WORKING_DAYS), CN).provisional
    found = due(at("2026-12-30T10:00"), Length(2, Unit.WORKING_DAYS), CN)
    assert found.provisional
    assert [step.known for step in found.steps] == [True, False]


def test_a_calendar_without_special_days_is_never_provisional() -> None:
    plain = WorkingTime("plain", SHANGHAI, OFFICE)
    assert not due(at("2040-01-01T10:00"), Length(5, Unit.WORKING_DAYS), plain).provisional


@pytest.mark.parametrize("unit", [Unit.WORKING_DAYS, Unit.WORKING_HOURS])
def test_a_calendar_that_never_works_says_so(unit: Unit) -> None:
    never = WorkingTime("never", SHANGHAI, ((Slot(0, 1),), *[()] * 6), dict.fromkeys(
        (date(2026, 1, 5) + timedelta(days=7 * n) for n in range(20_000)), Special(False, "")
    ))  # fmt: skip
    with pytest.raises(NeverDue):
        due(at("2026-01-01T10:00"), Length(1, unit), never)


def test_changes_of_clocks() -> None:
    london = WorkingTime(
        "uk", ZoneInfo("Europe/London"), week_of(["09:00-17:00"] * 5 + ["00:00-04:00", "00:00-04:00"])
    )
    # On 29 March 2026 the hour from 1:00 is skipped: 0:00-4:00 has three hours.
    start = at("2026-03-29T00:00", london.zone)
    assert due(start, Length(3, Unit.WORKING_HOURS), london).at.isoformat() == "2026-03-29T04:00:00+01:00"
    assert (
        due(at("2026-03-28T01:30", london.zone), Length(1, Unit.DAYS), london).at.isoformat()
        == "2026-03-29T02:30:00+01:00"
    )
    # On 25 October the hour from 1:00 comes twice: five hours.
    assert london.worked(
        at("2026-10-25T00:00", london.zone), at("2026-10-25T04:00", london.zone)
    ) == timedelta(hours=5)
    # Hours that pass do not care for the wall clock.
    assert due(start, Length(24, Unit.HOURS), london).at - start.astimezone(UTC) == timedelta(hours=24)


ZONES = st.sampled_from(
    ["Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]
)
DAYS = st.sampled_from(
    [
        "",
        "09:00-18:00",
        "09:00-12:00 13:30-18:00",
        "00:00-24:00",
        "22:00-24:00",
        "00:30-03:10 04:00-05:00 06:00-07:45",
    ]
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingTime:
    week = draw(st.lists(DAYS, min_size=7, max_size=7).filter(any))
    first = draw(st.dates(date(2011, 12, 1), date(2030, 12, 31)))
    special = draw(st.dictionaries(st.integers(0, 60), st.booleans(), max_size=30))
    return WorkingTime(
        "made",
        ZoneInfo(draw(ZONES)),
        week_of(week),
        {first + timedelta(days=n): Special(works, "x") for n, works in special.items()},
    )


STARTS = st.datetimes(datetime(2011, 12, 1), datetime(2031, 3, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


@given(calendars(), STARTS, st.integers(0, 300))
def test_working_hours_come_to_what_was_asked(hours: WorkingTime, start: datetime, count: int) -> None:
    found = due(start, Length(count, Unit.WORKING_HOURS), hours).at
    assert found >= start
    assert hours.worked(start, found) == timedelta(hours=count)
    if count:
        assert hours.worked(start, found - timedelta(seconds=1)) < timedelta(hours=count)


@given(calendars(), STARTS, st.integers(1, 60))
def test_what_is_counted_in_working_days_ends_while_somebody_works(
    hours: WorkingTime, start: datetime, count: int
) -> None:
    found = due(start, Length(count, Unit.WORKING_DAYS), hours)
    spans = hours.intervals(found.steps[-1].last)
    assert not spans or spans[0][0] <= found.at <= spans[-1][1]


@given(calendars(), STARTS, st.integers(1, 300))
def test_working_days_are_as_many_as_were_asked(hours: WorkingTime, start: datetime, count: int) -> None:
    found = due(start, Length(count, Unit.WORKING_DAYS), hours)
    first, last = hours.local(start).date(), found.steps[-1].last
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    assert sum(map(hours.works_on, days)) == count
    assert hours.works_on(last)
    covered = [
        step.first + timedelta(days=n)
        for step in found.steps
        if step.kind != StepKind.CLOSED
        for n in range((step.last - step.first).days + 1)
    ]
    assert covered == days
    assert found.steps[-1].counted == count


@given(
    calendars(),
    STARTS,
    st.integers(0, 200),
    st.integers(0, 200),
    st.sampled_from([Unit.WORKING_DAYS, Unit.WORKING_HOURS, Unit.HOURS]),
)
def test_two_lengths_one_after_the_other_are_their_sum(
    hours: WorkingTime, start: datetime, first: int, second: int, unit: Unit
) -> None:
    on_the_way = due(start, Length(first, unit), hours).at
    there = due(on_the_way, Length(second, unit), hours).at
    at_once = due(start, Length(first + second, unit), hours).at
    if unit == Unit.WORKING_DAYS:
        assert there.date() == at_once.date()
    else:
        assert hours.worked(start, there) == hours.worked(start, at_once)


@given(calendars(), STARTS, st.integers(0, 400), st.sampled_from(list(Unit)))
def test_longer_is_never_earlier(hours: WorkingTime, start: datetime, count: int, unit: Unit) -> None:
    shorter, longer = (due(start, Length(amount, unit), hours).at for amount in (count, count + 1))
    assert start <= shorter or shorter.date() == hours.local(start).date()
    assert shorter <= longer


@pytest.mark.parametrize("written", ["", "7", "wd", "7xd", "-7wd", "7.5wd", "99999wd", "７wd x", "7wd7wd"])
def test_what_is_no_length(written: str) -> None:
    assert length_of(written) is None


def test_lengths_read_as_they_are_written() -> None:
    assert [str(length_of(text)) for text in (" 7 WD ", "36h", "15cd", "3m")] == ["7wd", "36h", "15cd", "3m"]
