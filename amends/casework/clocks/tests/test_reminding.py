"""Reminders go out step by step, each once, to those who may know of the case, and only in working time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import assign_case
from amends.casework.cases.models import Case
from amends.casework.clocks.actions import apply_effect, pause_clock, resume_clock
from amends.casework.clocks.actions.reminding import AT_ONCE, look_at_clock, remind_later, sweep_clocks
from amends.casework.clocks.actions.telling import tell_of_pause, tell_of_pause_later
from amends.casework.clocks.events import ClockOverdue, ClockWarned
from amends.casework.clocks.models import Clock, Pause, Reminder
from amends.casework.clocks.queries import newest_reminders, running
from amends.foundation.audit.queries import entries_of
from amends.foundation.calendars.actions import add_calendar, change_hours, set_up_mainland
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.kernel.events import gathered
from amends.foundation.kernel.models import Job
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.actions.absences import enter_absence
from amends.foundation.organisation.models import Department, Member

HOUR = timedelta(hours=1)
# A Monday morning in Shanghai.
START = datetime.fromisoformat("2026-06-08T09:00+08:00")


@pytest.fixture
def case(owned_case: Case, company: Any) -> Case:
    """Only its solution clock runs, from Monday nine o'clock: half of it is over on Tuesday at 21:00."""
    Case.objects.filter(pk=owned_case.pk).update(received_at=START)
    with clock.at(START):
        apply_effect(case_id=owned_case.pk, happening="case_reopened", at=START, by=company.house)
    owned_case.refresh_from_db()
    return owned_case


@pytest.fixture
def look(case: Case, company: Any) -> Callable[[str], list[Any]]:
    """What is published when the house looks at the clock at a moment of Shanghai."""

    def act(moment: str) -> list[Any]:
        with clock.at(datetime.fromisoformat(f"{moment}+08:00")), gathered() as events:
            look_at_clock(clock_id=running(case.pk).get().pk, by=company.house)
        return events

    return act


def told() -> list[tuple[int, str]]:
    rows = Reminder.objects.select_related("member").order_by("id")
    return [(one.percent, one.member.username if one.member else "") for one in rows]


def next_at() -> str:
    found = Clock.objects.get().next_at
    assert found
    return f"{found.astimezone(START.tzinfo):%m-%d %H:%M}"


def test_a_step_that_falls_into_the_night_waits_for_the_morning(
    case: Case, look: Callable[[str], list[Any]]
) -> None:
    assert next_at() == "06-10 09:00"
    assert look("2026-06-09T22:00") == []
    assert next_at() == "06-10 09:00" and told() == []
    (event,) = look("2026-06-10T09:00")
    assert isinstance(event, ClockWarned) and event.percent == 50
    assert told() == [(50, "handler")]


