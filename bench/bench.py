#!/usr/bin/env python3
"""Side-by-side benchmark of complaint / helpdesk systems.

  bench.py run django_helpdesk:100k request_tracker:100k [--rounds 2] [--only ticket_list,create] [--out results.json]
  bench.py check django_helpdesk:10k            one request per scenario, verbose
  bench.py report results.json                  tables (Markdown) from a results file
  bench.py calibrate                            what the load generator itself costs on this machine

Every system is a file systems/NAME.py with a class `Sut(System)`.
All named systems are started first; then, scenario by scenario, each is measured
in turn (round-robin over --rounds), so drift of the machine hits all of them alike.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import os
import platform
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from peerbench import loadgen, procs, report, yardstick  # noqa: E402


def load(spec: str):
    name, _, size = spec.partition(":")
    return importlib.import_module(f"systems.{name}").Sut(size or "100k")


def save(path: str, doc: dict):
    tmp = path + ".tmp"
    with open(tmp, "w") as f:
        json.dump(doc, f, ensure_ascii=False, indent=1)
    os.replace(tmp, path)


async def run(a, quiet=False):
    doc = {
        "machine": {"node": platform.platform(), "cpus": os.cpu_count(), "python": platform.python_version()},
        "started": time.strftime("%F %T"),
        "runs": [],
    }
    if os.path.exists(a.out) and a.append:
        doc = json.load(open(a.out))
    suts = []
    if a.realtime:
        procs.realtime([os.getpid()])
    if a.nice:
        procs.renice([os.getpid()], a.nice)
    try:
        for spec in a.systems:
            s = load(spec)
            s.start()
            suts.append(s)
            if a.realtime:
                s.rt = procs.realtime(s.pids() + (s.probe.pids() if s.probe else []))
            if a.nice:
                procs.renice(s.pids() + (s.probe.pids() if s.probe else []), a.nice)
            s.idle_mem = s.memory()
            s.clients = await loadgen.login_all(s, a.concurrency)
            s.scen = {sc.name: sc for sc in s.scenarios()}
            print(
                f"# {s.name} {s.version} {s.size}: up, pids {s.pids()}, idle PSS {s.idle_mem['pss_mb']} MB, DB {s.probe.size_mb() if s.probe else '-'} MB",
                flush=True,
            )
        names = []
        for s in suts:
            names += [n for n in s.scen if n not in names]
        if a.only:
            names = [n for n in names if n in a.only.split(",")]
        names.sort(key=lambda n: any(s.scen[n].write for s in suts if n in s.scen))  # writes last
        for name in names:
            for rnd in range(a.rounds):
                for s in suts:
                    sc = s.scen.get(name)
                    if not sc:
                        continue
                    rec = {
                        "system": s.name,
                        "version": s.version,
                        "size": s.size,
                        "workers": s.workers,
                        "scenario": name,
                        "note": sc.note,
                        "round": rnd,
                    }
                    rec["busy_before"] = procs.wait_idle()
                    if s.probe and rnd == 0:
                        s.probe.reset()
                    one = await loadgen.drive(
                        s,
                        sc,
                        s.clients[:1],
                        seconds=a.seconds1,
                        max_req=a.max1,
                        min_req=3,
                        hard_s=a.hard,
                        warm=8 if not sc.write else 2,  # each worker compiles its templates once
                        seed=rnd + 1,
                    )
                    rec["c1"] = one
                    if s.probe and rnd == 0 and one["n"]:
                        # statements also include the warm-up requests: count a fresh, exact batch instead
                        k = 3 if one["mean_ms"] < 3000 else 1
                        s.probe.reset()
                        got = await loadgen.drive(
                            s,
                            sc,
                            s.clients[:1],
                            seconds=0,
                            max_req=k,
                            min_req=k,
                            warm=0,
                            hard_s=a.hard,
                            seed=77,
                        )
                        if got["n"]:
                            rec["db"] = s.probe.collect(got["n"])
                    if one["n"] and a.concurrency > 1:
                        pk = procs.PeakMemory(s.pids())
                        pk.start()
                        rec["cN"] = await loadgen.drive(
                            s,
                            sc,
                            s.clients,
                            seconds=a.secondsN,
                            min_req=a.concurrency,
                            hard_s=a.hard,
                            warm=1,
                            seed=50 + rnd,
                        )
                        rec["mem_peak"] = pk.stop()
                    rec["mem_idle"] = s.idle_mem
                    rec["db_mb"] = s.probe.size_mb() if s.probe else None
                    doc["runs"].append(rec)
                    save(a.out, doc)
                    print(report.line(rec), flush=True)
    finally:
        for s in suts:
            for c in getattr(s, "clients", []):
                await c.aclose()
            if a.realtime and s.probe:
                procs.realtime(s.probe.pids(), False)
            s.stop()
    if not quiet:
        print(report.tables(doc))


async def check(a):
    for spec in a.systems:
        s = load(spec)
        s.start()
        try:
            (c,) = await loadgen.login_all(s, 1)
            import random

            for sc in s.scenarios():
                if a.only and sc.name not in a.only.split(","):
                    continue
                t = time.perf_counter()
                try:
                    n = await sc.fn(s, c, random.Random(1))
                    print(
                        f"ok   {s.name}:{s.size} {sc.name:16} {n or 0:8} bytes {1e3 * (time.perf_counter() - t):9.1f} ms"
                    )
                except Exception as e:  # noqa: BLE001
                    print(f"FAIL {s.name}:{s.size} {sc.name:16} {type(e).__name__} {e}")
            await c.aclose()
        finally:
            s.stop()


async def calibrate(a):
    for clients in (1, 8):
        print(json.dumps(await yardstick.generator_alone(clients, seconds=4)))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(dest="cmd", required=True)
    for n in ("run", "check"):
        p = sub.add_parser(n)
        p.add_argument("systems", nargs="+", metavar="NAME:SIZE")
        p.add_argument("--only")
        if n == "run":
            p.add_argument("--out", default="results.json")
            p.add_argument("--append", action="store_true")
            p.add_argument("--rounds", type=int, default=1)
            p.add_argument("--concurrency", type=int, default=8)
            p.add_argument("--seconds1", type=float, default=8)
            p.add_argument("--max1", type=int, default=200)
            p.add_argument("--secondsN", type=float, default=15)
            p.add_argument(
                "--realtime",
                action="store_true",
                help="SCHED_RR for generator, servers and database while measuring (root; for a shared machine)",
            )
            p.add_argument(
                "--nice",
                type=int,
                default=0,
                help="e.g. -10: priority of generator, servers and database, when other work shares the machine (root)",
            )
            p.add_argument("--hard", type=float, default=120, help="hard stop of one measurement, s")
    p = sub.add_parser("report")
    p.add_argument("files", nargs="+")
    sub.add_parser("calibrate")
    a = ap.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that `finally` stops the servers
    if a.cmd == "run":
        asyncio.run(run(a))
    elif a.cmd == "check":
        asyncio.run(check(a))
    elif a.cmd == "calibrate":
        asyncio.run(calibrate(a))
    else:
        docs = [json.load(open(f)) for f in a.files]
        docs[0]["runs"] = [r for d in docs for r in d["runs"]]
        print(report.tables(docs[0]))


if __name__ == "__main__":
    main()
