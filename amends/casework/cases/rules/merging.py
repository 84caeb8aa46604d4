"""Whether two cases may become one: pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Obstacle(StrEnum):
    SAME_CASE = "same_case"
    ANOTHER_PERSON = "another_person"
    CLOSED_MAIN = "closed_main"
    MERGED_ALREADY = "merged_already"
    HAS_MERGED = "has_merged"
    RESTRICTED = "restricted"
    KEPT_OUT = "kept_out"


@dataclass(frozen=True)
class Side:
    """What matters of one of the two."""

    case_id: int
    person: int
    is_open: bool
    merged: bool
    has_merged: bool
    restricted: bool
    kept_out: frozenset[int]


def obstacle_to_merging(case: Side, main: Side) -> Obstacle | None:
    """What stands against pointing `case` to `main`; the sight of both must be the same, or words would leak."""
    tests = (
        (Obstacle.SAME_CASE, case.case_id == main.case_id),
        (Obstacle.MERGED_ALREADY, case.merged or main.merged),
        (Obstacle.HAS_MERGED, case.has_merged),
        (Obstacle.CLOSED_MAIN, not main.is_open),
        (Obstacle.ANOTHER_PERSON, case.person != main.person),
        (Obstacle.RESTRICTED, case.restricted != main.restricted),
        (Obstacle.KEPT_OUT, case.kept_out != main.kept_out),
    )
    return next((obstacle for obstacle, stands in tests if stands), None)
