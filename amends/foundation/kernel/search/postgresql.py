"""The index in PostgreSQL: the pieces as a tsvector under GIN, the folded text beside it for the exact look."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup, Q
from django.db.models.sql.compiler import SQLCompiler

from amends.foundation.kernel.search.tokens import ALWAYS, Pieces, Query
from amends.foundation.kernel.tokens_field import TokensField

# The list of entries not merged into the index yet is read by every search, so it is kept short (kilobytes).
CREATE = (
    "CREATE INDEX kernel_search_gin ON kernel_searchdocument USING gin (tokens) WITH (gin_pending_list_limit = 512)",
)
DROP = ("DROP INDEX kernel_search_gin",)

_PUT = """
    INSERT INTO kernel_searchdocument (id, kind, object_id, folded, tokens)
    VALUES (%s, %s, %s, %s, array_to_tsvector(%s::text[]))
    ON CONFLICT (id) DO UPDATE SET folded = excluded.folded, tokens = excluded.tokens
    WHERE kernel_searchdocument.folded <> excluded.folded
"""
_CAPPED_COUNT = """
    SELECT count(*), (SELECT reltuples FROM pg_class WHERE oid = 'kernel_searchdocument'::regclass) FROM (
        SELECT 1 FROM kernel_searchdocument WHERE id >= %s AND id < %s AND tokens @@ %s::tsquery LIMIT %s
    ) AS hit
"""
# From so many hits on, the newest of them are found sooner by reading texts from the newest down; and from such a share
# of all texts on, so is any number of them that is worth counting.
COMMON_FROM = 2000
COMMON_SHARE = 0.05
_COUNTED = 8000
# Which plan is better changes slowly, and the worse one is still right, so the answer is kept for a while.
_REMEMBER_SECONDS = 60
_REMEMBER_QUERIES = 2000
_commonness: dict[tuple[str, tuple[int, int]], tuple[float, int, float]] = {}


if TYPE_CHECKING:
    AnyLookup = Lookup[Any]
else:
    AnyLookup = Lookup


@TokensField.register_lookup
class Holds(AnyLookup):
    """`tokens__holds=tsquery`."""

    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", (*left_params, self.rhs)


def tsquery(query: Query) -> str:
    """The query in PostgreSQL's language; pieces hold neither quote nor backslash."""
    parts = [f"'{piece}'" for piece in query.whole] + [f"'{piece}':*" for piece in query.beginnings]
    return f"({' & '.join(parts)}) | '{ALWAYS}'"


def put_many(rows: Sequence[tuple[int, int, int, str, Pieces]]) -> None:
    values = [(*row[:4], [ALWAYS] if row[4].always else list(row[4].tokens)) for row in rows]
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(_PUT, values[0])
            return
        with transaction.atomic(savepoint=False):
            cursor.executemany(_PUT, values)


def index_condition(query: Query, ids: tuple[int, int]) -> Q:
    """The documents that hold every piece of the query."""
    return Q(tokens__holds=tsquery(query), id__gte=ids[0], id__lt=ids[1])


def is_common(query: Query, ids: tuple[int, int]) -> bool:
    """Whether so many documents hold the pieces that reading texts from the newest down finds the newest sooner."""
    return _hits(query, ids)[0] >= COMMON_FROM


def is_everywhere(query: Query, ids: tuple[int, int]) -> bool:
    """Whether so large a share of all documents hold the pieces that a few hundred are sooner counted that way, too."""
    hits, documents = _hits(query, ids)
    return hits >= COMMON_FROM and hits >= COMMON_SHARE * documents


def _hits(query: Query, ids: tuple[int, int]) -> tuple[int, float]:
    """How many documents hold the pieces, counted up to some thousands, and about how many there are.

    The planner cannot know: its statistics hold the commonest pieces of all kinds together, and no prefix.
    """
    expression = tsquery(query)
    known = _commonness.get((expression, ids))
    if known and known[0] > time.monotonic():
        return known[1:]
    with connection.cursor() as cursor:
        cursor.execute(_CAPPED_COUNT, [*ids, expression, _COUNTED])
        hits, documents = cursor.fetchone()
    if len(_commonness) >= _REMEMBER_QUERIES:
        _commonness.clear()
    _commonness[expression, ids] = (time.monotonic() + _REMEMBER_SECONDS, int(hits), float(documents))
    return int(hits), float(documents)
