"""How long the minute's look for due clocks takes among very many, beside a plain indexed query in the same run.

    python bench/clock_sweep.py [--cases 500000] [--due 100] [--rounds 5]

Each case has two clocks, so 500,000 cases are a million rows. It has to stay below 200 ms.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path[:0] = [str(BENCH)]

from parts import clock_house  # noqa: E402
from peerbench import postgres  # noqa: E402

LIMIT_MS = 200


def milliseconds(act) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def plain() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM clocks_clock WHERE next_at IS NOT NULL AND next_at <= now() ORDER BY next_at, id LIMIT 1000"
        )
        cursor.fetchall()


def measure(options: argparse.Namespace) -> dict[str, float]:
    from amends.casework.clocks.actions.reminding import look_at_clocks, sweep_clocks
    from amends.casework.clocks.models import Clock
    from amends.foundation.kernel.models import Job

    clock_house.first_case()
    clock_house.copies(options.cases)
    sweeps, queries = [], []
    for _ in range(options.rounds):
        clock_house.spread(options.due)
        plain()
        queries.append(milliseconds(plain))
        sweeps.append(milliseconds(sweep_clocks))
    jobs = list(
        Job.objects.filter(name__endswith="look_at_clocks").order_by("-id")[: max(options.due // 50, 1)]
    )
    ids = [one for job in jobs for one in job.payload["ids"]]
    return {
        "rows": Clock.objects.count(),
        "plain": statistics.median(queries),
        "sweep": statistics.median(sweeps),
        "looked_at": len(ids),
        "look": milliseconds(lambda: look_at_clocks(ids)),
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=500_000)
    parser.add_argument("--due", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not postgres.answers():
        print("No PostgreSQL answers (bench/README.md says how to give it one).")
        return 1
    with clock_house.house("bench_clock_sweep"):
        found = measure(options)
    print(f"clocks                       {found['rows']:>12,.0f}")
    print(f"plain indexed query          {found['plain']:>12.1f} ms")
    print(f"sweep, {options.due} due              {found['sweep']:>12.1f} ms   (at most {LIMIT_MS})")
    print(f"its jobs, {found['looked_at']:.0f} looked at     {found['look']:>12.1f} ms")
    return 0 if found["sweep"] <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
