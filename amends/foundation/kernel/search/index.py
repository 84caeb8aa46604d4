"""The one interface to full-text search, whatever the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from amends.foundation.kernel.models import SearchDocument
from amends.foundation.kernel.search import postgresql, sqlite
from amends.foundation.kernel.search.fold import fold
from amends.foundation.kernel.search.keys import document_id, id_range, kind_number
from amends.foundation.kernel.search.tokens import DOCUMENT_CHARACTERS, Query, of_document, of_query

COUNT_CAP = 1000
BATCH = 500


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def put(kind: str, object_id: int, text: str) -> None:
    """Makes an object findable by this text, in place of what it was findable by before."""
    put_many(kind, [(object_id, text)])


def put_many(kind: str, documents: Iterable[tuple[int, str]]) -> None:
    """The same for many; later pairs win over earlier ones of the same object."""
    number, engine = kind_number(kind), postgresql if _is_postgresql() else sqlite
    batch = []
    for object_id, text in dict(documents).items():
        folded = fold(text[:DOCUMENT_CHARACTERS])
        batch.append((document_id(kind, object_id), number, object_id, folded, of_document(folded)))
        if len(batch) == BATCH:
            engine.put_many(batch)
            batch = []
    if batch:
        engine.put_many(batch)


def remove(kind: str, object_id: int) -> None:
    """Makes an object unfindable; one that is not indexed is no error."""
    SearchDocument.objects.filter(id=document_id(kind, object_id))._raw_delete(connection.alias)


def remove_kind(kind: str) -> None:
    """Forgets all objects of a kind, before they are indexed anew."""
    SearchDocument.objects.filter(kind=kind_number(kind))._raw_delete(connection.alias)


def matching(kind: str, query: str, *, newest_first: bool = False) -> QuerySet[SearchDocument, int]:
    """The ids of all objects that hold every word of the query: `Case.objects.filter(id__in=matching("case", q))`.

    Any part of a word is found, in simplified or traditional characters, and nothing is found that does not hold it.
    An empty query finds nothing. `newest_first` promises that some of the highest ids are wanted, which is faster for
    common words.
    """
    wanted = of_query(query)
    documents = _planned(kind, wanted) if newest_first else _documents(kind, wanted, by_index=True)
    return documents.values_list("object_id", flat=True)


def _documents(kind: str, query: Query, *, by_index: bool) -> QuerySet[SearchDocument]:
    """The documents found, proposed by the index or not, and in either case looked at."""
    documents = SearchDocument.objects.filter(kind=kind_number(kind))
    if query.is_empty:
        return documents.none()
    if by_index and query.is_indexable:
        engine = postgresql if _is_postgresql() else sqlite
        documents = documents.filter(engine.index_condition(query, id_range(kind)))
    for word in query.words:
        documents = documents.filter(GreaterThan(StrIndex(F("folded"), Value(word)), Value(0)))
    return documents


def _planned(kind: str, query: Query) -> QuerySet[SearchDocument]:
    """The same documents, the way that suits how common the words are; on PostgreSQL this may ask it first."""
    common = _is_postgresql() and query.is_indexable and postgresql.is_common(query, id_range(kind))
    return _documents(kind, query, by_index=not common)


def count(kind: str, query: str, cap: int = COUNT_CAP, *, where: QuerySet[Any] | None = None) -> int:
    """How many objects `query` finds (of those in `where`), but never more than `cap`, so that counting stays cheap."""
    wanted = of_query(query)
    everywhere = _is_postgresql() and wanted.is_indexable and postgresql.is_everywhere(wanted, id_range(kind))
    hits = _documents(kind, wanted, by_index=not everywhere)
    if everywhere:
        hits = hits.order_by("-object_id")
    if where is not None:
        hits = hits.filter(object_id__in=where.order_by().values("pk"))
    return hits[:cap].count()


def newest(
    kind: str,
    query: str,
    *,
    where: QuerySet[Any] | None = None,
    limit: int = 25,
    before_id: int | None = None,
) -> list[int]:
    """The ids of the newest objects found, newest first; `where` says which of them the reader may see and wants.

    Ids grow with time, so newest means highest. `before_id` continues a list after its last object.
    """
    wanted = of_query(query)
    if wanted.is_empty:
        return []
    if _is_postgresql():
        found = _planned(kind, wanted)
        if before_id is not None:
            found = found.filter(object_id__lt=before_id)
        if where is None:
            return list(found.order_by("-object_id").values_list("object_id", flat=True)[:limit])
        rows = where.filter(pk__in=found.values("object_id")).order_by("-pk")
        return list(rows.values_list("pk", flat=True)[:limit])
    first, end = id_range(kind)
    before = end if before_id is None else document_id(kind, max(before_id, 0))
    return sqlite.newest(wanted, (first, before), _exists(where), limit)


def _exists(where: QuerySet[Any] | None) -> tuple[str, list[Any]]:
    """The reader's rows as a condition on one document at a time, so that nothing lists all of them first."""
    if where is None:
        return "TRUE", []
    one: QuerySet[Any] = where.order_by().filter(pk=RawSQL("d.object_id", ())).values("pk")
    sql, params = one.query.get_compiler(connection.alias).as_sql()
    return f"EXISTS ({sql})", list(params)
