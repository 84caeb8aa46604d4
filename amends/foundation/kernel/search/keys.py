"""Where a document stands in the index: kind and object id in one growing number."""

from __future__ import annotations

import zlib
from functools import cache

OBJECT_BITS = 40
_KIND_MASK = (1 << 23) - 1


@cache
def kind_number(kind: str) -> int:
    """The same 23-bit number for the same name everywhere, so that no table of kinds is needed."""
    return zlib.crc32(kind.encode()) & _KIND_MASK


def document_id(kind: str, object_id: int) -> int:
    if not 0 <= object_id < 1 << OBJECT_BITS:
        raise ValueError(f"not an id that can be indexed: {object_id}")
    return kind_number(kind) << OBJECT_BITS | object_id


def id_range(kind: str) -> tuple[int, int]:
    """The document ids of a kind: from the first one, up to but not including the second."""
    first = kind_number(kind) << OBJECT_BITS
    return first, first + (1 << OBJECT_BITS)
