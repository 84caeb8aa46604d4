from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from types import TracebackType

from django.db import DatabaseError, InterfaceError, connection, connections

from amends.foundation.kernel import clock, rules
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.jobs import periodic
from amends.foundation.kernel.models import Job, WorkerBeat

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
FORGOTTEN_AFTER = timedelta(hours=1)


class Beat:
    """What a worker does beside its jobs: shows that it lives, keeps its leases, and starts periodic jobs."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.started_at = clock.now()
        self.jobs_done = 0
        self._running: dict[int, float] = {}
        self._lock = threading.Lock()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._go, name="jobs-beat", daemon=True)

    def __enter__(self) -> Beat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join(timeout=rules.BEAT.total_seconds())

    def begins(self, job: Job) -> None:
        with self._lock:
            self._running[job.pk] = time.monotonic()

    def ends(self, job: Job) -> None:
        with self._lock:
            self._running.pop(job.pk, None)
            self.jobs_done += 1

    def _go(self) -> None:
        next_beat = 0.0
        try:
            while True:
                try:
                    if time.monotonic() >= next_beat:
                        self.show()
                        next_beat = time.monotonic() + rules.BEAT.total_seconds()
                    periodic.enqueue_due()
                except (DatabaseError, InterfaceError) as error:
                    log.warning("no sign of life: the database does not answer (%s)", error)
                    connection.close()
                if self._end.wait(TICK_SECONDS):
                    break
            self.say_goodbye()
        finally:
            connections.close_all()

    def show(self) -> None:
        """Renews the row that says this worker lives, and the leases of what it runs."""
        now = clock.now()
        row = WorkerBeat(
            worker=self.worker, started_at=self.started_at, seen_at=now, jobs_done=self.jobs_done
        )
        WorkerBeat.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["worker"], update_fields=["seen_at", "jobs_done"]
        )
        oldest = time.monotonic() - rules.LONGEST_RUN.total_seconds()
        with self._lock:
            alive = [job_id for job_id, since in self._running.items() if since > oldest]
        if alive:
            mine = Job.objects.filter(pk__in=alive, leased_by=self.worker, state=JobState.RUNNING)
            mine.update(lease_until=now + rules.LEASE)

    def say_goodbye(self) -> None:
        """A worker that stopped in order leaves no row; nor do those that died long ago."""
        try:
            WorkerBeat.objects.filter(worker=self.worker).delete()
            WorkerBeat.objects.filter(seen_at__lt=clock.now() - FORGOTTEN_AFTER).delete()
        except (DatabaseError, InterfaceError) as error:
            log.warning("the worker's row stays: the database does not answer (%s)", error)
