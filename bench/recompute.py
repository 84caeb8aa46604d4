"""How long working out the deadlines of all open cases anew takes after a change of rules that moves every one of them.

    python bench/recompute.py [--cases 100000]

It has to stay below 60 s for 100,000 open cases. Beside it stands what the database alone needs to change as many due times.
"""

from __future__ import annotations

import argparse
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


def measure(cases: int) -> dict[str, float]:
    from amends.casework.clocks.actions.recomputing import ask_dry_run, count_moves, recompute_open_cases
    from amends.casework.clocks.models import PolicyChange

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
    before = time.process_time()
    took, moved = seconds(recompute_open_cases)
    cpu = time.process_time() - before
    return {
        "plain": alone,
        "counting": counting,
        "counted": run.cases,
        "took": took,
        "cpu": cpu,
        "moved": moved,
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=AT)
    options = parser.parse_args()
    if not postgres.answers():
        print("No PostgreSQL answers (bench/README.md says how to give it one).")
        return 1
    with clock_house.house("bench_recompute"):
        found = measure(options.cases)
    limit = LIMIT_S * options.cases / AT
    print(f"open cases                   {options.cases:>12,}")
    print(f"the database alone           {found['plain']:>12.2f} s")
    print(f"trial run, {found['counted']:,} move     {found['counting']:>12.2f} s")
    print(f"worked out anew, {found['moved']:,} moved{found['took']:>10.2f} s   (at most {limit:.1f})")
    print(f"of which this process computed{found['cpu']:>11.2f} s")
    return 0 if found["took"] <= limit else 1


if __name__ == "__main__":
    sys.exit(main())
