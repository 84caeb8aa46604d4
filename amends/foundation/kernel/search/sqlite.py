"""The index in SQLite: an FTS5 table of pieces, joined to the folded text by rowid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import BigIntegerField, Q
from django.db.models.expressions import RawSQL

from amends.foundation.kernel.search.tokens import ALWAYS, Pieces, Query

# detail=none: only which document holds a piece is kept, which is all that is asked. The ascii tokenizer takes every
# character above 127 as part of a piece, whatever its Unicode age; the symbols of ASCII are named.
CREATE = (
    """
    CREATE VIRTUAL TABLE kernel_search_fts USING fts5(
        pieces, detail = none, columnsize = 0, tokenize = "ascii tokenchars '$+<=>^`|~'"
    )
    """,
    """
    CREATE TRIGGER kernel_search_forget AFTER DELETE ON kernel_searchdocument BEGIN
        DELETE FROM kernel_search_fts WHERE rowid = old.id;
    END
    """,
)
DROP = (
    "DROP TRIGGER kernel_search_forget",
    "DROP TABLE kernel_search_fts",
)

_PUT = """
    INSERT INTO kernel_searchdocument (id, kind, object_id, folded) VALUES (%s, %s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET folded = excluded.folded
"""
_NEWEST = """
    SELECT d.object_id FROM kernel_search_fts f CROSS JOIN kernel_searchdocument d ON d.id = f.rowid
    WHERE kernel_search_fts MATCH %s AND f.rowid >= %s AND f.rowid < %s AND {texts} AND {where}
    ORDER BY f.rowid DESC LIMIT %s
"""
_NEWEST_BY_TEXT = """
    SELECT d.object_id FROM kernel_searchdocument d
    WHERE d.id >= %s AND d.id < %s AND {texts} AND {where} ORDER BY d.id DESC LIMIT %s
"""


def match_expression(query: Query) -> str:
    """The query in FTS5's language; every piece is quoted, and no piece can hold a quote."""
    parts = [f'"{piece}"' for piece in query.whole] + [f'"{piece}" *' for piece in query.beginnings]
    return f'({" AND ".join(parts)}) OR "{ALWAYS}"'


def put_many(rows: Sequence[tuple[int, int, int, str, Pieces]]) -> None:
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(_PUT, [row[:4] for row in rows])
        cursor.executemany(
            "INSERT OR REPLACE INTO kernel_search_fts (rowid, pieces) VALUES (%s, %s)",
            [(row[0], ALWAYS if row[4].always else " ".join(row[4].tokens)) for row in rows],
        )


def index_condition(query: Query, ids: tuple[int, int]) -> Q:
    """The ids of the documents that hold every piece of the query."""
    sql = (
        "SELECT rowid FROM kernel_search_fts WHERE kernel_search_fts MATCH %s AND rowid >= %s AND rowid < %s"
    )
    return Q(id__in=RawSQL(sql, (match_expression(query), *ids), output_field=BigIntegerField()))  # noqa: S611 (all parameters)


def newest(query: Query, ids: tuple[int, int], where: tuple[str, Sequence[Any]], limit: int) -> list[int]:
    """Walks the index from the newest document down and stops at the limit, however many there are."""
    texts = " AND ".join("instr(d.folded, %s) > 0" for _ in query.words)
    tail = [*ids, *query.words, *where[1], limit]
    with connection.cursor() as cursor:
        if query.is_indexable:
            cursor.execute(_NEWEST.format(texts=texts, where=where[0]), [match_expression(query), *tail])
        else:
            cursor.execute(_NEWEST_BY_TEXT.format(texts=texts, where=where[0]), tail)
        return [row[0] for row in cursor.fetchall()]
