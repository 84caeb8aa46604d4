"""The loaded installations that are measured: made when they are missing or were made by other code."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from peerbench import postgres

BENCH = Path(__file__).resolve().parent.parent
PROJECT = BENCH.parent
SIZES = {"10k": 10_000, "100k": 100_000}
MADE_OF = ("loaders/load_amends.py", "peerbench/corpus.py")


def root() -> Path:
    return Path(postgres.ROOT).resolve()


def folder(system: str, size: str) -> Path:
    return root() / f"{system}_{size}"


def url(system: str, size: str) -> str:
    if system == "amends":
        return postgres.url(f"bench_amends_{size}")
    return f"sqlite://{folder(system, size) / 'amends.sqlite3'}"


def fingerprint() -> str:
    """Changes whenever the tables or the loader do."""
    files = [BENCH / name for name in MADE_OF]
    files += sorted(PROJECT.glob("amends/*/**/migrations/0*.py"))
    found = hashlib.sha256()
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def python(script: str, *words: str, env: dict | None = None) -> str:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **(env or {})}
    done = subprocess.run(
        [sys.executable, str(BENCH / script), *words],
        env=environment,
        cwd=PROJECT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip().rpartition("\n")[2]


def prepare(system: str, size: str, *, fresh: bool = False) -> dict:
    """Loads the cases if need be, and takes out what earlier runs put in."""
    place = folder(system, size)
    mark = place / "made_of"
    if fresh or not mark.exists() or mark.read_text() != fingerprint():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        if system == "amends":
            postgres.recreate(f"bench_amends_{size}")
        print(f"# loading {SIZES[size]:,} cases into {system}", flush=True)
        loaded = python("loaders/load_amends.py", str(SIZES[size]), url(system, size), str(place))
        mark.write_text(fingerprint())
        return json.loads(loaded)
    python("loaders/reset_amends.py", url(system, size), str(place))
    subprocess.run(
        [sys.executable, "-m", "amends", "setup"],
        cwd=PROJECT,
        env={**os.environ, **environment(system, size)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return {}


def environment(system: str, size: str) -> dict:
    from systems.amends import SECRET_KEY

    return {
        "DATABASE_URL": url(system, size),
        "AMENDS_VAR": str(folder(system, size)),
        "SECRET_KEY": SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "amends.config.settings",
        "BENCH_ROOT": str(root()),
    }


def statements(system: str, size: str) -> dict:
    """Scenario → SQL statements, counted in a process of its own."""
    return json.loads(python("statements.py", str(folder(system, size)), env=environment(system, size)))
