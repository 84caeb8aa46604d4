"""Pages as a signed-in person gets them, with one client and with eight."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from argparse import Namespace
from pathlib import Path

from peerbench import postgres, report, yardstick

import bench
from parts import houses

# What a list has to read at the least, without anybody's rights, counts or page around it.
BARE_LIST = """
    SELECT c.id, c.received_at, c.subject, c.summary, c.stage, c.emotion, c.intensity, c.severity, c.category,
        c.risks, c.due_at, c.due_from, c.touched_at, c.unread, k.name, m.display_name
    FROM cases_case c
    JOIN customers_customer k ON k.id = c.customer_id
    LEFT JOIN organisation_member m ON m.id = c.owner_id
    WHERE c.phase = 'open' ORDER BY c.id DESC LIMIT 26
"""


def bare_list_ms(system: str, size: str) -> float:
    if system == "amends":
        import psycopg

        with psycopg.connect(dbname=f"bench_amends_{size}", autocommit=True, **postgres.PG) as connection:
            return yardstick.median_ms(lambda: connection.execute(BARE_LIST).fetchall())
    connection = sqlite3.connect(houses.folder(system, size) / "amends.sqlite3")
    try:
        return yardstick.median_ms(lambda: connection.execute(BARE_LIST).fetchall())
    finally:
        connection.close()


def measure(system: str, size: str, options: Namespace) -> dict:
    """All scenarios of one installation, with their statements and the bare list beside them."""
    out = Path(postgres.ROOT) / f"run_{system}_{size}.json"
    wanted = Namespace(
        systems=[f"{system}:{size}"],
        only=options.only,
        out=str(out),
        append=False,
        rounds=options.rounds,
        concurrency=8,
        seconds1=options.seconds,
        max1=200,
        secondsN=options.seconds,
        realtime=options.realtime,
        nice=0,
        hard=120,
    )
    bare = bare_list_ms(system, size)
    counted = houses.statements(system, size)
    asyncio.run(bench.run(wanted, quiet=True))
    rows = {row["scenario"]: row for row in report.summarise(json.loads(out.read_text()))}
    return {"scenarios": rows, "statements": counted, "bare_list_ms": bare}
