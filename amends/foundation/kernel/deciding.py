"""How a change ends that one person enters and a second one confirms."""

from __future__ import annotations

from typing import Literal

Ending = Literal["confirmed", "taken_back", "turned_down"]


def ending_of(*, confirm: bool, own: bool) -> Ending:
    """Who entered a change takes it back; turned down it is only by somebody else."""
    if confirm:
        return "confirmed"
    return "taken_back" if own else "turned_down"
