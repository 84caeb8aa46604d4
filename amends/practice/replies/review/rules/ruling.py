"""What a decision on a dispute would change of the points given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def changed(standing: Mapping[str, int | None], chosen: Mapping[str, int | None]) -> list[dict[str, Any]]:
    """Of each criterion for which something else was chosen than stands: what stood and what comes; None does not apply."""
    return [
        {"criterion": code, "before": standing[code], "after": points}
        for code, points in chosen.items()
        if code in standing and points != standing[code]
    ]


def named(changes: Iterable[Mapping[str, Any]]) -> str:
    """A name of such changes, the same for the same ones in any order; "stands" where there are none."""
    rows = sorted(f"{one['criterion']}={'-' if one['after'] is None else one['after']}" for one in changes)
    return " ".join(rows) or "stands"
