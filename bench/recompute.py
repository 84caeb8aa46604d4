"""How long working out the deadlines of all open cases anew takes after a change of rules that moves every one of them.

    python bench/recompute.py [--cases 100000] [--workers 2]

It has to stay below 60 s for 100,000 open cases. So many processes of `amends work` share it, their start counted in. Beside it stands
what the database alone needs to change as many due times.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH)]

from parts import clock_house  # noqa: E402
from peerbench import postgres  # noqa: E402

LIMIT_S, AT = 60, 100_000


def seconds(act) -> tuple[float, object]:
    began = time.perf_counter()
    done = act()
    return time.perf_counter() - began, done


def faster_rule() -> None:
    """A confirmed rule by which every solution is due a day earlier."""
    from amends.casework.clocks.models import PolicyChange, PolicyRule
    from amends.foundation.kernel import clock
    from amends.foundation.organisation.queries import house_member, portal_member

    now = clock.now()
    change = PolicyChange.objects.create(
        entered_by=house_member(), entered_at=now, decided_by=portal_member(), decided_at=now, confirmed=True
    )
    PolicyRule.objects.create(
        change=change,
        code="solution",
        version=1,
        kind="solution",
        length="7wd",
        calendar="cn",
        valid_from=now,
        confidence="P",
    )


def plain() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE clocks_clock SET due_at = due_at + interval '1 second' WHERE kind = 'solution'"
        )


def shared_by(workers: int) -> None:
    """What a worker does when it hears of the change, and every worker until nothing is left to do."""
    from amends.casework.clocks.actions.recomputing import recompute_open_cases

    recompute_open_cases("a measurement")
    work = [sys.executable, "-m", "amends", "work", "--once"]
    for one in [subprocess.Popen(work, cwd=clock_house.PROJECT) for _ in range(workers)]:
        if one.wait():
            raise SystemExit("a worker failed")


def moved() -> int:
    """The cases that got another due time, as the trail has it."""
    from amends.foundation.audit.queries import entries_of

    return sum(one.data["cases"] for one in entries_of("house").filter(action="policy.recomputed"))


def measure(cases: int, workers: int) -> dict[str, float]:
    from amends.casework.clocks.actions.dry_runs import ask_dry_run, count_moves
    from amends.casework.clocks.models import PolicyChange
    from amends.foundation.kernel.models import Job

    clock_house.first_case()
    clock_house.copies(cases)
    clock_house.spread(100)
    alone, _ = seconds(plain)
    faster_rule()
    PolicyChange.objects.update(confirmed=None)
    run = ask_dry_run(change=PolicyChange.objects.get())
    counting, _ = seconds(lambda: count_moves(run.pk))
    run.refresh_from_db()
    PolicyChange.objects.update(confirmed=True)
    Job.objects.all().delete()
    took, _ = seconds(lambda: shared_by(workers))
    return {"plain": alone, "counting": counting, "counted": run.cases, "took": took, "moved": moved()}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=AT)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if not postgres.answers():
        print("No PostgreSQL answers (bench/README.md says how to give it one).")
        return 1
    with clock_house.house("bench_recompute"):
        found = measure(options.cases, options.workers)
    limit = LIMIT_S * options.cases / AT
    print(f"open cases                   {options.cases:>12,}")
    print(f"the database alone           {found['plain']:>12.2f} s")
    print(f"trial run, {found['counted']:,} move     {found['counting']:>12.2f} s")
    print(f"worked out anew, {found['moved']:,} moved{found['took']:>10.2f} s   (at most {limit:.1f})")
    print(f"by workers                   {options.workers:>12}")
    return 0 if found["took"] <= limit else 1


if __name__ == "__main__":
    sys.exit(main())
