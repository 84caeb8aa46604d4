"""A due time out of length, calendar and pauses, over year ends, changes of clocks and leap days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from amends.casework.clocks.rules.deadlines import Span, deadline, measure_of, moment_of_share, used_share
from amends.casework.clocks.rules.explaining import explanation_of, pauses_in, steps_in
from amends.foundation.calendars.rules.lengths import Unit, length_of
from amends.foundation.calendars.rules.week import week_of
from amends.foundation.calendars.rules.working_time import Special, WorkingTime

ZONES = st.sampled_from(["Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe"])
DAYS = st.sampled_from(["", "09:00-18:00", "09:00-12:00 13:30-18:00", "00:00-24:00", "22:00-24:00"])
# Year ends, both changes of clocks and a leap day lie among them.
STARTS = st.one_of(
    st.datetimes(datetime(2023, 12, 20), datetime(2024, 3, 15)),
    st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 10)),
    st.datetimes(datetime(2026, 10, 1), datetime(2026, 11, 5)),
    st.datetimes(datetime(2026, 12, 20), datetime(2027, 1, 10)),
).map(lambda moment: moment.replace(tzinfo=UTC))
LENGTHS = st.builds(
    lambda n, unit: f"{n}{unit.value}",
    st.integers(0, 60),
    st.sampled_from([unit for unit in Unit if unit not in (Unit.YEARS, Unit.MONTHS)]),
)
# Units in which the hour by the wall clock does not stand in for a number of days.
STEADY = st.builds(
    lambda n, unit: f"{n}{unit.value}",
    st.integers(1, 60),
    st.sampled_from([Unit.HOURS, Unit.MINUTES, Unit.WORKING_HOURS, Unit.WORKING_MINUTES]),
)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingTime:
    week = draw(st.lists(DAYS, min_size=7, max_size=7).filter(lambda days: sum(map(bool, days)) >= 2))
    first = draw(st.dates(date(2023, 12, 1), date(2027, 1, 1)))
    special = draw(st.dictionaries(st.integers(0, 60), st.booleans(), max_size=15))
    days = {first + timedelta(days=n): Special(works, "x") for n, works in special.items()}
    return WorkingTime("made", ZoneInfo(draw(ZONES)), week_of(week), days)


def utc(moment: datetime) -> datetime:
    """Two moments of one zone are told apart by their wall clock alone; in the hour that comes twice that is not enough."""
    return moment.astimezone(UTC)


def pauses(start: datetime, end: datetime) -> st.SearchStrategy[list[Span]]:
    """Pauses one after the other between two moments."""
    whole = max(int((end - start).total_seconds()) - 1, 0)
    moments = st.lists(st.integers(0, whole), max_size=6, unique=True).map(sorted)
    return moments.map(
        lambda points: [
            Span(start + timedelta(seconds=a), start + timedelta(seconds=b))
            for a, b in zip(points[::2], points[1::2], strict=False)
        ]
    )


@given(st.data(), calendars(), STARTS, LENGTHS)
def test_a_due_time_never_lies_before_the_start_nor_before_the_one_without_pauses(
    data: st.DataObject, hours: WorkingTime, start: datetime, length: str
) -> None:
    plain = deadline(start, length, hours)
    assert utc(plain.at) >= start
    found = deadline(start, length, hours, data.draw(pauses(start, plain.at)))
    assert utc(found.unpaused) == utc(plain.at) <= utc(found.at)


@given(calendars(), STARTS, STEADY, st.integers(0, 500_000))
def test_what_starts_later_is_not_due_earlier(
    hours: WorkingTime, start: datetime, length: str, seconds: int
) -> None:
    later = deadline(start + timedelta(seconds=seconds), length, hours).at
    assert utc(deadline(start, length, hours).at) <= utc(later)


@given(calendars(), STARTS, st.sampled_from(list(Unit)), st.integers(0, 30))
def test_what_takes_longer_is_not_due_earlier(
    hours: WorkingTime, start: datetime, unit: Unit, amount: int
) -> None:
    shorter, longer = (utc(deadline(start, f"{n}{unit.value}", hours).at) for n in (amount, amount + 1))
    assert shorter <= longer


@given(st.data(), calendars(), STARTS, st.integers(1, 60), st.sampled_from(["wd", "wh", "wmin"]))
def test_a_pause_of_so_many_working_minutes_moves_a_due_time_in_working_time_by_exactly_so_many(
    data: st.DataObject, hours: WorkingTime, start: datetime, amount: int, unit: str
) -> None:
    plain = deadline(start, f"{amount}{unit}", hours)
    spans = data.draw(pauses(start, plain.at))
    found = deadline(start, f"{amount}{unit}", hours, spans)
    stood = sum((hours.worked(*span) for span in spans), timedelta())
    assert hours.worked(plain.at, found.at) == stood
    assert sum((one.by for one in found.moved), timedelta()) == stood


@given(st.data(), calendars(), STARTS, st.integers(1, 300))
def test_a_pause_moves_a_due_time_in_hours_by_its_own_length(
    data: st.DataObject, hours: WorkingTime, start: datetime, amount: int
) -> None:
    plain = deadline(start, f"{amount}h", hours)
    spans = data.draw(pauses(start, plain.at))
    found = deadline(start, f"{amount}h", hours, spans)
    assert utc(found.at) - utc(plain.at) == sum((span.end - span.start for span in spans), timedelta())


@given(st.data(), calendars(), STARTS, STEADY)
def test_the_explanation_adds_up_and_comes_back_as_it_was(
    data: st.DataObject, hours: WorkingTime, start: datetime, length: str
) -> None:
    spans = data.draw(pauses(start, deadline(start, length, hours).at))
    found = deadline(start, length, hours, spans)
    kept = explanation_of(length, hours, found)
    assert steps_in(kept) == found.steps
    written = length_of(length)
    assert written and found.steps[-1].counted == written.amount
    measure, at = measure_of(written, hours), found.unpaused
    for _begin, _end, seconds in pauses_in(kept):
        at = measure.later(at, timedelta(seconds=seconds))
    assert utc(at) == utc(found.at) == utc(datetime.fromisoformat(kept["due"]))


@given(st.data(), calendars(), STARTS, STEADY, st.sampled_from([50, 75, 90, 100, 150]))
def test_a_rung_is_reached_at_its_share_of_the_clocks_own_time(
    data: st.DataObject, hours: WorkingTime, start: datetime, length: str, percent: int
) -> None:
    spans = data.draw(pauses(start, deadline(start, length, hours).at))
    due_at, measure = utc(deadline(start, length, hours, spans).at), measure_of(length_of(length), hours)
    moment = moment_of_share(start, due_at, percent, spans, measure)
    assert start <= moment
    assert (moment <= due_at) if percent < 100 else (moment >= due_at)
    share = used_share(start, due_at, moment, spans, measure)
    assert abs(share * 100 - percent) < 0.2 or (percent >= 100 and share >= 1.0)


def test_the_share_stands_still_in_a_pause() -> None:
    start = datetime(2026, 6, 1, tzinfo=UTC)
    hours, span = timedelta(hours=1), Span(start + timedelta(hours=10), start + timedelta(hours=20))
    measure, due_at = measure_of(length_of("40h"), WorkingTime("x", ZoneInfo("UTC"), ())), start + 50 * hours
    shares = [used_share(start, due_at, start + n * hours, [span], measure) for n in (10, 15, 20, 30, 49)]
    assert [round(one, 3) for one in shares] == [0.25, 0.25, 0.25, 0.5, 0.975]


def test_a_pause_moves_a_due_time_forward_in_the_hour_that_comes_twice() -> None:
    start = datetime(2026, 11, 1, 5, tzinfo=UTC)
    hours = WorkingTime("x", ZoneInfo("America/New_York"), ())
    found = deadline(start, "1h", hours, [Span(start, start + timedelta(seconds=1))])
    assert found.at.astimezone(UTC) == start + timedelta(hours=1, seconds=1)
