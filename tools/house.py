"""A demonstration house of one's own: a temporary folder, a free port, a web server and a worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AMENDS = (sys.executable, "-m", "amends")
PATIENCE_SECONDS = 300


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*AMENDS, *words], cwd=ROOT, process_group=0)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()  # noqa: S310 - our own address
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise SystemExit(f"Nothing answers at {address}; see the lines above.")


def wait_until_told(worker: subprocess.Popen[bytes]) -> None:
    """Until the worker has told the stories of all cases, so that every picture shows a house at rest."""
    from amends.foundation.kernel import clock
    from amends.foundation.kernel.models import Job

    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        unfinished = Job.objects.exclude(state__in=("done", "dead"))
        # What the house does by itself comes back every minute and never ends.
        if not unfinished.filter(run_at__lte=clock.now()).exclude(name__contains="offer_waiting").exists():
            return
        if worker.poll() is not None:
            break
        time.sleep(0.5)
    left = [f"{job.name} ({job.state}) {job.error[-300:]}" for job in unfinished[:5]]
    raise SystemExit("\n".join(["The worker does not come to an end with the demonstration:", *left]))


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a fresh demonstration house; afterwards nothing of it is left."""
    with tempfile.TemporaryDirectory(prefix="amends-house-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ.update(
            AMENDS_VAR=folder,
            SECRET_KEY="only-for-a-house-that-lives-for-minutes-and-knows-nobody",  # noqa: S106
            DJANGO_SETTINGS_MODULE="amends.config.settings",
            ALLOWED_HOSTS="127.0.0.1",
            AMENDS_PUBLIC_PHONE="400-820-0198",
        )
        for words in (("setup",), ("demo",)):
            subprocess.run([*AMENDS, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        processes = [start("serve", "--port", str(port)), start("work")]
        try:
            wait_for(address, processes[0])
            wait_until_told(processes[1])
            yield address
        finally:
            for process in processes:
                stop(process)
