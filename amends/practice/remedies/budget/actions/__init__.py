"""Every change to money that may be given."""

from amends.practice.remedies.budget.actions.closing import carry_over, close_budget
from amends.practice.remedies.budget.actions.holding import (
    commit,
    enough_for,
    release,
    reserve,
    settle,
    take_back,
)
from amends.practice.remedies.budget.actions.opening import change_budget, move_between, open_budget

__all__ = [
    "carry_over",
    "change_budget",
    "close_budget",
    "commit",
    "enough_for",
    "move_between",
    "open_budget",
    "release",
    "reserve",
    "settle",
    "take_back",
]
