"""Tasks and promises have clocks of their own, due when people said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import (
    add_promise,
    close_case,
    give_task,
    judge_point,
    keep_promise,
    mark_cause_recorded,
    reopen_case,
)
from amends.casework.cases.events import PromiseBroken, PromiseMade, TaskAccepted, TaskDone, TaskGiven
from amends.casework.cases.models import Case, Promise, Task
from amends.casework.clocks import reactions
from amends.casework.clocks.actions import end_subject, run_subject
from amends.casework.clocks.choices import ClockEnd
from amends.casework.clocks.models import Clock
from amends.casework.clocks.queries import running
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.models import Department

HOUR = timedelta(hours=1)


@pytest.fixture
def task(owned_case: Case, company: Any) -> Task:
    now = clock.now()
    return Task.objects.create(
        case=owned_case,
        kind="quality",
        department=company.head,
        asked="请查批次",
        given_at=now,
        given_by=company.handler,
        due_at=now + HOUR,
        accept_by=now + HOUR,
        finish_by=now + 24 * HOUR,
    )


def test_a_tasks_clock_runs_from_being_given_until_it_is_done(owned_case: Case, task: Task) -> None:
    event = TaskGiven(case_id=owned_case.pk, task_id=task.pk)
    reactions.follow_the_task(event)
    reactions.follow_the_task(event)
    one = running(owned_case.pk).get(about=f"task:{task.pk}")
    assert (one.due_at, one.started_at) == (task.due_at, task.given_at)
    Task.objects.filter(pk=task.pk).update(state="accepted", due_at=task.finish_by)
    reactions.follow_the_task(TaskAccepted(case_id=owned_case.pk, task_id=task.pk))
    assert running(owned_case.pk).get(about=f"task:{task.pk}").due_at == task.finish_by
    Task.objects.filter(pk=task.pk).update(state="done", ended_at=task.given_at + 2 * HOUR)
    reactions.follow_the_task(TaskDone(case_id=owned_case.pk, task_id=task.pk))
    one.refresh_from_db()
    assert one.stopped_at == task.given_at + 2 * HOUR and one.was_met
    reactions.follow_the_task(event)
    assert not running(owned_case.pk).filter(kind="task").exists()


def test_a_task_that_came_back_has_no_clock_until_it_is_given_again(owned_case: Case, task: Task) -> None:
    event = TaskGiven(case_id=owned_case.pk, task_id=task.pk)
    reactions.follow_the_task(event)
    Task.objects.filter(pk=task.pk).update(state="returned")
    reactions.follow_the_task(event)
    assert not running(owned_case.pk).filter(kind="task").exists()
    later = task.given_at + 3 * HOUR
    Task.objects.filter(pk=task.pk).update(state="given", given_at=later, due_at=later + HOUR)
    reactions.follow_the_task(event)
    assert running(owned_case.pk).get(kind="task").started_at == later


def test_a_due_time_left_to_the_department_says_how_it_comes_about(owned_case: Case, company: Any) -> None:
    Department.objects.filter(pk=company.head.pk).update(function="quality")
    company.head.refresh_from_db()
    given = give_task(
        case_id=owned_case.pk, kind="quality", department=company.head, asked="请查批次", by=company.handler
    )
    reactions.follow_the_task(TaskGiven(case_id=owned_case.pk, task_id=given.pk))
    one = running(owned_case.pk).get(about=f"task:{given.pk}")
    assert one.explanation["length"] == "4wh"
    assert one.explanation["steps"]
    assert datetime.fromisoformat(one.explanation["due"]) == one.due_at


def test_a_due_time_that_people_chose_is_not_said_to_come_of_the_calendar(
    owned_case: Case, task: Task
) -> None:
    reactions.follow_the_task(TaskGiven(case_id=owned_case.pk, task_id=task.pk))
    assert running(owned_case.pk).get(about=f"task:{task.pk}").explanation == {"chosen": True}


@pytest.mark.parametrize(
    ("state", "hours", "met"),
    [
        ("broken", 6, False),
        ("broken", 1, False),
        ("kept", 1, True),
        ("kept", 6, False),
        ("struck", 1, None),
        ("struck", 6, False),
    ],
)
def test_a_promises_clock_ends_with_it_and_says_whether_it_was_kept(
    owned_case: Case, company: Any, state: str, hours: int, met: bool | None
) -> None:
    now = clock.now()
    promise = Promise.objects.create(
        case=owned_case,
        text="明天发出",
        state="open",
        source="hand",
        made_at=now,
        made_by=company.handler,
        owner=company.handler,
        due_at=now + 5 * HOUR,
    )
    reactions.follow_the_promise(PromiseMade(case_id=owned_case.pk, promise_id=promise.pk))
    assert running(owned_case.pk).get(kind="promise").due_at == promise.due_at
    Promise.objects.filter(pk=promise.pk).update(state=state, ended_at=now + hours * HOUR)
    reactions.follow_the_promise(PromiseBroken(case_id=owned_case.pk, promise_id=promise.pk))
    assert Clock.objects.get(kind="promise").was_met is met


def test_they_end_with_the_case_and_none_starts_in_a_closed_one(
    company: Any, owned_case: Case, task: Task, run_jobs: Callable[[], int]
) -> None:
    reactions.follow_the_task(TaskGiven(case_id=owned_case.pk, task_id=task.pk))
    Task.objects.all().update(state="withdrawn", ended_at=clock.now())
    close_case(
        case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
    )
    run_jobs()
    assert not running(owned_case.pk).exists()
    now = clock.now()
    run_subject(
        case_id=owned_case.pk,
        kind="task",
        subject_id=9,
        started_at=now,
        due_at=now + HOUR,
        by=company.house,
    )
    assert not running(owned_case.pk).exists()


def test_what_is_still_owed_is_not_kept_by_closing_and_due_again_once_the_case_is_open(
    company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case], run_jobs: Callable[[], int]
) -> None:
    case = bring_to(owned_case, "review")
    due = clock.now() + 48 * HOUR
    promise = add_promise(case_id=case.pk, text="退还蛋糕款", due_at=due, by=company.handler)
    for point in case.grievances.all():
        judge_point(case_id=case.pk, point_id=point.pk, finding="upheld", reason="属实", by=company.handler)
    mark_cause_recorded(case_id=case.pk, cause="QA-01", by=company.handler)
    run_jobs()
    close_case(case_id=case.pk, outcome="UPH", left_open="退款已在路上", by=company.handler)
    run_jobs()
    first = Clock.objects.get(about=f"promise:{promise.pk}")
    assert first.stopped_at and first.was_met is None
    reopen_case(case_id=case.pk, reason="钱没有到账", by=company.handler)
    run_jobs()
    assert running(case.pk).get(about=f"promise:{promise.pk}").due_at == due
    keep_promise(promise_id=promise.pk, by=company.handler)
    run_jobs()
    reactions.follow_the_promise(PromiseMade(case_id=case.pk, promise_id=promise.pk))
    assert not running(case.pk).filter(kind="promise").exists()
    assert [one.was_met for one in Clock.objects.filter(kind="promise").order_by("pk")] == [None, True]


def test_people_cannot_turn_them(company: Any, owned_case: Case) -> None:
    now = clock.now()
    with pytest.raises(NotPermitted):
        end_subject(
            case_id=owned_case.pk, kind="task", subject_id=1, at=now, how=ClockEnd.DONE, by=company.manager
        )
    with pytest.raises(NotPermitted):
        run_subject(
            case_id=owned_case.pk, kind="task", subject_id=1, started_at=now, due_at=now, by=company.manager
        )
