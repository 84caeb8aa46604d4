"""Base class of a system under test.  A definition file in systems/ subclasses it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Awaitable, Callable

from . import procs
from .postgres import PG, PGPORT, ROOT  # noqa: F401 - the definitions import them from here


@dataclass
class Scenario:
    name: str  # ticket_list, ticket_detail, search_rare, search_mid, search_common, dashboard, report, create
    fn: Callable[
        ..., Awaitable[int]
    ]  # async (system, client, rng) -> bytes received; raises Failed on a wrong answer
    note: str = ""
    write: bool = False


class System:
    name = "?"
    version = "?"
    base_url = "http://127.0.0.1:8000"
    headers: dict = {}
    timeout = 120.0
    workers = 2
    ready_path = "/"
    run_as: str | None = None  # Unix user of the server processes (None: the caller's)

    def __init__(self, size: str):
        self.size = size  # "10k", "100k", "1m"
        self.n = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}[size]
        self.proc: subprocess.Popen | None = None
        self.probe = self.make_probe()

    # --- to be overridden -------------------------------------------------
    db = ""

    def make_probe(self):
        from .dbprobe import PgProbe

        return PgProbe(PG, self.db_name())

    def db_name(self) -> str:
        return f"{self.db}_{self.size}"

    def command(self) -> tuple[list[str], dict, str]:
        """argv, environment additions, working directory of the production server"""
        raise NotImplementedError

    async def login(self, client, i: int) -> None:
        raise NotImplementedError

    def scenarios(self) -> list[Scenario]:
        raise NotImplementedError

    # --- process handling -------------------------------------------------
    def start(self):
        argv, env, cwd = self.command()
        os.makedirs(f"{ROOT}/logs", exist_ok=True)
        log = open(f"{ROOT}/logs/{self.name}_{self.size}.log", "ab")
        self.proc = subprocess.Popen(
            argv,
            cwd=cwd,
            env={**os.environ, **env},
            stdout=log,
            stderr=log,
            start_new_session=True,
            **({"user": self.run_as, "group": self.run_as, "extra_groups": []} if self.run_as else {}),
        )
        for _ in range(120):
            try:
                try:
                    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                        self.base_url + self.ready_path, timeout=60
                    )
                except urllib.error.HTTPError:
                    pass
                time.sleep(1.5)
                if self.proc.poll() is not None:
                    raise RuntimeError(
                        f"something else listens at {self.base_url}: {self.name} exited with {self.proc.returncode}"
                    )
                return
            except OSError:
                if self.proc.poll() is not None:
                    raise RuntimeError(f"{self.name} exited with {self.proc.returncode}; see logs/") from None
                time.sleep(0.5)
        raise RuntimeError(f"{self.name} did not answer at {self.base_url}")

    def stop(self):
        if self.proc and self.proc.poll() is None:
            os.kill(self.proc.pid, signal.SIGTERM)
            try:
                self.proc.wait(15)
            except subprocess.TimeoutExpired:
                for p in procs.tree([self.proc.pid]):
                    os.kill(p, signal.SIGKILL)
        if self.probe:
            self.probe.close()

    def pids(self) -> list[int]:
        return [self.proc.pid] if self.proc else []

    def cpu(self) -> dict:
        return {
            "app": procs.cpu_seconds(self.pids()),
            "db": procs.cpu_seconds(self.probe.pids()) if self.probe else 0.0,
        }

    def memory(self) -> dict:
        return procs.memory_mb(self.pids())
