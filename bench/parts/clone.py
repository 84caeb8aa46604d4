"""How long it takes from a fresh clone to the first page served."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from parts.houses import PROJECT

PORT = 8290
LONGEST = 300


def start_of(folder: Path, caches: dict[str, str]) -> float:
    """Clones the committed state, runs `make run` and waits for the portal; seconds."""
    subprocess.run(["git", "clone", "-q", str(PROJECT), str(folder)], check=True)
    outside = ("DATABASE_URL", "AMENDS_VAR", "SECRET_KEY", "VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL")
    environment = {name: value for name, value in os.environ.items() if name not in outside} | caches
    began = time.perf_counter()
    with open(folder.with_suffix(".log"), "wb") as log:
        process = subprocess.Popen(
            ["make", "run", f"PORT={PORT}"],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while time.perf_counter() - began < LONGEST:
            if process.poll() is not None:
                raise RuntimeError(
                    f"make run ended with {process.returncode}; see {folder.with_suffix('.log')}"
                )
            try:
                opener.open(f"http://127.0.0.1:{PORT}/", timeout=5)
                return round(time.perf_counter() - began, 1)
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"no page within {LONGEST} s; see {folder.with_suffix('.log')}")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        until_nobody_answers()


def until_nobody_answers() -> None:
    """The next start must not be met by the server of this one."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", PORT), timeout=1).close()
        except OSError:
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server on port {PORT} did not stop")


def measure() -> dict:
    """With empty package caches first, then with those that the first start has filled."""
    place = Path(tempfile.mkdtemp(prefix="amends-clone-"))
    caches = {
        name: str(place / name.lower()) for name in ("PIP_CACHE_DIR", "UV_CACHE_DIR", "NPM_CONFIG_CACHE")
    }
    found = {}
    try:
        for what in ("empty caches", "warm caches"):
            found[what] = start_of(place / what.replace(" ", "-"), caches)
        shutil.rmtree(place)
    except RuntimeError as error:
        found["error"] = str(error)
    return found
