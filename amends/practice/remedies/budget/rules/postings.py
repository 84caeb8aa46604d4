"""Which event moves money from where to where: the table is the specification, and README.md shows the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Way(NamedTuple):
    """What an entry does: credited is `source`, debited `target`, by the same amount."""

    source: str
    target: str


# (event, state that the hold was in or "", by law) → from where to where.
POSTINGS: Final[Mapping[tuple[str, str, bool], Way]] = {
    ("opened", "", False): Way("granted", "available"),
    ("raised", "", False): Way("granted", "available"),
    ("lowered", "", False): Way("available", "granted"),
    ("moved_out", "", False): Way("available", "granted"),
    ("moved_in", "", False): Way("granted", "available"),
    ("reserved", "", False): Way("available", "reserved"),
    ("committed", "reserved", False): Way("reserved", "committed"),
    ("settled", "committed", False): Way("committed", "spent"),
    ("released", "reserved", False): Way("reserved", "available"),
    ("released", "committed", False): Way("committed", "available"),
    ("returned", "settled", False): Way("spent", "available"),
    ("returned_late", "settled", False): Way("spent", "granted"),
    ("carried_out", "", False): Way("available", "granted"),
    ("carried_out", "reserved", False): Way("reserved", "granted"),
    ("carried_out", "committed", False): Way("committed", "granted"),
    ("carried_in", "", False): Way("granted", "available"),
    ("carried_in", "reserved", False): Way("granted", "reserved"),
    ("carried_in", "committed", False): Way("granted", "committed"),
    ("lapsed", "", False): Way("available", "granted"),
    ("reserved", "", True): Way("obliged", "obliged_reserved"),
    ("committed", "reserved", True): Way("obliged_reserved", "obliged_committed"),
    ("settled", "committed", True): Way("obliged_committed", "obliged_spent"),
    ("released", "reserved", True): Way("obliged_reserved", "obliged"),
    ("released", "committed", True): Way("obliged_committed", "obliged"),
    ("returned", "settled", True): Way("obliged_spent", "obliged"),
    ("returned_late", "settled", True): Way("obliged_spent", "obliged"),
    ("carried_out", "reserved", True): Way("obliged_reserved", "obliged"),
    ("carried_out", "committed", True): Way("obliged_committed", "obliged"),
    ("carried_in", "reserved", True): Way("obliged", "obliged_reserved"),
    ("carried_in", "committed", True): Way("obliged", "obliged_committed"),
}


def way_of(event: str, *, state: str = "", by_law: bool = False) -> Way:
    """Raises KeyError for what cannot happen."""
    return POSTINGS[event, state, by_law]


def bound_share(granted: int, available: int) -> int:
    """How many per cent of what was granted are no longer free, rounded down; with nothing granted there is none."""
    return (granted - available) * 100 // granted if granted > 0 else 0


def runs_low(granted: int, available: int, warn_at_percent: int) -> bool:
    """Whether so much is bound or spent that somebody should know."""
    return granted > 0 and bound_share(granted, available) >= warn_at_percent
