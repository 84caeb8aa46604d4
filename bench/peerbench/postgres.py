"""Where the benchmark's PostgreSQL is: a cluster of its own where BENCH_PGPORT says, or the one that runs here anyway."""

from __future__ import annotations

import os
import socket

ROOT = os.environ.get("BENCH_ROOT", "var/bench")
OWN_PORT, USUAL_PORT = 55432, 5432


def port() -> int:
    if given := os.environ.get("BENCH_PGPORT"):
        return int(given)
    for one in (OWN_PORT, USUAL_PORT):
        try:
            socket.create_connection(("127.0.0.1", one), timeout=1).close()
            return one
        except OSError:
            continue
    return OWN_PORT


def user() -> str:
    """`bench` in a cluster made for it; in the usual one whoever is given in BENCH_PGUSER, else root."""
    return os.environ.get("BENCH_PGUSER") or ("root" if PGPORT == USUAL_PORT else "bench")


PGPORT = port()
PGUSER = user()
PG = {"host": "127.0.0.1", "port": PGPORT, "user": PGUSER}


def url(database: str) -> str:
    return f"postgresql://{PGUSER}@127.0.0.1:{PGPORT}/{database}"


def answers() -> bool:
    import psycopg

    try:
        psycopg.connect(dbname="postgres", connect_timeout=3, **PG).close()
        return True
    except psycopg.Error:
        return False


def recreate(database: str, template: str = "template1") -> None:
    import psycopg

    with psycopg.connect(dbname="postgres", autocommit=True, **PG) as c:
        c.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        c.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')


def exists(database: str) -> bool:
    import psycopg

    with psycopg.connect(dbname="postgres", autocommit=True, **PG) as c:
        return bool(c.execute("select 1 from pg_database where datname=%s", (database,)).fetchone())
