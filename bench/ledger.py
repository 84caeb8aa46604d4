"""How fast money is set aside, given, called off and taken back by several writers at once, and whether the books balance.

    python bench/ledger.py [--operations 10000] [--writers 8] [--budgets 3] [--kill 0] [--database sqlite|postgresql]

Each writer is a process of its own. All draw on few budgets that are too small for all of it, so that they get in each
other's way and some grants are refused. `--kill 4` kills four writers in the middle; others go on in their place. At the end
everything is added up anew from the postings.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH), str(BENCH.parent)]

from peerbench import postgres  # noqa: E402

GRANTED, SEED = 20_000, 20260
LIMIT_MS = 100


@contextmanager
def house(kind: str, name: str = "bench_ledger"):
    """An empty installation on SQLite or PostgreSQL; it is gone afterwards."""
    name = f"bench_ledger_{os.getpid()}"
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


def prepare(budgets: int) -> None:
    from django.utils import timezone

    from amends.foundation.kernel.money import Money
    from amends.foundation.organisation.models import Department, Member
    from amends.foundation.organisation.queries import house_member
    from amends.practice.remedies.budget.actions import open_budget

    today = timezone.localdate()
    house_member()
    for n in range(budgets):
        team = Department(code=f"team-{n}", name=f"team-{n}")
        team.save()
        open_budget(
            department_id=team.pk,
            currency="CNY",
            starts_on=today - timedelta(days=10),
            ends_on=today + timedelta(days=20),
            amount=Money(Decimal(GRANTED)),
            by=Member.objects.get(username="amends"),
        )


class Writer:
    """Does one random thing after another with what it set aside itself."""

    def __init__(self, number: int, seed: int) -> None:
        from amends.foundation.organisation.models import Department
        from amends.foundation.organisation.queries import house_member

        self.number, self.dice = number, random.Random(seed)
        self.by, self.teams = house_member(), list(Department.objects.values_list("pk", flat=True))
        self.committed: list[int] = []
        self.settled: list[int] = []
        self.made = 0

    def step(self) -> str:
        """What was done; with money that comes back among it, so that it goes on for ever."""
        from django.db import OperationalError

        from amends.foundation.kernel.errors import Refused

        what = self.dice.choices(("grant", "settle", "cancel", "return"), (40, 25, 20, 15))[0]
        try:
            return getattr(self, what)() or self.grant()
        except Refused as error:
            if error.code != "over_budget":
                raise
            return "refused"
        except OperationalError as error:
            # SQLite lets one write at a time and serves them in no order: somebody may wait in vain. Nothing was changed.
            if "locked" not in str(error):
                raise
            return "in vain"

    def grant(self) -> str:
        from django.db import transaction
        from django.utils import timezone

        from amends.foundation.kernel.money import Money
        from amends.practice.remedies.budget.actions import commit, reserve

        self.made += 1
        with transaction.atomic():
            hold = reserve(
                department_id=self.dice.choice(self.teams),
                amount=Money(Decimal(self.dice.randint(100, 30_000)) / 100),
                on=timezone.localdate(),
                reference=f"bench:{self.number}:{os.getpid()}:{self.made}",
                obligation=self.dice.random() < 0.1,
                by=self.by,
            )
            commit(hold_id=hold.pk, by=self.by)
        self.committed.append(hold.pk)
        return "grant"

    def settle(self) -> str:
        from amends.practice.remedies.budget.actions import settle

        if not self.committed:
            return ""
        hold_id = self.committed[-1]
        settle(hold_id=hold_id, by=self.by)
        self.committed.pop()
        self.settled.append(hold_id)
        return "settle"

    def cancel(self) -> str:
        from amends.practice.remedies.budget.actions import release

        if not self.committed:
            return ""
        release(hold_id=self.committed[-1], reason="not wanted", by=self.by)
        self.committed.pop()
        return "cancel"

    def __getattr__(self, name: str):
        # "return" is no name for a function.
        if name == "return":
            return self.come_back
        raise AttributeError(name)

    def come_back(self) -> str:
        from amends.practice.remedies.budget.actions import take_back

        if not self.settled:
            return ""
        take_back(hold_id=self.settled[-1], amount=None, reason="came back", by=self.by)
        self.settled.pop()
        return "return"


def write(number: int, operations: int) -> int:
    """What a writer process does: one line a step, with its milliseconds."""
    start()
    writer = Writer(number, SEED + number)
    for _n in range(operations):
        began = time.perf_counter()
        what = writer.step()
        print(what.replace(" ", "-"), round((time.perf_counter() - began) * 1000, 3), flush=True)
    return 0


def run_writer(number: int, operations: int) -> subprocess.Popen:
    command = [sys.executable, __file__, "--as-writer", str(number), "--operations", str(operations)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def measure(operations: int, writers: int, kill: int) -> dict:
    share = operations // writers
    began = time.perf_counter()
    running = [run_writer(number, share) for number in range(writers)]
    steps: list[str] = []
    for number in range(kill):
        victim = running[number % writers]
        seen = [victim.stdout.readline() for _n in range(max(1, share // 3))]
        victim.send_signal(signal.SIGKILL)
        steps += [line for line in seen if line.endswith("\n")]
        running.append(run_writer(writers + number, share - len(seen)))
    for one in running:
        steps += [line for line in one.communicate()[0].splitlines() if len(line.split()) == 2]
        assert one.returncode in (0, -signal.SIGKILL), "a writer failed"
    took = time.perf_counter() - began
    return {"took": took, "steps": [(what, float(ms)) for what, ms in (line.split() for line in steps)]}


def at(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--budgets", type=int, default=3)
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--as-writer", type=int, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.as_writer is not None:
        return write(options.as_writer, options.operations)
    if options.database == "postgresql" and not postgres.answers():
        print("No PostgreSQL answers (bench/README.md says how to give it one).")
        return 1
    with house(options.database):
        prepare(options.budgets)
        found = measure(options.operations, options.writers, options.kill)
        from amends.practice.remedies.budget.queries import verify_books

        books = verify_books()
    return told(found, books, options)


def told(found: dict, books, options: argparse.Namespace) -> int:
    every = [ms for _what, ms in found["steps"]]
    kinds = sorted({what for what, _ms in found["steps"]})
    if options.json:
        print(json.dumps({"p50": at(every, 0.5), "p95": at(every, 0.95), "balanced": books.balanced}))
        return 0 if books.balanced else 1
    print(f"{options.database}, {options.writers} writers, {options.budgets} budgets, {options.kill} killed")
    print(
        f"operations                   {len(every):>12,}   in {found['took']:.1f} s, processes started within"
    )
    for kind in kinds:
        of = [ms for what, ms in found["steps"] if what == kind]
        print(f"  {kind:<10}{len(of):>8,}      p50 {at(of, 0.5):>8.1f} ms   p95 {at(of, 0.95):>8.1f} ms")
    print(
        f"  {'all':<10}{len(every):>8,}      p50 {at(every, 0.5):>8.1f} ms   p95 {at(every, 0.95):>8.1f} ms   (at most {LIMIT_MS})"
    )
    print(f"entries in the journal       {books.entries:>12,}")
    print(f"the books                    {'balance' if books.balanced else books.first!s:>12}")
    return 0 if books.balanced and at(every, 0.95) <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
