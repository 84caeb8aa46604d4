"""Full-text search that finds Chinese: one interface, SQLite and PostgreSQL behind it."""

from __future__ import annotations

from amends.foundation.kernel.search.fold import fold
from amends.foundation.kernel.search.index import count, matching, newest, put, put_many, remove, remove_kind
from amends.foundation.kernel.search.snippet import Snippet, snippet

__all__ = [
    "Snippet",
    "count",
    "fold",
    "matching",
    "newest",
    "put",
    "put_many",
    "remove",
    "remove_kind",
    "snippet",
]
