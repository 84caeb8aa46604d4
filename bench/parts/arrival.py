"""How long after a complaint was stored it is read, routed and clocked, with one worker running."""

from __future__ import annotations

import importlib
import os
import random
import signal
import subprocess
import sys
import time

import httpx
import psycopg
from peerbench import corpus, postgres

from parts import houses

TIMES = 40
PAUSE, LONGEST = 0.25, 20.0
DONE = """
    SELECT 1 FROM cases_case
    WHERE id = %s AND reading_id IS NOT NULL AND owner_id IS NOT NULL AND due_at IS NOT NULL
"""


def measure(size: str) -> dict:
    """Seconds from the answer of the API to the last of the three; half, 95 % and all of the complaints."""
    sut = importlib.import_module("systems.amends").Sut(size)
    sut.workers = 1
    sut.start()
    worker = subprocess.Popen(
        [sys.executable, "-m", "amends", "work"],
        cwd=houses.PROJECT,
        env={**os.environ, **houses.environment("amends", size)},
        stdout=subprocess.DEVNULL,
    )
    try:
        took = sorted(times(sut))
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(20)
        sut.stop()
    return {
        "n": len(took),
        "p50_s": round(took[len(took) // 2], 3),
        "p95_s": round(took[int(len(took) * 0.95)], 3),
        "max_s": round(took[-1], 3),
    }


def times(sut) -> list[float]:
    rng = random.Random(11)
    took = []
    headers = {"Authorization": f"Bearer {sut.note['token']}"}
    with (
        httpx.Client(base_url=sut.base_url, trust_env=False, timeout=30) as client,
        psycopg.connect(dbname=sut.db_name(), autocommit=True, **postgres.PG) as database,
    ):
        for turn in range(TIMES + 3):
            subject, body = corpus.one(rng)
            answer = client.post(
                "/api/v1/complaints", json={"text": body, "subject": subject}, headers=headers
            )
            stored = time.perf_counter()
            answer.raise_for_status()
            case_id = int(answer.json()["number"].rpartition("-")[2])
            while not database.execute(DONE, (case_id,)).fetchone():
                if time.perf_counter() - stored > LONGEST:
                    raise RuntimeError(
                        "a complaint was not read, routed and clocked in time; does the worker run?"
                    )
                time.sleep(0.01)
            # The first ones wait for the worker to start and to load the engine.
            if turn >= 3:
                took.append(time.perf_counter() - stored)
            time.sleep(PAUSE)
    return took
