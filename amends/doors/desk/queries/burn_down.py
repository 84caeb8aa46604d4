"""The picture of a budget that burns down: what is left day by day, an even pace beside it, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from amends.foundation.kernel.money import Money
from amends.practice.remedies.budget.models import Budget
from amends.practice.remedies.budget.queries.pace import Day, Forecast

# The drawing's own measures; it is stretched to its card, so words stand outside of it.
WIDTH, HEIGHT, ROOM = 600, 200, 6
ROWS_SHOWN: Final = 31


def drawing(budget: Budget, days: Sequence[Day], found: Forecast | None) -> dict[str, Any] | None:
    """None before the first day."""
    if not days:
        return None
    top = max(1, *(one.granted.minor for one in days))

    def at(day: int, left: int) -> tuple[float, float]:
        height = (HEIGHT - ROOM) * min(max(left, 0), top) / top
        return round(WIDTH * day / budget.days, 1), round(HEIGHT - height, 1)

    line = [at(0, days[0].granted.minor), *(at(n, one.left.minor) for n, one in enumerate(days, 1))]
    now = line[-1]
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "top": budget.money(top),
        "line": points(line),
        "area": points([(0, HEIGHT), *line, (now[0], HEIGHT)]),
        "even": points([at(0, days[-1].granted.minor), at(budget.days, 0)]),
        "now": now,
        "ahead": ahead(budget, days[-1], found, now, at),
        "rows": rows(days),
        "left_out": max(0, len(days) - ROWS_SHOWN),
        "last": days[-1],
        "off_pace": days[-1].used - days[-1].even,
    }


def ahead(
    budget: Budget, last: Day, found: Forecast | None, now: tuple[float, float], at: Any
) -> dict[str, Any] | None:
    """The way to the last day: expected, and between the two ends of the interval."""
    if found is None or found.expected is None or found.lowest is None or found.highest is None:
        return None

    def end(spent: Money) -> Any:
        return at(budget.days, (last.granted - spent).minor)

    return {
        "line": points([now, end(found.expected)]),
        "band": points([now, end(found.lowest), end(found.highest)]),
    }


def rows(days: Sequence[Day]) -> list[dict[str, Any]]:
    """The latest first, with what each day added."""
    before = [None, *days[:-1]]
    found = [
        {
            "on": one.on,
            "new": one.used - earlier.used if earlier else one.used,
            "used": one.used,
            "even": one.even,
            "left": one.left,
        }
        for earlier, one in zip(before, days, strict=True)
    ]
    return found[::-1][:ROWS_SHOWN]


def points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)
