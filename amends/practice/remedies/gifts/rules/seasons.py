"""Days of the year between which a gift fits; a season may run over the turn of the year."""

from __future__ import annotations

import re
from datetime import date

DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def is_day(text: str) -> bool:
    """A day of any year as MM-DD; the 29th of February is one."""
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        return False
    return True


def in_season(since: str, until: str, on: date) -> bool:
    """Whether a day lies in the season, its last day included; no season is all year."""
    if not (since and until):
        return True
    day = f"{on:%m-%d}"
    return since <= day <= until if since <= until else day >= since or day <= until
