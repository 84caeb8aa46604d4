from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from amends.foundation.kernel import clock, jobs
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.jobs.beat import Beat
from amends.foundation.kernel.jobs.claim import LOST
from amends.foundation.kernel.jobs.run import attempt, settle
from amends.foundation.kernel.jobs.worker import A_TURN_FOR_THE_REST, Loop
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.rules import ERROR_CHARACTERS, LEASE, MAX_ATTEMPTS, MAX_DEPTH
from amends.foundation.kernel.tests.work_for_tests import HERE

pytestmark = pytest.mark.django_db
NOTE, FAIL, FAIL_ONCE, FOLLOW, TIDY = (
    f"{HERE}.{name}" for name in ("note", "fail", "fail_once", "follow", "tidy")
)


def later(**delta: float) -> datetime:
    return clock.now() + timedelta(**delta)


def test_a_job_is_called_with_what_it_was_given(heard: list[object]) -> None:
    when = clock.now()
    jobs.enqueue(NOTE, {"word": "hello", "when": when, "pair": (1, 2)})
    assert jobs.run_due(reraise=True) == 1
    assert heard == [("hello", {"when": when, "pair": (1, 2)})]
    job = Job.objects.get()
    assert job.state == JobState.DONE
    assert job.finished_at is not None
    assert job.attempts == 1


def test_jobs_run_in_the_order_of_their_time(heard: list[object]) -> None:
    jobs.enqueue(NOTE, {"word": "second"})
    jobs.enqueue(NOTE, {"word": "third"})
    jobs.enqueue(NOTE, {"word": "first"}, run_at=later(seconds=-5))
    jobs.run_due()
    assert heard == ["first", "second", "third"]


def test_a_job_waits_for_its_time(heard: list[object]) -> None:
    jobs.enqueue(NOTE, {"word": "late"}, run_at=later(hours=1))
    assert not jobs.has_due()
    assert jobs.run_due() == 0
    with clock.at(later(hours=1, seconds=1)):
        assert jobs.has_due()
        assert jobs.run_due() == 1


