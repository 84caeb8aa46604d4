"""How `amends read` grows with processes, and what it reads over a Ray cluster.

    python bench/scaling.py [--texts 20000] [--rounds 3] [--realtime] [--ray] [--json]

Each round runs one worker and then two over the same lines, the whole command with its start. The ratio is that of the
best of each: other work of the machine only ever makes a run longer. Beside it the seconds of CPU, which other work
hardly changes: on two free cores two workers cannot be faster than twice the CPU of one, divided by that of two.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import reading

ROOT = Path(__file__).resolve().parent.parent


def has_ray() -> bool:
    """Whether Ray is installed here."""
    return importlib.util.find_spec("ray") is not None


def _lines(folder: str, count: int) -> Path:
    path = Path(folder) / "texts.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(reading.texts(count)):
            out.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    return path


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _run(path: Path, *options: str, realtime: bool = False) -> dict:
    """Seconds and CPU seconds of the whole command."""

    def ahead() -> None:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))

    command = [sys.executable, "-m", "amends.cli", "read", "--jsonl", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    spent, began = _spent(), time.perf_counter()
    with path.open("rb") as lines:
        subprocess.run(
            command,
            stdin=lines,
            stdout=subprocess.DEVNULL,
            env=environment,
            check=True,
            preexec_fn=ahead if realtime else None,
        )
    return {"seconds": round(time.perf_counter() - began, 2), "cpu_s": round(_spent() - spent, 2)}


def measure(count: int = 20_000, rounds: int = 3, *, realtime: bool = False, ray: bool = False) -> dict:
    """The figures; with `ray` also those of a local cluster of two CPUs."""
    with tempfile.TemporaryDirectory() as folder:
        path = _lines(folder, count)
        runs: dict[str, list[dict]] = {"1": [], "2": []}
        for _ in range(rounds):
            for workers, taken in runs.items():
                taken.append(_run(path, "--workers", workers, realtime=realtime))
        best = {workers: min(one["seconds"] for one in taken) for workers, taken in runs.items()}
        cpu = {workers: min(one["cpu_s"] for one in taken) for workers, taken in runs.items()}
        found = {
            "texts": count,
            "runs": runs,
            "texts_per_second": {workers: round(count / seconds) for workers, seconds in best.items()},
            "ratio": round(best["1"] / best["2"], 2),
            "ratio_by_cpu": round(2 * cpu["1"] / cpu["2"], 2),
        }
        if ray:
            small, large = Path(folder) / "few.jsonl", path
            small.write_bytes(b"".join(path.open("rb").readlines()[:128]))
            start, whole = (_run(one, "--engine", "ray", "--workers", "2") for one in (small, large))
            found["ray"] = {
                "start_s": start["seconds"],
                "seconds": whole["seconds"],
                "texts_per_second": round((count - 128) / max(0.1, whole["seconds"] - start["seconds"])),
            }
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--realtime", action="store_true", help="ahead of all other work (root)")
    parser.add_argument("--ray", action="store_true", help="also a local Ray cluster (needs amends[ray])")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.texts, options.rounds, realtime=options.realtime, ray=options.ray)
    if options.json:
        print(json.dumps(found))
        return
    for workers, taken in found["runs"].items():
        print(
            f"{workers} worker(s): " + ", ".join(f"{one['seconds']} s ({one['cpu_s']} CPU)" for one in taken)
        )
    print(f"ratio {found['ratio']}, by CPU {found['ratio_by_cpu']}; texts/s {found['texts_per_second']}")
    if "ray" in found:
        print(f"ray: {found['ray']}")


if __name__ == "__main__":
    main()
