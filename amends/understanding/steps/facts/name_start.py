"""Where a name begins, told from where it ends."""

from __future__ import annotations

from amends.understanding.languages.zh_hans.names import PLACE_STOP, SOFT_STOP

_SHORTEST = 2


def name_start(plain: str, end: int, stop: frozenset[str], longest: int) -> int:
    """Where the name that ends here begins: before it stands a word that is no part of names, or a mark."""
    start, last = end, max(0, end - longest)
    while start > last and plain[start - 1].isalnum():
        if plain[start - 1] in stop and (
            plain[start - 1] not in SOFT_STOP or end - start >= _SHORTEST or stop is not PLACE_STOP
        ):
            break
        start -= 1
    return start
