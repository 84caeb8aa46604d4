from __future__ import annotations

from enum import StrEnum

HOUSE = "house"
# What the verdict of a walk along the whole trail is recorded as, and the job that walks.
CHECKED = "trail.checked"
CHECK_JOB = "amends.foundation.audit.actions.checking.check_trail"


class Looseness(StrEnum):
    """Why an anchor does not hold."""

    GAP = "gap"
    SIGNATURE = "signature"
    CONTENT = "content"
    CHAIN = "chain"
    UNKNOWN_FILE = "unknown file"
    OTHER_FILE = "other file"


class Damage(StrEnum):
    """What can be wrong with a link of a chain."""

    CHANGED = "changed"
    MISSING = "missing"
    DETACHED = "detached"
    EXTRA = "extra"
    EMPTIED = "emptied"
    UNKNOWN_CHAIN = "unknown chain"
