"""Every change of the catalogue, of the stock, of what suppliers bring and of a gift's way."""

from amends.practice.remedies.gifts.actions.catalogue import (
    Described,
    add_gift,
    bring_gift_back,
    change_gift,
    retire_gift,
)
from amends.practice.remedies.gifts.actions.holding import let_go, put_back, set_aside, take_out
from amends.practice.remedies.gifts.actions.stocking import bring_in, move_stock, set_mark, write_off
from amends.practice.remedies.gifts.actions.warehouses import add_warehouse, close_warehouse

__all__ = [
    "Described",
    "add_gift",
    "add_warehouse",
    "bring_gift_back",
    "bring_in",
    "change_gift",
    "close_warehouse",
    "let_go",
    "move_stock",
    "put_back",
    "retire_gift",
    "set_aside",
    "set_mark",
    "take_out",
    "write_off",
]
