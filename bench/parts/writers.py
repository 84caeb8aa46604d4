"""Several writers at once, each a process of its own that does one random thing after another, some of them killed."""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from peerbench import postgres

LIMIT_MS, READY = 100, "ready"


@contextmanager
def house(kind: str) -> Iterator[None]:
    """An empty installation on SQLite or PostgreSQL; it is gone afterwards."""
    name = f"bench_writers_{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite://{folder}/amends.sqlite3"
        if kind == "postgresql":
            postgres.recreate(name)
            url = postgres.url(name)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "amends.config.settings",
            "SECRET_KEY": "only-for-a-measurement" * 3,
            "DATABASE_URL": url,
            "AMENDS_VAR": folder,
            "PYTHONUNBUFFERED": "1",
        }
        start()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        try:
            yield
        finally:
            connections.close_all()
            if kind == "postgresql":
                import psycopg

                with psycopg.connect(dbname="postgres", autocommit=True, **postgres.PG) as server:
                    server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def start() -> None:
    import django

    django.setup()


def wanted(about: str | None, **own: int) -> argparse.ArgumentParser:
    """The options that every such measurement takes, and its own numbers."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {"operations": 10_000, "writers": 8, "kill": 0, "pause": 0, **own}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--as-writer", type=int, default=None, help=argparse.SUPPRESS)
    return parser


def ready(options: argparse.Namespace) -> bool:
    if options.database == "postgresql" and not postgres.answers():
        print("No PostgreSQL answers (bench/README.md says how to give it one).")
        return False
    return True


def write(step: Callable[[], str], options: argparse.Namespace) -> int:
    """What a writer process does: one line a step, with its milliseconds; between two of them it waits `pause` on average.

    It says that it is ready, and begins when it is told to: what others take to start is not part of what is measured.
    """
    print(READY, flush=True)
    sys.stdin.readline()
    dice = random.Random(options.as_writer)
    for _n in range(options.operations):
        time.sleep(dice.uniform(0, 2 * options.pause) / 1000)
        began = time.perf_counter()
        what = step()
        print(what.replace(" ", "-"), round((time.perf_counter() - began) * 1000, 3), flush=True)
    return 0


def run_writer(script: str, number: int, operations: int, pause: int) -> subprocess.Popen:
    numbers = {"--as-writer": number, "--operations": operations, "--pause": pause}
    words = [str(word) for pair in numbers.items() for word in pair]
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, script, *words], stdin=pipe, stdout=pipe, text=True)


def begin(writers: list[subprocess.Popen]) -> None:
    """Waits until all have started, then lets them go."""
    for one in writers:
        assert one.stdout.readline() == f"{READY}\n", "a writer did not start"
    for one in writers:
        one.stdin.write("\n")
        one.stdin.flush()


def measure(script: str, options: argparse.Namespace) -> dict:
    """All steps with their times; a killed writer is followed by another one that does the rest of its share."""
    share = options.operations // options.writers
    running = [run_writer(script, number, share, options.pause) for number in range(options.writers)]
    begin(running)
    began = time.perf_counter()
    steps: list[str] = []
    for number in range(options.kill):
        victim = running[number % options.writers]
        seen = [victim.stdout.readline() for _n in range(max(1, share // 3))]
        victim.send_signal(signal.SIGKILL)
        steps += [line for line in seen if line.endswith("\n")]
        running.append(run_writer(script, options.writers + number, share - len(seen), options.pause))
        begin(running[-1:])
    for one in running:
        steps += [line for line in one.communicate()[0].splitlines() if len(line.split()) == 2]
        assert one.returncode in (0, -signal.SIGKILL), "a writer failed"
    took = time.perf_counter() - began
    return {"took": took, "steps": [(what, float(ms)) for what, ms in (line.split() for line in steps)]}


def at(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def print_steps(found: dict, options: argparse.Namespace, about: str) -> None:
    pause = f"{options.pause} ms between two acts" if options.pause else "no pause"
    print(f"{options.database}, {options.writers} writers, {pause}, {about}, {options.kill} killed")
    print(f"operations   {len(found['steps']):>10,}   in {found['took']:.1f} s")
    for kind in sorted({what for what, _ms in found["steps"]}):
        of = [ms for what, ms in found["steps"] if what == kind]
        print(f"  {kind:<10}{len(of):>8,}   p50 {at(of, 0.5):>8.1f} ms   p95 {at(of, 0.95):>8.1f} ms")
