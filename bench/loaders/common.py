"""What the bulk loaders share."""

from __future__ import annotations

import os
import sys
import time

import psycopg

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from peerbench import corpus, postgres  # noqa: E402,F401
from peerbench.postgres import PG  # noqa: E402


def connect(db: str, **kw):
    return psycopg.connect(dbname=db, **PG, **kw)


def recreate_from_template(template: str, db: str) -> None:
    postgres.recreate(db, template)


def finish(db: str, t0: float, n: int) -> dict:
    load_s = time.time() - t0
    with connect(db, autocommit=True) as c:
        c.execute("VACUUM ANALYZE")
        size = c.execute("select pg_database_size(current_database())").fetchone()[0]
        top = c.execute(
            "select relname, pg_total_relation_size(oid) from pg_class where relkind='r' order by 2 desc limit 6"
        ).fetchall()
    out = {
        "db": db,
        "tickets": n,
        "load_s": round(load_s, 1),
        "vacuum_s": round(time.time() - t0 - load_s, 1),
        "db_mb": round(size / 1e6, 1),
        "top_tables_mb": {k: round(v / 1e6, 1) for k, v in top},
    }
    print(out)
    return out
