"""Something given in stages: which part of how many each grant is, and when the next one is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from amends.practice.remedies.rules.gate import SECOND_PART_AFTER, working_day


def parts(follows: Mapping[int, int | None]) -> dict[int, tuple[int, int]]:
    """For each grant of `follows` (grant → the part before it) its number and how many there are; alone it is 1 of 1.

    Whatever does not count, such as a cancelled part, is not among them, and a part that followed it stands first.
    """
    depth: dict[int, int] = {}
    first: dict[int, int] = {}
    for one in follows:
        way, before = [one], follows[one]
        while before is not None and before in follows and before not in way:
            way.append(before)
            before = follows[before]
        depth[one], first[one] = len(way), way[-1]
    most: dict[int, int] = {}
    for one, root in first.items():
        most[root] = max(most.get(root, 0), depth[one])
    return {one: (depth[one], most[first[one]]) for one in follows}


def next_day(*, after: date, today: date) -> date:
    """Two weeks after the part before it, and never in the past."""
    return working_day(max(after + SECOND_PART_AFTER, today))
