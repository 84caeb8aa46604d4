"""The sheet of deadlines: what it shows, pausing and resuming from it, and who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import override

from amends.casework.cases.actions import close_case, give_task
from amends.casework.cases.models import Case
from amends.casework.clocks.choices import ClockKind
from amends.casework.clocks.models import Clock, Pause, Reminder
from amends.casework.clocks.queries import clocks_of, kept_deadlines, running
from amends.doors.desk.queries.case_page import clocks
from amends.doors.desk.queries.clock_sheet import moved_by
from amends.foundation.calendars.models import Calendar
from amends.foundation.calendars.rules.lengths import Unit
from amends.foundation.kernel import clock
from amends.foundation.organisation.models import Department


@pytest.fixture
def case(owned_case: Case, run_jobs: Callable[[], int]) -> Case:
    run_jobs()
    return owned_case


def address(case: Case, name: str = "case_clocks", *more: int) -> str:
    return reverse(f"desk:{name}", args=[case.number, *more])


def clock_of(case: Case, kind: str) -> Clock:
    return running(case.pk).get(kind=kind)


def test_what_stopped_stands_by_when_it_ended_the_last_on_top(
    as_: Callable[[str], Client], case: Case
) -> None:
    first, second = clocks_of(case)[:2]
    ended = clock.now()
    by_due = sorted((first, second), key=lambda one: one.due_at)
    for n, one in enumerate(by_due):
        Clock.objects.filter(pk=one.pk).update(stopped_at=ended + timedelta(minutes=n))
    shown = as_("handler").get(address(case)).context["stopped"]
    assert [row["id"] for row in shown] == [one.pk for one in reversed(by_due)]


@pytest.mark.parametrize(
    ("hours", "unit", "said"),
    [
        (60, Unit.WORKING_DAYS, "60 个工作小时"),
        (1.5, Unit.WORKING_HOURS, "90 个工作分钟"),
        (0, Unit.WORKING_DAYS, "0 分钟"),
        (48, Unit.HOURS, "2 天"),
    ],
)
def test_a_pause_in_working_time_is_not_told_in_days_of_24_hours(hours: float, unit: Unit, said: str) -> None:
    with override("zh-hans"):
        assert moved_by(timedelta(hours=hours), unit) == said


def test_a_provisional_due_time_is_marked_where_it_stands(as_: Callable[[str], Client], case: Case) -> None:
    desk, one = as_("handler"), clock_of(case, ClockKind.SOLUTION)
    marked = f'{localtime(one.due_at):%Y-%m-%d %H:%M}</strong> <span class="pill tone-orange"'
    assert marked not in desk.get(address(case)).content.decode()
    one.explanation["provisional"] = True
    one.save()
    assert marked in desk.get(address(case)).content.decode()


def test_it_shows_every_clock_with_its_rule_and_how_its_due_time_comes_about(
    as_: Callable[[str], Client], case: Case
) -> None:
    page = as_("handler").get(address(case)).content.decode()
    for words in ("首次响应", "方案", "内置", "行业惯例", "24 小时", "72 小时", "到期时间怎样推算"):
        assert words in page, words
    assert page.count('class="card clock-sheet"') == 2


def test_pausing_and_resuming_from_the_sheet(as_: Callable[[str], Client], case: Case) -> None:
    client, one = as_("handler"), clock_of(case, "solution")
    answer = client.post(
        address(case, "pause_clock", one.pk), {"reason": "expert", "note": "<b>质检所</b>"}, follow=True
    )
    page = answer.content.decode()
    assert "等第三方鉴定意见" in page and "&lt;b&gt;质检所" in page and "自动恢复" in page
    answer = client.post(address(case, "resume_clock", one.pk), follow=True)
    assert "handler先生 恢复" in answer.content.decode()
    assert Pause.objects.get().ended_at is not None


def test_a_refusal_says_why_and_keeps_what_was_entered(as_: Callable[[str], Client], case: Case) -> None:
    one = clock_of(case, "solution")
    values = {"clock": one.pk, "reason": "", "note": "等顾客寄回"}
    answer = as_("handler").post(address(case, "pause_clock", one.pk), values)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "等顾客寄回" in page and "请选择挂起原因" in page
    first = clock_of(case, "first_response")
    answer = as_("handler").post(address(case, "pause_clock", first.pk), {"reason": "asked"})
    assert answer.status_code == 409 and "不允许挂起" in answer.content.decode()


def test_a_page_that_is_old_is_told(as_: Callable[[str], Client], case: Case) -> None:
    one = clock_of(case, "solution")
    answer = as_("handler").post(
        address(case, "pause_clock", one.pk), {"reason": "asked", "version": case.version + 5}
    )
    assert answer.status_code == 409
    assert not Pause.objects.exists()


def test_an_overdue_clock_is_red_and_a_stopped_one_says_whether_in_time(
    as_: Callable[[str], Client], case: Case
) -> None:
    Clock.objects.filter(kind="solution").update(due_at=case.received_at - timedelta(hours=1))
    one = clock_of(case, "first_response")
    Clock.objects.filter(pk=one.pk).update(stopped_at=one.due_at + timedelta(hours=1))
    page = as_("handler").get(address(case)).content.decode()
    assert "clock-red" in page and "已逾期的时限不能挂起" in page and "逾期" in page


@pytest.mark.parametrize("name", ["pause_clock", "resume_clock", "end_clock"])
def test_the_four_refusals(as_: Callable[[str], Client], company: Any, case: Case, name: str) -> None:
    one = clock_of(case, "solution")
    path = address(case, name, one.pk)
    assert as_("handler").get(path).status_code == 405
    assert as_("east_handler").post(path, {"reason": "asked", "what": "x"}).status_code == 404
    assert as_("trainer").post(path, {"reason": "asked", "what": "x"}).status_code == 403
    Case.objects.filter(pk=case.pk).update(phase="closed")
    assert as_("handler").post(path, {"reason": "asked", "what": "x"}).status_code == 409


def test_the_start_of_a_duty_reads_the_browsers_moment(as_: Callable[[str], Client], case: Case) -> None:
    answer = as_("handler").post(address(case, "start_clock"), {"code": "CN-CAC-4H", "started_at": "soon"})
    assert answer.status_code == 422
    assert as_("handler").get(address(case, "start_clock")).status_code == 405
    assert as_("trainer").get(address(case)).status_code == 403
    assert as_("east_handler").get(address(case)).status_code == 404


def test_the_start_page_names_each_clock_one_was_reminded_of_once(
    as_: Callable[[str], Client], company: Any, case: Case
) -> None:
    one = clock_of(case, "solution")
    for step, percent in enumerate((50, 75)):
        Reminder.objects.create(
            clock=one, member=company.handler, percent=percent, step=step, given_at=clock.now()
        )
    shown = as_("handler").get(reverse("desk:start")).content.decode()
    assert shown.count('class="reminder"') == 1 and "75 %" in shown
    assert 'class="reminder"' not in as_("colleague").get(reverse("desk:start")).content.decode()


def test_a_clock_that_stands_still_says_when_it_would_be_due_if_it_went_on(
    as_: Callable[[str], Client], case: Case
) -> None:
    client, one = as_("handler"), clock_of(case, "solution")
    client.post(address(case, "pause_clock", one.pk), {"reason": "expert"})
    with clock.at(clock.now() + timedelta(days=4)):
        page = client.get(address(case)).content.decode()
    later = localtime(one.due_at + timedelta(days=4))
    assert f'若现在恢复，到期 <strong class="number">{later:%Y-%m-%d}' in page
    assert "起算，从这一刻数 72 小时" in page


def test_in_the_head_of_a_case_what_ended_alike_stands_once() -> None:
    """After four rounds seven grey pills stood before the one deadline that runs."""
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def one(kind: ClockKind, ended: timedelta | None) -> Clock:
        at = None if ended is None else noon + ended
        due = noon + timedelta(hours=4)
        return Clock(kind=kind, started_at=noon, due_at=due, unpaused_due_at=due, stopped_at=at)

    kept, missed = timedelta(hours=1), timedelta(hours=9)
    shown = clocks(
        [
            one(ClockKind.FIRST_RESPONSE, kept),
            one(ClockKind.SOLUTION, kept),
            one(ClockKind.SOLUTION, missed),
            one(ClockKind.SOLUTION, None),
            one(ClockKind.SOLUTION, kept),
        ]
    )
    assert [(row["kind"], row["state"], row["met"], row["times"]) for row in shown] == [
        (ClockKind.SOLUTION, "running", None, 1),
        (ClockKind.FIRST_RESPONSE, "stopped", True, 1),
        (ClockKind.SOLUTION, "stopped", True, 2),
        (ClockKind.SOLUTION, "stopped", False, 1),
    ]


def test_what_ended_only_with_a_withdrawn_case_is_called_neither_kept_nor_missed(
    as_: Callable[[str], Client], company: Any, case: Case, run_jobs: Callable[[], int]
) -> None:
    close_case(case_id=case.pk, outcome="WDN", reason="不追究了", ending={"how": "phone"}, by=company.handler)
    run_jobs()
    assert clocks(list(clocks_of(case))) == []
    page = as_("handler").get(address(case)).content.decode()
    assert "已失效" in page and "按时" not in page
    assert kept_deadlines(since=case.received_at, until=clock.now() + timedelta(hours=1)) == []


def test_a_due_time_by_hours_elsewhere_says_what_the_clock_shows_there(
    as_: Callable[[str], Client], case: Case, run_jobs: Callable[[], int]
) -> None:
    """A department across the sea accepts in its own morning; the house reads the same moment by its own clock."""
    week = ["09:00-17:00"] * 5 + ["", ""]
    Calendar.objects.create(
        code="newyork", name="纽约", zone="America/New_York", week=week, changed_at=clock.now()
    )
    there = Department.objects.create(
        code="NY", name="纽约店", path="/NY/", function="quality", calendar="newyork"
    )
    give_task(case_id=case.pk, kind="quality", department=there, asked="请查批次", by=case.owner)
    run_jobs()
    one = clock_of(case, ClockKind.TASK)
    page = as_("handler").get(address(case)).content.decode()
    shown = one.due_at.astimezone(ZoneInfo("America/New_York"))
    assert f"当地时间 {shown:%Y-%m-%d %H:%M}（America/New_York）" in page
    assert "按对方的工作时间推算" in page
    assert "由经办人约定" not in page


def test_a_reminder_that_waits_for_the_morning_says_so(as_: Callable[[str], Client], case: Case) -> None:
    night = datetime.fromisoformat("2026-06-09T22:00+08:00")
    Clock.objects.filter(case=case).exclude(kind="solution").delete()
    Clock.objects.filter(case=case).update(
        started_at=night - timedelta(hours=50), due_at=night + timedelta(hours=22), explanation={}
    )
    with clock.at(night):
        page = as_("handler").get(address(case)).content.decode()
    assert "50 % · handler先生 · 等上班时再提醒" in page and "06-10 09:00" in page
    with clock.at(night + timedelta(hours=12)):
        assert "等上班时再提醒" not in as_("handler").get(address(case)).content.decode()
