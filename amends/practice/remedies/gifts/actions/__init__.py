"""Every change of the catalogue, of the stock, of what suppliers bring and of a gift's way."""

from amends.practice.remedies.gifts.actions.addresses import (
    WrongAddress,
    ask_address,
    ask_new_link,
    confirm_address,
    decline_by_link,
    decline_gift,
    enter_address,
    revoke_link,
)
from amends.practice.remedies.gifts.actions.catalogue import (
    Described,
    add_gift,
    bring_gift_back,
    change_gift,
    retire_gift,
)
from amends.practice.remedies.gifts.actions.holding import ensure_free, let_go, put_back, set_aside, take_out
from amends.practice.remedies.gifts.actions.many_shipments import Outcome, pack_many, send_many
from amends.practice.remedies.gifts.actions.receiving import hand_over, thanked
from amends.practice.remedies.gifts.actions.shipping import (
    call_off,
    delivered,
    failed,
    pack,
    returned,
    send_out,
    start_shipment,
)
from amends.practice.remedies.gifts.actions.stocking import bring_in, move_stock, set_mark, write_off
from amends.practice.remedies.gifts.actions.warehouses import (
    add_warehouse,
    close_warehouse,
    rename_warehouse,
    reopen_warehouse,
)

__all__ = [
    "Described",
    "Outcome",
    "WrongAddress",
    "add_gift",
    "add_warehouse",
    "ask_address",
    "ask_new_link",
    "bring_gift_back",
    "bring_in",
    "call_off",
    "change_gift",
    "close_warehouse",
    "confirm_address",
    "decline_by_link",
    "decline_gift",
    "delivered",
    "ensure_free",
    "enter_address",
    "failed",
    "hand_over",
    "let_go",
    "move_stock",
    "pack",
    "pack_many",
    "put_back",
    "rename_warehouse",
    "reopen_warehouse",
    "retire_gift",
    "returned",
    "revoke_link",
    "send_many",
    "send_out",
    "set_aside",
    "set_mark",
    "start_shipment",
    "take_out",
    "thanked",
    "write_off",
]
