"""Points are used in the order in which they would expire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Share(NamedTuple):
    """How many points are taken from which entry."""

    entry_id: int
    points: int


def shares(lots: Iterable[tuple[int, int]], wanted: int) -> list[Share]:
    """From the lots (entry, what is left of it), in their order; less than wanted if they do not hold as much."""
    taken = []
    for entry_id, left in lots:
        if wanted <= 0:
            break
        part = min(left, wanted)
        if part > 0:
            taken.append(Share(entry_id, part))
            wanted -= part
    return taken
