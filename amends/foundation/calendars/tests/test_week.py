from __future__ import annotations

from datetime import date

import pytest

from amends.foundation.calendars.rules.notice import BadLine, days_of
from amends.foundation.calendars.rules.week import BadHours, said, slots_of, week_of


def test_hours_are_read_and_said_again() -> None:
    assert said(slots_of("13:30–18:00，9:00至12:00")) == "09:00-12:00 13:30-18:00"
    assert slots_of("") == ()
    assert said(slots_of("22:00-24:00")) == "22:00-24:00"


@pytest.mark.parametrize(
    "written",
    ["9-18", "09:00-08:00", "09:00-12:00 11:00-13:00", "09:70-10:00", "25:00-26:00", "09:00-12:00 lunch"],
)
def test_hours_that_cannot_be_used(written: str) -> None:
    with pytest.raises(BadHours):
        slots_of(written)


def test_a_week_has_seven_days_and_some_hours() -> None:
    for written in ([""] * 7, ["09:00-10:00"] * 6):
        with pytest.raises(BadHours):
            week_of(written)


def test_a_notice_is_read_in_several_hands() -> None:
    text = "2027-02-06 holiday Spring Festival\n2027年2月8日 至 2月9日  放假 春节\n\n2027/2/20 上班：春节"
    assert [(one.day, one.kind, one.name) for one in days_of(text, 2027)] == [
        (date(2027, 2, 6), "holiday", "Spring Festival"),
        (date(2027, 2, 8), "holiday", "春节"),
        (date(2027, 2, 9), "holiday", "春节"),
        (date(2027, 2, 20), "workday", "春节"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hello", "form"),
        ("2027-02-30 holiday", "date"),
        ("2027-01-01 - 2027-03-01 holiday", "date"),
        ("2027-02-09 - 2027-02-08 holiday", "date"),
        ("2027-02-06 party", "kind"),
        ("2026-02-06 holiday", "year"),
        ("2027-02-06 holiday\n2027-02-06 workday", "twice"),
    ],
)
def test_lines_that_cannot_be_used(text: str, why: str) -> None:
    with pytest.raises(BadLine) as refused:
        days_of(text, 2027)
    assert refused.value.why == why


def test_a_typhoon_day_is_written_in_the_words_of_the_island() -> None:
    found = days_of("2027-07-12 停班 颱風\n2027-07-17 補班", 2027)
    assert [one.kind for one in found] == ["holiday", "workday"]
