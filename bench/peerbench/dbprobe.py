"""Statements per page: pg_stat_statements (PostgreSQL) or status counters (MariaDB)."""

from __future__ import annotations

import re

UTILITY = re.compile(
    r"^\s*(begin|commit|rollback|set|show|discard|savepoint|release|deallocate|start transaction|copy)\b",
    re.I,
)


class PgProbe:
    """Figures of one database of a cluster that others may use too: only this database's own connections count."""

    def __init__(self, dsn_kw: dict, db: str):
        import psycopg

        self.db = db
        self.c = psycopg.connect(dbname="postgres", autocommit=True, application_name="peerbench", **dsn_kw)
        self.counts = "pg_stat_statements" in self.c.execute("show shared_preload_libraries").fetchone()[0]

    def pids(self) -> list[int]:
        rows = self.c.execute("select pid from pg_stat_activity where datname=%s", (self.db,)).fetchall()
        return [row[0] for row in rows]

    def reset(self):
        if self.counts:
            self.c.execute("select pg_stat_statements_reset()")

    def collect(self, n: int, top: int = 6) -> dict:
        if not self.counts:
            return {}
        rows = self.c.execute(
            "select query, calls, total_exec_time, rows, shared_blks_hit+shared_blks_read "
            "from pg_stat_statements s join pg_database d on d.oid=s.dbid where d.datname=%s order by total_exec_time desc",
            (self.db,),
        ).fetchall()
        real = [r for r in rows if not UTILITY.match(r[0])]
        return {
            "queries_per_req": round(sum(r[1] for r in real) / n, 1),
            "db_ms_per_req": round(sum(r[2] for r in real) / n, 2),
            "rows_per_req": round(sum(r[3] for r in real) / n, 1),
            "blocks_per_req": round(sum(r[4] for r in real) / n),
            "top": [
                {
                    "q": re.sub(r"\s+", " ", r[0])[:300],
                    "calls_per_req": round(r[1] / n, 2),
                    "ms_per_req": round(r[2] / n, 2),
                    "rows_per_req": round(r[3] / n, 1),
                }
                for r in real[:top]
            ],
        }

    def size_mb(self):
        return round(self.c.execute("select pg_database_size(%s)", (self.db,)).fetchone()[0] / 1e6, 1)

    def close(self):
        self.c.close()


class MySQLProbe:
    """Counts through performance_schema digests (needs pymysql)."""

    def __init__(self, db: str, pidfile: str, **kw):
        import pymysql

        self.db, self.pidfile = db, pidfile
        self.c = pymysql.connect(autocommit=True, **kw)

    def pids(self):
        with open(self.pidfile) as f:
            return [int(f.readline())]

    def _q(self, sql, a=()):
        with self.c.cursor() as cur:
            cur.execute(sql, a)
            return cur.fetchall()

    def reset(self):
        self._q("truncate table performance_schema.events_statements_summary_by_digest")

    def collect(self, n: int, top: int = 6) -> dict:
        rows = self._q(
            "select digest_text, count_star, sum_timer_wait/1e9, sum_rows_sent, sum_rows_examined "
            "from performance_schema.events_statements_summary_by_digest where schema_name=%s order by 3 desc",
            (self.db,),
        )
        real = [r for r in rows if r[0] and not UTILITY.match(r[0])]
        return {
            "queries_per_req": round(float(sum(r[1] for r in real)) / n, 1),
            "db_ms_per_req": round(float(sum(r[2] for r in real)) / n, 2),
            "rows_per_req": round(float(sum(r[3] for r in real)) / n, 1),
            "rows_examined_per_req": round(float(sum(r[4] for r in real)) / n),
            "top": [
                {
                    "q": r[0][:1500],
                    "calls_per_req": round(float(r[1]) / n, 2),
                    "ms_per_req": round(float(r[2]) / n, 2),
                    "rows_per_req": round(float(r[3]) / n, 1),
                }
                for r in real[:top]
            ],
        }

    def size_mb(self):
        return round(
            float(
                self._q(
                    "select sum(data_length+index_length) from information_schema.tables where table_schema=%s",
                    (self.db,),
                )[0][0]
            )
            / 1e6,
            1,
        )

    def close(self):
        self.c.close()
