"""What each figure has to be, should be, and is with the best of the peers (PEERS.md, 100,000 tickets)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """Requests a second with 8 clients, and milliseconds (95th percentile) with one; None where nothing was set."""

    name: str
    must: float | None = None
    aim: float | None = None
    peer: float | None = None
    must_ms: float | None = None
    aim_ms: float | None = None
    statements: int | None = None


PAGES = {
    "ticket_list": Goal("open list", 70, 115, 22.9, 40, 25, 8),
    "ticket_detail": Goal("case page", 70, 130, 65.3, 60, 30, 20),
    "search_rare": Goal("search, 0.1 % hit", 60, 100, 1.9, 80, 40, 8),
    "search_mid": Goal("search, 2.5 % hit", 60, 100, 1.9, 80, 40, 8),
    "search_common": Goal("search, 9-20 % hit", 60, 100, 1.9, 80, 40, 8),
    "dashboard": Goal("start page", 60, 100, 16.7),
    "report": Goal("reports"),
    "create": Goal("create a complaint", 150, 300, 63.5),
}
# What a request cost the generator itself when the peers were measured, in milliseconds of CPU.
PEERS_GENERATOR_MS = 0.65
# SQLite at 10,000 cases: within twice the time of PostgreSQL at 100,000, so half of its rates.
SQLITE_SHARE = 0.5
ARRIVAL_SECONDS = 1.0
CLONE_SECONDS = {"empty caches": 60, "warm caches": 25}
TEXTS_PER_SECOND = 3000
ENGINE_START_SECONDS = 0.5
# Two workers against one, the start of both included.
SCALING = 1.7
# Against snownlp, in the same run.
TIMES_SNOWNLP = 10
