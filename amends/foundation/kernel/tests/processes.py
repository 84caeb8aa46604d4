"""Real worker processes on the test's own database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

# The lease is short, so that a test need not wait a minute for the jobs of a killed worker.
_WORKER = """
import sys
from datetime import timedelta
import django
django.setup()
from amends.foundation.kernel import rules
rules.LEASE, rules.BEAT = timedelta(seconds=2), timedelta(seconds=0.3)
from django.core.management import call_command
call_command("work", *sys.argv[1:])
"""


def database_url() -> str:
    database: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(database['NAME']))}"
    user = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
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