def test_running_what_is_due_includes_what_that_asks_for_up_to_the_limit(heard: list[object]) -> None:
    jobs.enqueue(FOLLOW, {"count": 5})
    assert jobs.run_due(limit=3) == 3
    assert jobs.run_due() == 3
    assert heard == [5, 4, 3, 2, 1, 0]
    assert list(Job.objects.order_by("id").values_list("depth", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_work_that_waits_and_asks_for_itself_later_is_no_circle(heard: list[object]) -> None:
    often = MAX_DEPTH + 5
    jobs.enqueue(f"{HERE}.wait_for", {"count": often})
    for second in range(often + 1):
        with clock.at(later(seconds=second + 1)):
            assert jobs.run_due() == 1
    assert heard == list(range(often, -1, -1)) and not Job.objects.filter(state=JobState.READY).exists()


def test_a_name_that_is_no_function_of_ours_is_refused_at_once() -> None:
    for name in (f"{HERE}.nothing", "os.system"):
        with pytest.raises(ImportError):
            jobs.enqueue(name)
    assert not Job.objects.exists()


def test_while_one_waits_its_twin_is_not_added_and_the_earlier_time_counts(heard: list[object]) -> None:
    jobs.enqueue(NOTE, {"word": "a"}, unique_key="k", run_at=later(hours=2))
    jobs.enqueue(NOTE, {"word": "a"}, unique_key="k", run_at=later(hours=3))
    soon = later(hours=1)
    jobs.enqueue(NOTE, {"word": "a"}, unique_key="k", run_at=soon)
    jobs.enqueue(NOTE, {"word": "b"}, unique_key="other")
    assert Job.objects.count() == 2
    assert Job.objects.get(unique_key="k").run_at == soon


def test_what_is_asked_for_while_its_twin_runs_is_done_after_it(heard: list[object]) -> None:
    jobs.enqueue(NOTE, {"word": "a"}, unique_key="k")
    running = jobs.claim("w1")
    assert running is not None
    jobs.enqueue(NOTE, {"word": "a"}, unique_key="k")
    jobs.run(running)
    assert jobs.run_due() == 1
    assert heard == ["a", "a"]


def test_a_failed_job_whose_twin_waits_leaves_the_work_to_it(heard: list[object]) -> None:
    jobs.enqueue(FAIL, {"word": "x"}, unique_key="k")
    running = jobs.claim("w1")
    assert running is not None
    jobs.enqueue(FAIL, {"word": "y"}, unique_key="k")
    jobs.run(running)
    running.refresh_from_db()
    assert running.state == JobState.DONE
    assert "it does not work: x" in running.error
    assert Job.objects.filter(state=JobState.READY).count() == 1


def test_a_failure_is_kept_logged_and_tried_again_later(
    heard: list[object], caplog: pytest.LogCaptureFixture
) -> None:
    jobs.enqueue(FAIL_ONCE, {"word": "x"})
    with caplog.at_level(logging.ERROR):
        assert jobs.run_due() == 1
    assert "not yet" in caplog.text
    job = Job.objects.get()
    assert job.state == JobState.READY
    assert "ValueError: not yet" in job.error
    assert timedelta(seconds=1) < job.run_at - clock.now() <= timedelta(seconds=2)
    with clock.at(later(seconds=3)):
        assert jobs.run_due() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == (JobState.DONE, 2, None)


def test_a_job_that_always_fails_is_given_up_and_waits_for_a_person(heard: list[object]) -> None:
    jobs.enqueue(FAIL, {"word": "x" * 10_000})
    for day in range(MAX_ATTEMPTS + 3):
        with clock.at(later(days=day)):
            jobs.run_due()
    job = Job.objects.get()
    assert job.state == JobState.DEAD
    assert job.attempts == MAX_ATTEMPTS == len(heard)
    assert job.finished_at is not None
    assert len(job.error) == ERROR_CHARACTERS


def test_a_failing_job_undoes_its_own_changes_only(heard: list[object]) -> None:
    jobs.enqueue(FAIL)
    jobs.enqueue(NOTE, {"word": "after"})
    with transaction.atomic():
        jobs.run_due()
    assert heard == ["failed", "after"]


def test_tests_can_have_failures_raised() -> None:
    jobs.enqueue(FAIL)
    with pytest.raises(RuntimeError, match="it does not work"):
        jobs.run_due(reraise=True)


def test_a_claimed_job_is_claimed_by_nobody_else_until_its_lease_ends() -> None:
    jobs.enqueue(NOTE, {"word": "a"})
    mine = jobs.claim("w1")
    assert mine is not None
    assert mine.leased_by == "w1"
    assert mine.payload == {"word": "a"}
    assert jobs.claim("w2") is None
    assert not jobs.has_due()
    with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
        assert jobs.has_due()
        theirs = jobs.claim("w2")
    assert theirs is not None
    assert (theirs.pk, theirs.attempts) == (mine.pk, 2)


def test_what_nobody_waits_for_lets_others_go_first_unless_it_is_its_turn(heard: list[object]) -> None:
    jobs.enqueue(TIDY, {"word": "first"})
    jobs.enqueue(TIDY, {"word": "second"}, run_at=later(seconds=-1))
    jobs.enqueue(NOTE, {"word": "a complaint"})
    jobs.enqueue(NOTE, {"word": "another"}, run_at=later(seconds=60))
    turn = jobs.claim("w1", unwaited_first=True)
    assert turn is not None
    assert turn.payload == {"word": "second"}
    assert jobs.run_due() == 2
    assert heard == ["a complaint", "tidied first"]


def test_a_busy_worker_still_gets_done_what_nobody_waits_for(heard: list[object]) -> None:
    jobs.enqueue(TIDY, {"word": "figures"})
    for number in range(A_TURN_FOR_THE_REST + 2):
        jobs.enqueue(NOTE, {"word": number})
    loop = Loop(Beat("w1"), threading.Event(), poll=0)
    for _turn in range(A_TURN_FOR_THE_REST):
        assert loop.do_next()
    assert heard == [*range(A_TURN_FOR_THE_REST - 1), "tidied figures"]


def test_who_lost_the_lease_cannot_write_down_the_end(heard: list[object]) -> None:
    jobs.enqueue(NOTE, {"word": "a"})
    mine = jobs.claim("w1")
    with clock.at(clock.now() + LEASE + timedelta(seconds=1)):
        theirs = jobs.claim("w1")
    assert mine is not None
    assert theirs is not None
    assert not settle(attempt(mine))
    assert Job.objects.get().state == JobState.RUNNING
    assert settle(attempt(theirs))


def test_a_job_that_kills_its_workers_is_given_up_without_another_run() -> None:
    jobs.enqueue(NOTE, {"word": "a"}, max_attempts=2)
    for n in range(2):
        with clock.at(clock.now() + (LEASE + timedelta(seconds=1)) * n):
            assert jobs.claim(f"w{n}") is not None
    jobs.enqueue(NOTE, {"word": "next"}, run_at=later(seconds=1))
    with clock.at(clock.now() + (LEASE + timedelta(seconds=1)) * 2):
        following = jobs.claim("w3")
    assert following is not None
    assert following.payload == {"word": "next"}
    poison = Job.objects.order_by("id").first()
    assert poison is not None
    assert (poison.state, poison.error, poison.attempts) == (JobState.DEAD, LOST, 2)


def test_claiming_reads_partial_indexes_and_no_finished_job() -> None:
    done = {"name": NOTE, "state": JobState.DONE, "run_at": clock.now(), "created_at": clock.now()}
    Job.objects.bulk_create([Job(**done) for _ in range(3000)])
    jobs.enqueue(NOTE, {"word": "a"})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE kernel_job")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        ready = "SELECT id FROM kernel_job WHERE state = 'ready' AND run_at <= %s ORDER BY run_at, id LIMIT 1"
        cursor.execute(f"{explain} {ready}", [clock.now()])
        plan = str(cursor.fetchall())
        lost = "SELECT id FROM kernel_job WHERE state = 'running' AND lease_until < %s ORDER BY lease_until LIMIT 1"
        cursor.execute(f"{explain} {lost}", [clock.now()])
        plan += str(cursor.fetchall())
    assert "job_ready" in plan
    assert "job_running" in plan
    assert "Seq Scan" not in plan
