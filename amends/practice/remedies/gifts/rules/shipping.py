"""The way of a gift to the customer as a written table, and what may be told of a parcel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from amends.practice.remedies.gifts.choices import GiftKind
from amends.practice.remedies.gifts.choices.shipping import Carrier
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove as Move
from amends.practice.remedies.gifts.choices.shipping import ShipmentState as State
from amends.practice.remedies.gifts.choices.shipping import ShipmentWay as Way

# From which state which move leads where. What is not here is refused.
NEXT: Final[Mapping[State, Mapping[Move, State]]] = MappingProxyType(
    {
        State.PLANNED: {
            Move.ASK: State.ASKED,
            Move.ENTER: State.KNOWN,
            Move.PACK: State.PACKED,
            Move.SEND: State.SENT,
            Move.LINK_ASKED: State.PLANNED,
            Move.DECLINE: State.DECLINED,
            Move.CALL_OFF: State.CALLED_OFF,
        },
        State.ASKED: {
            Move.ASK: State.ASKED,
            Move.REVOKE: State.PLANNED,
            Move.LINK_ASKED: State.ASKED,
            Move.CONFIRM: State.KNOWN,
            Move.ENTER: State.KNOWN,
            Move.DECLINE: State.DECLINED,
            Move.CALL_OFF: State.CALLED_OFF,
        },
        State.KNOWN: {
            Move.ASK: State.ASKED,
            Move.LINK_ASKED: State.KNOWN,
            Move.CONFIRM: State.KNOWN,
            Move.ENTER: State.KNOWN,
            Move.PACK: State.PACKED,
            Move.DECLINE: State.DECLINED,
            Move.CALL_OFF: State.CALLED_OFF,
        },
        State.PACKED: {
            Move.ENTER: State.PACKED,
            Move.SEND: State.SENT,
            Move.HAND_OVER: State.DELIVERED,
            Move.DECLINE: State.DECLINED,
            Move.CALL_OFF: State.CALLED_OFF,
        },
        State.SENT: {
            Move.DELIVER: State.DELIVERED,
            Move.FAIL: State.FAILED,
            Move.RETURN: State.RETURNED,
        },
        # A failed delivery is looked at by a person: another address, another try, or home again.
        State.FAILED: {
            Move.ASK: State.FAILED,
            Move.REVOKE: State.FAILED,
            Move.LINK_ASKED: State.FAILED,
            Move.CONFIRM: State.FAILED,
            Move.ENTER: State.FAILED,
            Move.SEND: State.SENT,
            Move.DELIVER: State.DELIVERED,
            Move.RETURN: State.RETURNED,
        },
        State.DELIVERED: {Move.THANK: State.THANKED, Move.RETURN: State.RETURNED},
        State.THANKED: {Move.RETURN: State.RETURNED},
        State.RETURNED: {},
        State.DECLINED: {},
        State.CALLED_OFF: {},
    }
)
ENDS: Final = frozenset(state for state, moves in NEXT.items() if not moves)
ADDRESSED: Final = frozenset({Way.POST, Way.BY_HAND})
# A card, a ticket or a place in a class is a right that a message can carry; a thing has to be brought.
BY_MESSAGE: Final = frozenset({GiftKind.VOUCHER, GiftKind.EXPERIENCE})
# Which moves belong to which ways only; all others belong to every way.
ONLY: Final[Mapping[Move, frozenset[Way]]] = MappingProxyType(
    {
        **dict.fromkeys((Move.ASK, Move.REVOKE, Move.LINK_ASKED, Move.CONFIRM, Move.ENTER), ADDRESSED),
        Move.PACK: frozenset({Way.POST, Way.BY_HAND, Way.PICK_UP}),
        Move.SEND: frozenset({Way.POST, Way.ELECTRONIC}),
        Move.HAND_OVER: frozenset({Way.BY_HAND, Way.PICK_UP}),
        Move.FAIL: frozenset({Way.POST}),
        Move.RETURN: frozenset({Way.POST, Way.BY_HAND, Way.PICK_UP}),
    }
)
# Who does what: those who look after the case, the warehouse, or either of them.
OF_THE_CASE: Final = frozenset(
    {
        Move.ASK,
        Move.REVOKE,
        Move.CONFIRM,
        Move.LINK_ASKED,
        Move.ENTER,
        Move.DECLINE,
        Move.THANK,
        Move.CALL_OFF,
    }
)
OF_THE_WAREHOUSE: Final = frozenset({Move.PACK, Move.RETURN})

TRACKING: Final = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{4,30})[A-Z0-9]")
# The carriers' own forms; where a carrier has none here, any number that is one will do.
OWN_FORM: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        Carrier.SF: re.compile(r"(?:SF\d{12,15}|\d{12})"),
        Carrier.EMS: re.compile(r"(?:[A-Z]{2}\d{9}[A-Z]{2}|\d{13})"),
        Carrier.JD: re.compile(r"JD[A-Z0-9-]{10,18}"),
        Carrier.YTO: re.compile(r"(?:YT\d{13}|\d{10,18})"),
        Carrier.ZTO: re.compile(r"\d{12,16}"),
        Carrier.HKPOST: re.compile(r"[A-Z]{2}\d{9}HK"),
        Carrier.TWPOST: re.compile(r"\d{14,20}|[A-Z]{2}\d{9}TW"),
    }
)
# Days after which a parcel that nobody heard of is looked into; what is not here takes the usual number.
DAYS_ON_THE_WAY: Final[Mapping[str, int]] = MappingProxyType(
    {Carrier.SF: 4, Carrier.JD: 5, Carrier.HKPOST: 10, Carrier.TWPOST: 10, Carrier.OTHER: 10}
)
USUAL_DAYS: Final = 7
LINK_DAYS: Final = 7


def ways_of(kind: str) -> list[Way]:
    """On which ways a gift of this kind can reach somebody."""
    return [way for way in Way if way != Way.ELECTRONIC or kind in BY_MESSAGE]


def fits(move: Move, state: State, way: Way) -> bool:
    """Whether this can happen to a shipment of this way in this state."""
    if move not in NEXT[state] or way not in ONLY.get(move, frozenset(Way)):
        return False
    # A parcel is packed once it is known where it goes; only what has no parcel leaves from the plan.
    if state == State.PLANNED and move == Move.PACK:
        return way != Way.POST
    if state == State.PLANNED and move == Move.SEND:
        return way == Way.ELECTRONIC
    return True


def after(move: Move, state: State) -> State:
    return NEXT[state][move]


def moves_open(state: State, way: Way) -> list[Move]:
    """What can happen next, in the order of the table."""
    return [move for move in NEXT[state] if fits(move, state, way)]


def is_too_early(move: Move, *, not_before: date | None, today: date) -> bool:
    """Whether a gift would leave the house before the day on which it is meant to."""
    return move in {Move.SEND, Move.HAND_OVER} and not_before is not None and today < not_before


def tracking_number(carrier: str, words: str) -> str | None:
    """The number as it is kept, without blanks and in capitals; None where it cannot be one of this carrier."""
    number = "".join(unicodedata.normalize("NFKC", words).split()).upper()
    if not TRACKING.fullmatch(number):
        return None
    own = OWN_FORM.get(carrier)
    return number if own is None or own.fullmatch(number) else None


def expected_on(carrier: str, sent_on: date, days: Mapping[str, int]) -> date:
    """By when it ought to have arrived; `days` are the house's own, by carrier or under "default"."""
    usual = days.get("default", USUAL_DAYS)
    return sent_on + timedelta(days=days.get(carrier, DAYS_ON_THE_WAY.get(carrier, usual)))


def tracking_link(templates: Mapping[str, str], carrier: str, number: str) -> str:
    """Where the carrier shows the parcel, if the house set an address for it; never anything but https."""
    template = templates.get(carrier, "")
    if not number or not template.startswith("https://") or "{number}" not in template:
        return ""
    return template.replace("{number}", number)


def masked_name(name: str) -> str:
    """王小明 → 王＊＊; enough to tell two parcels apart."""
    return name[:1] + "＊" * min(len(name) - 1, 2) if name else ""


def masked_phone(phone: str) -> str:
    """The last four figures, by which a carrier asks for a parcel."""
    return f"＊＊＊{phone[-4:]}" if len(phone) > 6 else "＊" * len(phone)
