from __future__ import annotations

from enum import StrEnum

HOUSE = "house"


class Damage(StrEnum):
    """What can be wrong with a link of a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    DETACHED = "detached"
    EXTRA = "extra"
    EMPTIED = "emptied"
    UNKNOWN_CHAIN = "unknown chain"
