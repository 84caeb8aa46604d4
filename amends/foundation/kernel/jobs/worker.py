from __future__ import annotations

import logging
import os
import random
import secrets
import socket
import threading
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, connection, connections

from amends.foundation.kernel.jobs.beat import Beat
from amends.foundation.kernel.jobs.claim import claim, has_due
from amends.foundation.kernel.jobs.enqueue import wake
from amends.foundation.kernel.jobs.run import attempt, settle
from amends.foundation.kernel.models import Job

log = logging.getLogger(__name__)
T = TypeVar("T")

POLL_SECONDS = 0.06
THREADS = 2
# One claim in so many asks first for what nobody waits for, so that a busy house gets it done, too.
A_TURN_FOR_THE_REST = 10
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 5.0


def worker_name() -> str:
    """Different for every start, so that a new process never takes itself for the one that died."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(3)}"


class Loop:
    """One thread of a worker: claims a job, runs it, writes down how it ended, and again."""

    def __init__(self, beat: Beat, stop: threading.Event, *, poll: float) -> None:
        self.beat = beat
        self.stop = stop
        self.poll = poll
        # While there is work, the claim itself is the cheapest way to ask for more.
        self.busy = False
        self.done = 0

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                if not self.do_next():
                    self.rest()
        finally:
            connections.close_all()

    def do_next(self) -> bool:
        """Does one job; False when none is due."""
        job = self.insist(self.next_job)
        self.busy = job is not None
        if job is None:
            return False
        self.done += 1
        self.beat.begins(job)
        try:
            outcome = attempt(job)
        finally:
            self.beat.ends(job)
        if connection.errors_occurred and not connection.in_atomic_block:
            connection.close()
        if self.insist(lambda: settle(outcome)) is False:
            log.warning("job %s %s ended after its lease; its end is not recorded", job.pk, job.name)
        return True

    def next_job(self) -> Job | None:
        if not self.busy and not has_due():
            return None
        return claim(
            self.beat.worker, unwaited_first=self.done % A_TURN_FOR_THE_REST == A_TURN_FOR_THE_REST - 1
        )

    def rest(self) -> None:
        """Until a commit of this process brings work, or the next look is due."""
        wake.wait(self.poll * (0.75 + random.random() / 2))
        wake.clear()

    def insist(self, statement: Callable[[], T]) -> T | None:
        """Repeats a statement until the database answers it, or until told to stop: then None."""
        wait = _FIRST_WAIT
        while True:
            try:
                return statement()
            except (DatabaseError, InterfaceError) as error:
                log.error("the database does not answer (%s); trying again in %.1f s", error, wait)
                connection.close()
                if self.stop.wait(wait):
                    return None
                wait = min(wait * 2, _LONGEST_WAIT)


def work(stop: threading.Event, *, threads: int = THREADS, once: bool = False) -> None:
    """Runs jobs until `stop` is set, finishing those that run then; with `once`, until none is due.

    With `once` everything happens in the calling thread. A worker that is killed loses nothing: its leases end and
    another worker runs its jobs again.
    """
    beat = Beat(worker_name())
    if once:
        loop = Loop(beat, stop, poll=POLL_SECONDS)
        while not stop.is_set() and loop.do_next():
            pass
        return
    with beat:
        loops = [Loop(beat, stop, poll=POLL_SECONDS * threads) for _ in range(threads)]
        running = [
            threading.Thread(target=loop.run, name=f"jobs-{n}", daemon=True) for n, loop in enumerate(loops)
        ]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
