"""The shared list of causes, as content."""

from __future__ import annotations

from functools import cache

from amends.content.taxonomies import causes


@cache
def cause_codes() -> frozenset[str]:
    return frozenset(row["code"] for row in causes("en"))


def is_cause(code: str) -> bool:
    return code in cause_codes()
