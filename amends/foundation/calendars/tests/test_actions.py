"""Calendars in the database: the mainland one, other hours, and notices that two people stand for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from amends.foundation.audit.models import AuditEntry
from amends.foundation.calendars.actions import (
    change_hours,
    decide_hours,
    decide_notice,
    enter_hours,
    enter_notice,
    set_up_mainland,
)
from amends.foundation.calendars.choices import FESTIVALS
from amends.foundation.calendars.models import Calendar, Notice, SpecialDay
from amends.foundation.calendars.queries import working_time
from amends.foundation.calendars.rules.notice import days_of, written
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

pytestmark = pytest.mark.django_db
YEAR = "2027-02-06 - 2027-02-12 holiday Spring Festival\n2027-02-20 workday Spring Festival"


@pytest.fixture
def calendar() -> Calendar:
    return set_up_mainland(by=house_member())


@pytest.fixture
def person() -> Callable[[str, Role], Member]:
    return lambda name, role: Member.objects.create(username=name, display_name=name, role=role)


def told(*words: str) -> str:
    out = StringIO()
    call_command("due", *words, stdout=out)
    return out.getvalue().rstrip()


def test_the_mainland_calendar_holds_every_announced_year(calendar: Calendar) -> None:
    hours = working_time(calendar)
    assert calendar.is_default and calendar.known_until == date(2026, 12, 31)
    assert not hours.works_on(date(2004, 1, 1)) and hours.works_on(date(2004, 1, 17))
    assert hours.works_on(date(2026, 2, 14)) and not hours.works_on(date(2026, 2, 23))
    assert {day.year for day in hours.special} == set(range(2004, 2027))
    assert {special.name for special in hours.special.values()} <= set(FESTIVALS)


def test_setting_up_again_leaves_what_people_changed(calendar: Calendar) -> None:
    change_hours(calendar=calendar, week=["10:00-19:00"] * 5 + ["", ""], by=house_member())
    SpecialDay.objects.filter(calendar=calendar, day=date(2026, 1, 1)).delete()
    assert set_up_mainland(by=house_member()).week[0] == "10:00-19:00"
    assert not SpecialDay.objects.filter(calendar=calendar, day=date(2026, 1, 1)).exists()


def test_the_command_explains_and_ends_with_the_due_time(calendar: Calendar) -> None:
    said = told("2026-02-13T10:00", "7wd")
    assert said.endswith("2026-03-02T10:00")
    assert "调休上班（春节）" in said and "2026-02-15 – 02-23" in said
    assert told("2026-02-13", "15cd", "--lang", "en").endswith("2026-02-28T00:00")
    assert "working days 2 to 5" in told("2026-02-13T10:00", "7wd", "--lang", "en")


def test_the_command_says_what_is_provisional(calendar: Calendar) -> None:
    assert "Provisional" in told("2026-12-30T10:00", "3wd", "--lang", "en")
    found = json.loads(told("2026-12-30T10:00", "3wd", "--json"))
    assert (found["due"], found["provisional"], found["calendar"]) == ("2027-01-04T10:00", True, "cn")
    assert [step["known"] for step in found["steps"]] == [True, False, False, False][: len(found["steps"])]


@pytest.mark.parametrize(
    "words",
    [
        ("yesterday", "7wd"),
        ("2026-02-13", "soon"),
        ("2026-02-13", "7wd", "--calendar", "mars"),
        ("9998-12-30", "9999y"),
    ],
)
def test_the_command_refuses_what_it_cannot_use(calendar: Calendar, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        told(*words)
    assert len(str(refused.value)) > 8


def test_a_time_zone_in_the_start_counts(calendar: Calendar) -> None:
    assert told("2026-02-13T02:00+00:00", "7wd").endswith("2026-03-02T10:00")


def test_hours_change_what_is_due_at_once(calendar: Calendar) -> None:
    before = told("2026-11-27T17:00", "2wh")
    change_hours(calendar=calendar, week=["09:00-20:00"] * 5 + ["", ""], by=house_member())
    assert before.endswith("2026-11-30T10:00") and told("2026-11-27T17:00", "2wh").endswith(
        "2026-11-27T19:00"
    )
    entry = AuditEntry.objects.get(action="calendar.hours_changed")
    assert entry.chain == "house"


def test_hours_that_cannot_be_read_change_nothing(calendar: Calendar) -> None:
    with pytest.raises(Invalid):
        change_hours(calendar=calendar, week=["nine to five"] * 7, by=house_member())
    before = calendar.changed_at
    calendar.refresh_from_db()
    assert calendar.changed_at == before


def test_a_notice_counts_once_another_person_confirms(
    calendar: Calendar, person: Callable[..., Member]
) -> None:
    first, second = person("a", Role.ADMINISTRATOR), person("m", Role.MANAGER)
    notice = enter_notice(calendar=calendar, year=2027, text=YEAR, source="State Council", by=first)
    monday = date(2027, 2, 8)
    assert working_time(calendar).works_on(monday)
    with pytest.raises(NotPermitted):
        decide_notice(notice=notice, confirm=True, by=first)
    decide_notice(notice=notice, confirm=True, by=second)
    calendar.refresh_from_db()
    assert calendar.known_until == date(2027, 12, 31)
    assert not working_time(calendar).works_on(monday) and working_time(calendar).works_on(date(2027, 2, 20))
    with pytest.raises(Conflict):
        decide_notice(notice=notice, confirm=False, by=second)
    assert list(AuditEntry.objects.filter(chain="house").values_list("action", flat=True)) == [
        "calendar.notice_entered",
        "calendar.notice_confirmed",
    ]


@pytest.mark.parametrize(("own", "ended"), [(True, "taken_back"), (False, "turned_down")])
def test_the_trail_says_who_let_a_change_fall(
    calendar: Calendar, person: Callable[..., Member], own: bool, ended: str
) -> None:
    writer = person("a", Role.ADMINISTRATOR)
    decider = writer if own else person("m", Role.MANAGER)
    notice = enter_notice(calendar=calendar, year=2027, text=YEAR, source="", by=writer)
    decide_notice(notice=notice, confirm=False, by=decider)
    hours = enter_hours(calendar=calendar, week=["09:00-17:00"] * 5 + ["", ""], by=writer)
    decide_hours(change=hours, confirm=False, by=decider)
    told = set(AuditEntry.objects.filter(chain="house").values_list("action", flat=True))
    assert {f"calendar.notice_{ended}", f"calendar.hours_{ended}"} <= told and len(told) == 4


def test_a_notice_that_is_turned_down_changes_nothing(
    calendar: Calendar, person: Callable[..., Member]
) -> None:
    notice = enter_notice(
        calendar=calendar, year=2027, text=YEAR, source="", by=person("a", Role.ADMINISTRATOR)
    )
    decide_notice(notice=notice, confirm=False, by=person("m", Role.MANAGER))
    calendar.refresh_from_db()
    assert calendar.known_until == date(2026, 12, 31) and working_time(calendar).works_on(date(2027, 2, 8))
    assert enter_notice(
        calendar=calendar, year=2027, text=YEAR, source="", by=person("b", Role.ADMINISTRATOR)
    ).pk


def test_a_year_that_is_skipped_stays_provisional(calendar: Calendar, person: Callable[..., Member]) -> None:
    first, second = person("a", Role.ADMINISTRATOR), person("m", Role.MANAGER)

    def load(year: int) -> date | None:
        text = f"{year}-10-01 holiday National Day"
        decide_notice(
            notice=enter_notice(calendar=calendar, year=year, text=text, source="", by=first),
            confirm=True,
            by=second,
        )
        calendar.refresh_from_db()
        return calendar.known_until

    assert load(2028) == date(2026, 12, 31)
    assert load(2027) == date(2028, 12, 31)


def test_only_those_who_may(calendar: Calendar, person: Callable[..., Member]) -> None:
    handler, admin = person("h", Role.HANDLER), person("a", Role.ADMINISTRATOR)
    with pytest.raises(NotPermitted):
        change_hours(calendar=calendar, week=["09:00-10:00"] * 7, by=handler)
    with pytest.raises(NotPermitted):
        enter_notice(calendar=calendar, year=2027, text=YEAR, source="", by=handler)
    notice = enter_notice(calendar=calendar, year=2027, text=YEAR, source="", by=admin)
    with pytest.raises(NotPermitted):
        decide_notice(notice=notice, confirm=True, by=handler)


@pytest.mark.parametrize(("year", "text"), [(27, YEAR), (2027, ""), (2027, "some holidays"), (2026, YEAR)])
def test_a_notice_that_cannot_be_read_is_refused(calendar: Calendar, year: int, text: str) -> None:
    with pytest.raises(Invalid):
        enter_notice(calendar=calendar, year=year, text=text, source="", by=house_member())
    assert not Notice.objects.exists()


def test_two_notices_for_one_year_do_not_wait_together(calendar: Calendar) -> None:
    enter_notice(calendar=calendar, year=2027, text=YEAR, source="", by=house_member())
    with pytest.raises(Conflict):
        enter_notice(calendar=calendar, year=2027, text=YEAR, source="", by=house_member())


def test_working_time_is_read_once_for_each_change(
    calendar: Calendar, django_assert_num_queries: Callable[..., object]
) -> None:
    working_time(calendar)
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert (
            working_time(calendar)
            .worked(
                datetime(2026, 2, 13, 9, tzinfo=ZoneInfo("Asia/Shanghai")),
                datetime(2026, 2, 15, 9, tzinfo=ZoneInfo("Asia/Shanghai")),
            )
            .total_seconds()
            == 15 * 3600
        )


def test_days_are_written_as_they_are_read() -> None:
    text = "2027-02-06 - 2027-02-12 holiday 春节\n2027-02-14 workday\n2027-02-20 workday 春节"
    days = days_of(text, 2027)
    assert written(days) == text
    assert written([]) == ""
