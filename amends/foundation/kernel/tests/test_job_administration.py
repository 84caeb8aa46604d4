from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from amends.foundation.kernel import actions, clock, errors, jobs, queries
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.models import Job, WorkerBeat
from amends.foundation.kernel.rules import MAX_ATTEMPTS
from amends.foundation.kernel.tests.work_for_tests import HERE

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Person:
    permissions: frozenset[str] = frozenset()
    username: str = "lin"

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        return perm in self.permissions


ADMINISTRATOR = Person(frozenset({"kernel.change_job"}))


def dead_job(**fields: object) -> Job:
    now = clock.now()
    values: dict[str, object] = {
        "name": f"{HERE}.note",
        "payload": {"word": "again"},
        "state": JobState.DEAD,
        "attempts": MAX_ATTEMPTS,
        "run_at": now,
        "created_at": now,
        "finished_at": now,
        "error": "it failed",
    }
    return Job.objects.create(**{**values, **fields})


def test_an_administrator_starts_a_given_up_job_again(heard: list[object]) -> None:
    job = dead_job()
    assert list(queries.dead_jobs()) == [job]
    actions.retry_dead(job.pk, by=ADMINISTRATOR)
    jobs.run_due(reraise=True)
    job.refresh_from_db()
    assert heard == ["again"]
    assert (job.state, job.attempts, job.revived_by) == (JobState.DONE, 1, "lin")
    assert not queries.dead_jobs().exists()


def test_nobody_else_may() -> None:
    with pytest.raises(errors.NotPermitted):
        actions.retry_dead(dead_job().pk, by=Person(frozenset({"kernel.view_job"})))


def test_a_job_that_is_not_given_up_is_left_alone() -> None:
    job = dead_job(state=JobState.DONE)
    with pytest.raises(errors.WrongState):
        actions.retry_dead(job.pk, by=ADMINISTRATOR)
    with pytest.raises(errors.NotFound):
        actions.retry_dead(job.pk + 1, by=ADMINISTRATOR)


def test_a_job_whose_twin_waits_already_is_not_started_too() -> None:
    job = dead_job(unique_key="k")
    jobs.enqueue(f"{HERE}.note", {"word": "x"}, unique_key="k")
    with pytest.raises(errors.Conflict):
        actions.retry_dead(job.pk, by=ADMINISTRATOR)
    job.refresh_from_db()
    assert job.state == JobState.DEAD


def test_finished_jobs_are_forgotten_after_some_days_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PRUNE_BATCH", 2)
    old = clock.now() - actions.KEEP_FINISHED - timedelta(hours=1)
    for _ in range(5):
        dead_job(state=JobState.DONE, finished_at=old)
    kept = [
        dead_job(state=JobState.DONE),
        dead_job(finished_at=old),
        dead_job(state=JobState.READY, finished_at=None),
    ]
    actions.prune_finished_jobs()
    assert list(Job.objects.order_by("id")) == kept


def test_the_health_of_the_machinery_at_a_glance() -> None:
    now = clock.now()
    with clock.at(now):
        assert queries.jobs_health() == queries.JobsHealth(due=0, dead=0, oldest_due_at=None, workers=0)
        dead_job()
        jobs.enqueue(f"{HERE}.note", {"word": "x"}, run_at=now - timedelta(minutes=3))
        jobs.enqueue(f"{HERE}.note", {"word": "x"}, run_at=now + timedelta(minutes=3))
        for name, seconds in (("alive", 3), ("dead", 300)):
            WorkerBeat.objects.create(worker=name, started_at=now, seen_at=now - timedelta(seconds=seconds))
        health = queries.jobs_health()
        assert health == queries.JobsHealth(
            due=1, dead=1, oldest_due_at=now - timedelta(minutes=3), workers=1
        )
        assert queries.worker_is_alive()
        assert [beat.worker for beat in queries.workers_alive()] == ["alive"]


def test_jobs_that_failed_and_will_be_tried_again_are_listed(heard: list[object]) -> None:
    jobs.enqueue(f"{HERE}.fail")
    jobs.run_due()
    assert [job.attempts for job in queries.failing_jobs()] == [1]
