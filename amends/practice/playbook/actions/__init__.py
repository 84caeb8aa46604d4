"""Every change of the playbook and of what was done by it."""

from amends.practice.playbook.actions.deciding import decide_edition, hand_in
from amends.practice.playbook.actions.ticking import skip_step, take_back_tick, tick_step
from amends.practice.playbook.actions.writing import (
    begin_edition,
    change_line,
    drop_own_rule,
    go_back_to,
    put_back_line,
    write_own_rule,
)

__all__ = [
    "begin_edition",
    "change_line",
    "decide_edition",
    "drop_own_rule",
    "go_back_to",
    "hand_in",
    "put_back_line",
    "skip_step",
    "take_back_tick",
    "tick_step",
    "write_own_rule",
]
