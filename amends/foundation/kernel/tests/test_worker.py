from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from amends.foundation.kernel import jobs, rules
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.jobs import beat, worker
from amends.foundation.kernel.models import Job, PeriodicTurn, WorkerBeat
from amends.foundation.kernel.tests.processes import let_leases_end, wait_until, worker_process
from amends.foundation.kernel.tests.work_for_tests import HERE

pytestmark = pytest.mark.django_db(transaction=True)
NOTE, FAIL, LINE, DIE, ALWAYS_DIE = (
    f"{HERE}.{name}" for name in ("note", "fail", "write_line", "die", "always_die")
)


def unfinished() -> int:
    return Job.objects.filter(state__in=[JobState.READY, JobState.RUNNING]).count()


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def working(stop: threading.Event, threads: int) -> threading.Thread:
    thread = threading.Thread(target=lambda: jobs.work(stop, threads=threads))
    thread.start()
    return thread


def test_a_worker_runs_what_is_committed_while_it_works(heard: list[object], stop: threading.Event) -> None:
    thread = working(stop, 2)
    for word in ("one", "two"):
        with transaction.atomic():
            jobs.enqueue(NOTE, {"word": word})
        wait_until(lambda word=word: word in heard)  # type: ignore[misc]
    wait_until(lambda: WorkerBeat.objects.count() == 1)
    stop.set()
    thread.join()
    assert not WorkerBeat.objects.exists()
    assert PeriodicTurn.objects.exists()


def test_once_runs_all_that_is_due_and_comes_back(heard: list[object]) -> None:
    for word in "abc":
        jobs.enqueue(NOTE, {"word": word})
    jobs.work(threading.Event(), once=True)
    assert heard == ["a", "b", "c"]


def test_a_failing_job_does_not_stop_the_worker(heard: list[object]) -> None:
    jobs.enqueue(FAIL)
    jobs.enqueue(NOTE, {"word": "next"})
    jobs.work(threading.Event(), once=True)
    assert heard == ["failed", "next"]


def test_a_database_that_goes_away_is_waited_for(
    heard: list[object],
    stop: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    failures = {"claim": 2, "settle": 2}

    def unreliable(name: str):  # type: ignore[no-untyped-def]
        real = getattr(worker, name)

        def call(*args: object, **named: object) -> object:
            if failures[name]:
                failures[name] -= 1
                raise OperationalError("the server closed the connection")
            return real(*args, **named)

        return call

    monkeypatch.setattr(worker, "_FIRST_WAIT", 0.01)
    for name in failures:
        monkeypatch.setattr(worker, name, unreliable(name))
    jobs.enqueue(NOTE, {"word": "survived"})
    thread = working(stop, 1)
    wait_until(lambda: Job.objects.filter(name=NOTE, state=JobState.DONE).exists())
    stop.set()
    thread.join()
    assert heard == ["survived"]
    assert failures == {"claim": 0, "settle": 0}
    assert "does not answer" in caplog.text


def test_a_severed_connection_is_opened_again(heard: list[object], stop: threading.Event) -> None:
    if connection.vendor != "postgresql":
        # A file has no connection that could be cut; the test above covers what SQLite can do.
        return
    thread = working(stop, 2)
    jobs.enqueue(NOTE, {"word": "before"})
    wait_until(lambda: "before" in heard)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    jobs.enqueue(NOTE, {"word": "after"})
    wait_until(lambda: "after" in heard)
    stop.set()
    thread.join()


def test_a_living_worker_keeps_its_leases_but_not_of_a_stuck_job(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.enqueue(NOTE, {"word": "long"})
    job = jobs.claim("w")
    assert job is not None
    before = job.lease_until
    assert before is not None
    sign = beat.Beat("w")
    sign.begins(job)
    sign.show()
    job.refresh_from_db()
    assert job.lease_until is not None
    assert job.lease_until > before
    kept = job.lease_until
    monkeypatch.setattr(rules, "LONGEST_RUN", -rules.LONGEST_RUN)
    sign.show()
    job.refresh_from_db()
    assert job.lease_until == kept


def test_many_threads_and_processes_run_every_job_once(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    for number in range(200):
        jobs.enqueue(LINE, {"path": str(file), "line": str(number)})
    with worker_process("--threads", "2"), worker_process("--threads", "2"):
        wait_until(lambda: not unfinished())
    lines = file.read_text().split()
    assert len(lines) == 200
    assert set(lines) == {str(number) for number in range(200)}
    assert set(Job.objects.filter(name=LINE).values_list("attempts", flat=True)) == {1}


def test_what_a_killed_worker_ran_is_run_again_by_another(tmp_path: Path) -> None:
    fatal, other = tmp_path / "fatal", tmp_path / "other"
    jobs.enqueue(DIE, {"path": str(fatal)})
    with worker_process("--threads", "1") as first:
        assert first.wait(timeout=30) == -9
    assert Job.objects.get(name=DIE).state == JobState.RUNNING
    jobs.enqueue(LINE, {"path": str(other), "line": "ran"})
    let_leases_end()
    with worker_process("--threads", "1"):
        wait_until(lambda: not unfinished())
    assert fatal.read_text().split() == ["ran", "ran"]
    assert Job.objects.get(name=DIE).attempts == 2
    assert other.read_text().split() == ["ran"]


def test_a_job_that_kills_every_worker_is_given_up(tmp_path: Path) -> None:
    file = tmp_path / "file"
    jobs.enqueue(ALWAYS_DIE, {"path": str(file)}, max_attempts=2)
    for _ in range(2):
        with worker_process("--threads", "1") as process:
            assert process.wait(timeout=30) == -9
        let_leases_end()
    with worker_process("--threads", "1"):
        wait_until(lambda: Job.objects.get(name=ALWAYS_DIE).state == JobState.DEAD)
    assert file.read_text().split() == ["ran", "ran"]


def test_a_worker_told_to_stop_finishes_what_it_runs(tmp_path: Path) -> None:
    file = tmp_path / "file"
    jobs.enqueue(LINE, {"path": str(file), "line": "slow", "pause": 1.0})
    with worker_process("--threads", "1") as process:
        wait_until(file.exists)
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert Job.objects.get(name=LINE).state == JobState.DONE