def test_each_step_is_given_once_and_further_ones_go_higher(
    company: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    look("2026-06-10T09:00")
    assert look("2026-06-10T09:30") == []
    look("2026-06-10T16:00")
    look("2026-06-11T09:00")
    (event,) = look("2026-06-12T22:00") or look("2026-06-15T09:00")
    assert isinstance(event, ClockOverdue) and event.percent == 150
    assert event.member_ids == (company.handler.pk, company.lead.pk, company.manager.pk)
    assert told() == [
        (50, "handler"),
        (75, "handler"),
        (100, "handler"),
        (100, "lead"),
        (150, "handler"),
        (150, "lead"),
        (150, "manager"),
    ]
    assert Clock.objects.get().next_at is None
    actions = entries_of(case.chain).values_list("action", flat=True)
    assert [one for one in actions if one in {"clock.warned", "clock.overdue"}] == [
        "clock.warned",
        "clock.warned",
        "clock.overdue",
        "clock.overdue",
    ]


@pytest.mark.parametrize("deputy", ["colleague", None])
def test_who_is_absent_is_told_on_coming_back_and_somebody_here_at_once(
    company: Any,
    case: Case,
    look: Callable[[str], list[Any]],
    run_jobs: Callable[[], int],
    deputy: str | None,
) -> None:
    """Half of the time was over, and the only one who was told sat on a beach."""
    with clock.at(START):
        enter_absence(
            member=company.handler,
            starts_at=START,
            ends_at=datetime.fromisoformat("2026-06-11T00:00+08:00"),
            deputy=company.members[deputy] if deputy else None,
            by=company.handler,
        )
    look("2026-06-10T09:00")
    assert told() == [(50, deputy or "lead")]
    with clock.at(datetime.fromisoformat("2026-06-11T09:00+08:00")):
        run_jobs()
    assert told() == [(50, deputy or "lead"), (50, "handler")]


def test_where_nobody_owns_the_case_its_lead_is_told(
    company: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    Case.objects.filter(pk=case.pk).update(owner=None)
    look("2026-06-10T10:00")
    assert told() == [(50, "lead")]
    Case.objects.filter(pk=case.pk).update(department=company.east)
    look("2026-06-10T15:30")
    assert told()[1:] == [(75, "east_lead")]


def test_nobody_is_told_of_what_they_may_not_know(
    company: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    Case.objects.filter(pk=case.pk).update(owner=None, restricted=True)
    look("2026-06-10T10:00")
    assert told() == [(50, "manager")]
    Member.objects.filter(role="manager").update(is_active=False)
    look("2026-06-15T10:00")
    assert told()[1:] == [(150, "")]


def test_of_a_restricted_case_whose_owner_is_absent_a_manager_is_told(
    company: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    Case.objects.filter(pk=case.pk).update(restricted=True)
    with clock.at(START):
        enter_absence(
            member=company.handler,
            starts_at=START,
            ends_at=datetime.fromisoformat("2026-06-11T00:00+08:00"),
            deputy=company.colleague,
            by=company.handler,
        )
    look("2026-06-10T10:00")
    assert told() == [(50, "manager")]


def test_a_stopped_clock_and_a_closed_case_remind_nobody(
    company: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    one = running(case.pk).get()
    apply_effect(case_id=case.pk, happening="case_solved", at=START + 40 * HOUR, by=company.house)
    with clock.at(START + 50 * HOUR):
        look_at_clock(clock_id=one.pk, by=company.house)
    assert told() == []


def test_a_pause_that_lasts_too_long_ends_by_itself(company: Any, case: Case) -> None:
    one = running(case.pk).get()
    with clock.at(START + HOUR):
        pause_clock(case_id=case.pk, clock_id=one.pk, reason="expert", by=company.handler)
    with clock.at(START + 100 * HOUR):
        look_at_clock(clock_id=one.pk, by=company.house)
        assert Pause.objects.get().ended_at is None
    with clock.at(START + 250 * HOUR):
        look_at_clock(clock_id=one.pk, by=company.house)
    assert Pause.objects.get().ended_at == START + 241 * HOUR
    assert Pause.objects.get().ended_by == company.house
    one.refresh_from_db()
    assert one.due_at == START + (72 + 240) * HOUR


@pytest.fixture
def paused(company: Any, case: Case) -> Pause:
    """It stands still from Monday ten o'clock and may do so until Thursday of the next week, ten o'clock."""
    with clock.at(START + HOUR):
        pause_clock(case_id=case.pk, clock_id=running(case.pk).get().pk, reason="expert", by=company.handler)
    Notice.objects.all().delete()
    return Pause.objects.get()


@pytest.fixture
def pass_to(run_jobs: Callable[[], int]) -> Callable[[str], list[str]]:
    """Lets the house look at that moment, and says who has heard so far that the clock runs again."""

    def act(moment: str) -> list[str]:
        with clock.at(datetime.fromisoformat(f"{moment}+08:00")):
            sweep_clocks()
            run_jobs()
        return heard()

    return act


def heard() -> list[str]:
    rows = Notice.objects.filter(kind="clock", data__what="resumed")
    return list(rows.order_by("id").values_list("member__username", flat=True))


def test_whoever_has_the_case_hears_that_a_pause_ended_at_its_limit(
    paused: Pause, pass_to: Callable[[str], list[str]]
) -> None:
    assert pass_to("2026-06-18T09:30") == []
    assert pass_to("2026-06-18T10:01") == ["handler"]
    assert pass_to("2026-06-18T10:02") == ["handler"]
    notice = Notice.objects.get(data__what="resumed")
    assert notice.data["due"] == Clock.objects.get().due_at.isoformat()


def test_what_goes_on_at_night_is_told_in_the_morning(
    paused: Pause, pass_to: Callable[[str], list[str]]
) -> None:
    Pause.objects.update(started_at=START - 6 * HOUR)
    Clock.objects.update(paused_since=START - 6 * HOUR, started_at=START - 7 * HOUR, next_at=START)
    assert pass_to("2026-06-18T03:01") == []
    assert Pause.objects.get().ended_at
    assert pass_to("2026-06-18T09:01") == ["handler"]


@pytest.mark.parametrize("deputy", ["colleague", ""])
def test_while_the_owner_is_away_the_deputy_or_else_the_lead_hears_of_it(
    company: Any, paused: Pause, pass_to: Callable[[str], list[str]], deputy: str
) -> None:
    with clock.at(START + 2 * HOUR):
        enter_absence(
            member=company.handler,
            starts_at=START,
            ends_at=datetime.fromisoformat("2026-06-22T00:00+08:00"),
            deputy=company.members[deputy] if deputy else None,
            by=company.handler,
        )
    assert pass_to("2026-06-18T10:01") == [deputy or "lead"]
    assert pass_to("2026-06-22T09:01") == [deputy or "lead", "handler"]


def test_nobody_hears_of_a_pause_that_a_person_ended(
    company: Any, case: Case, paused: Pause, pass_to: Callable[[str], list[str]]
) -> None:
    with clock.at(START + 2 * HOUR):
        resume_clock(case_id=case.pk, clock_id=paused.clock_id, by=company.colleague)
    assert pass_to("2026-06-18T10:01") == []


def test_nobody_hears_later_of_a_clock_that_has_stopped(
    company: Any, paused: Pause, pass_to: Callable[[str], list[str]]
) -> None:
    Pause.objects.update(ended_at=START + 2 * HOUR)
    Clock.objects.update(paused_since=None, stopped_at=START + 3 * HOUR)
    tell_of_pause(paused.pk)
    tell_of_pause_later(paused.pk, company.handler.pk)
    assert heard() == []


def test_who_may_not_know_of_the_case_does_not_hear_of_it(
    company: Any, case: Case, paused: Pause, pass_to: Callable[[str], list[str]]
) -> None:
    Case.objects.filter(pk=case.pk).update(restricted=True, owner=None)
    assert pass_to("2026-06-18T10:01") == ["manager"]


def test_the_sweep_takes_only_what_is_due_and_each_once(company: Any, case: Case) -> None:
    Job.objects.all().delete()
    with clock.at(START + 24 * HOUR):
        assert sweep_clocks() == 0
    with clock.at(START + 49 * HOUR):
        assert sweep_clocks() == 1
        assert sweep_clocks() == 0
    job = Job.objects.get()
    assert job.payload == {"ids": [running(case.pk).get().pk]}
    assert AT_ONCE >= 1000


def test_the_sweep_and_its_jobs_remind(case: Case, run_jobs: Callable[[], int]) -> None:
    with clock.at(START + 49 * HOUR):
        sweep_clocks()
        run_jobs()
    assert told() == [(50, "handler")]


def test_the_index_serves_the_sweep(case: Case) -> None:
    plan = Clock.objects.filter(next_at__lte=START).order_by("next_at", "id")[:5].explain()
    assert "clock_next" in plan or "Seq Scan" in plan


def test_people_see_their_newest_reminders_as_long_as_they_may_see_the_case(
    company: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    look("2026-06-10T09:00")
    assert [one.percent for one in newest_reminders(company.handler)] == [50]
    assert newest_reminders(company.colleague) == []
    assign_case(case_id=case.pk, to=company.colleague, by=company.lead)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    assert newest_reminders(company.handler) == []


def test_people_cannot_give_reminders(company: Any, case: Case) -> None:
    with pytest.raises(NotPermitted):
        look_at_clock(clock_id=running(case.pk).get().pk, by=company.manager)


@pytest.fixture
def evenings(company: Any) -> Any:
    """A calendar of evening and weekend hours, which the handler works by."""
    admin = company.administrator
    set_up_mainland(by=company.house)
    set_up_mainland(by=company.house)
    admin = company.administrator
    made = add_calendar(code="evening", name="晚班", zone="Asia/Shanghai", like=None, by=admin)
    change_hours(calendar=made, week=["18:00-23:00"] * 7, by=company.house)
    Member.objects.filter(pk=company.handler.pk).update(calendar="evening")
    return made


def test_who_works_in_the_evening_is_reminded_in_the_evening(
    evenings: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    assert look("2026-06-09T17:00") == []
    (event,) = look("2026-06-09T21:30")
    assert event.percent == 50 and told() == [(50, "handler")]


def test_who_has_no_hours_is_reminded_in_those_of_the_department(
    company: Any, evenings: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    Member.objects.filter(pk=company.handler.pk).update(calendar="")
    Department.objects.filter(pk=company.handler.department_id).update(calendar="evening")
    assert look("2026-06-09T17:00") == []
    (event,) = look("2026-06-09T21:30")
    assert event.percent == 50 and told() == [(50, "handler")]


def test_the_others_are_reminded_when_they_begin(
    company: Any, evenings: Any, case: Case, look: Callable[[str], list[Any]], run_jobs: Callable[[], int]
) -> None:
    look("2026-06-11T21:30")
    assert told() == [(100, "handler")]
    for morning in ("2026-06-12T08:00+08:00", "2026-06-12T09:01+08:00"):
        with clock.at(datetime.fromisoformat(morning)):
            run_jobs()
    assert told() == [(100, "handler"), (100, "lead")]


def test_a_step_that_waits_for_its_owner_does_not_hold_up_the_lead(
    company: Any, evenings: Any, case: Case, look: Callable[[str], list[Any]]
) -> None:
    Member.objects.filter(pk=company.handler.pk).update(calendar="")
    Member.objects.filter(pk=company.lead.pk).update(calendar="evening")
    # 75 % was reached on Friday at 11:12 and is the owner's; 90 % is at 22:00 and is the lead's too.
    began = datetime.fromisoformat("2026-06-10T05:12+08:00")
    Clock.objects.update(started_at=began, due_at=began + 72 * HOUR, rungs=1)
    assert look("2026-06-12T18:30") == []
    assert next_at() == "06-12 22:00"
    look("2026-06-12T22:00")
    assert told() == [(90, "lead")]


def test_nobody_hears_later_of_what_is_over(company: Any, evenings: Any, case: Case, look: Any) -> None:
    look("2026-06-11T21:30")
    Clock.objects.update(stopped_at=START)
    remind_later(clock_id=Clock.objects.get().pk, step=3, member_id=company.lead.pk)
    assert told() == [(100, "handler")]
