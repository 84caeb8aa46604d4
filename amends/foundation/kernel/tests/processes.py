"""Real worker processes on the test's own database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.models import Job

_WORKER = """
import sys
import django
django.setup()
from django.core.management import call_command
call_command("work", *sys.argv[1:])
"""


def database_url() -> str:
    database: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(database['NAME']))}"
    user = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
    if socket := database["OPTIONS"].get("host"):
        return f"postgresql://{user}@/{quote(str(database['NAME']))}?host={quote(socket, safe='')}"
    place = f"{database['HOST']}:{database['PORT'] or 5432}"
    return f"postgresql://{user}@{place}/{quote(str(database['NAME']))}"


@contextmanager
def worker_process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker for the time of the block; told to stop at its end, in which it must succeed if it still lives."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    process = subprocess.Popen([sys.executable, "-c", _WORKER, *arguments], env=environment)
    try:
        yield process
        process.terminate()
        assert process.wait(timeout=30) in (0, -signal.SIGKILL)
    finally:
        process.kill()
        process.wait()


def wait_until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    """Waits for something another process does; fails the test when it does not come."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError("what was waited for did not happen")
        time.sleep(0.05)


def let_leases_end() -> None:
    """As if the minute had passed that a killed worker's jobs wait; a short lease would make the test depend on luck."""
    Job.objects.filter(state=JobState.RUNNING).update(lease_until=clock.now() - timedelta(seconds=1))
