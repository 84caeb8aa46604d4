"""What each movement does to a level: the specification of the stock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Effect(NamedTuple):
    on_shelf: int
    set_aside: int


# What lies on the shelf includes what is set aside; free is the difference.
MOVEMENTS = {
    "brought_in": Effect(+1, 0),
    "set_aside": Effect(0, +1),
    "let_go": Effect(0, -1),
    "taken_out": Effect(-1, -1),
    "put_back": Effect(+1, 0),
    "written_off": Effect(-1, 0),
    "counted": Effect(+1, 0),
    "moved_out": Effect(-1, 0),
    "moved_in": Effect(+1, 0),
}
# What a hold may become, and from what; everything else is the wrong state.
HOLDS = {
    "taken_out": "set_aside",
    "let_go": "set_aside",
    "put_back": "taken_out",
}


def effect_of(kind: str, quantity: int) -> Effect:
    """By how much both figures of a level change; only what was counted may be below zero."""
    if not quantity or (quantity < 0 and kind != "counted"):
        raise ValueError(f"{kind} of {quantity}")
    sign = MOVEMENTS[kind]
    return Effect(sign.on_shelf * quantity, sign.set_aside * quantity)


def total(movements: Iterable[tuple[str, int]]) -> Effect:
    """The level that these movements add up to."""
    effects = [effect_of(kind, quantity) for kind, quantity in movements]
    return Effect(sum(one.on_shelf for one in effects), sum(one.set_aside for one in effects))


def is_low(free: int, low_at: int | None) -> bool:
    return low_at is not None and free <= low_at
