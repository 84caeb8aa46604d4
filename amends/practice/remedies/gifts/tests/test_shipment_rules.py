"""The table of a gift's way, tracking numbers, addresses and pasted lists, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from amends.practice.remedies.gifts.choices import GiftKind
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove as Move
from amends.practice.remedies.gifts.choices.shipping import ShipmentState as State
from amends.practice.remedies.gifts.choices.shipping import ShipmentWay as Way
from amends.practice.remedies.gifts.rules.addresses import Address, problems_of, tidied
from amends.practice.remedies.gifts.rules.pasting import parcels_in
from amends.practice.remedies.gifts.rules.shipping import (
    ENDS,
    NEXT,
    after,
    expected_on,
    fits,
    is_too_early,
    masked_name,
    masked_phone,
    moves_open,
    tracking_link,
    tracking_number,
    ways_of,
)

GOOD = Address("王小明", "138 0013 8000", "cn", "江苏省南京市", "汉中路 8 号")


def test_every_state_is_in_the_table_and_can_be_reached_and_left() -> None:
    assert set(NEXT) == set(State)
    reached = {to for moves in NEXT.values() for to in moves.values()} | {State.PLANNED}
    assert reached == set(State)
    assert {State.RETURNED, State.DECLINED, State.CALLED_OFF} == ENDS


@pytest.mark.parametrize(
    ("way", "moves"),
    [
        (Way.POST, "ask confirm pack send deliver thank"),
        (Way.POST, "enter pack send fail enter send fail return"),
        (Way.POST, "ask decline"),
        (Way.POST, "ask revoke ask confirm confirm pack call_off"),
        (Way.BY_HAND, "pack hand_over thank return"),
        (Way.BY_HAND, "ask confirm pack hand_over"),
        (Way.PICK_UP, "pack hand_over"),
        (Way.ELECTRONIC, "send deliver thank"),
    ],
)
def test_the_ways_a_gift_can_go(way: Way, moves: str) -> None:
    state = State.PLANNED
    for name in moves.split():
        assert fits(Move(name), state, way), (state, name)
        state = after(Move(name), state)


@pytest.mark.parametrize(
    ("kind", "by_message"),
    [
        (GiftKind.OWN, False),
        (GiftKind.USEFUL, False),
        (GiftKind.PERSONAL, False),
        (GiftKind.VOUCHER, True),
        (GiftKind.EXPERIENCE, True),
    ],
)
def test_a_thing_is_never_sent_electronically(kind: GiftKind, by_message: bool) -> None:
    assert (Way.ELECTRONIC in ways_of(kind)) is by_message
    assert set(ways_of(kind)) >= set(Way) - {Way.ELECTRONIC}


@pytest.mark.parametrize(
    ("way", "state", "move"),
    [
        (Way.POST, State.PLANNED, Move.PACK),
        (Way.POST, State.PLANNED, Move.SEND),
        (Way.POST, State.PACKED, Move.HAND_OVER),
        (Way.POST, State.SENT, Move.CALL_OFF),
        (Way.PICK_UP, State.PLANNED, Move.ASK),
        (Way.BY_HAND, State.PACKED, Move.SEND),
        (Way.ELECTRONIC, State.PLANNED, Move.PACK),
        (Way.ELECTRONIC, State.SENT, Move.RETURN),
        (Way.POST, State.DECLINED, Move.ASK),
        (Way.POST, State.PACKED, Move.CONFIRM),
    ],
)
def test_what_cannot_happen(way: Way, state: State, move: Move) -> None:
    assert not fits(move, state, way)
    assert move not in moves_open(state, way)


@pytest.mark.parametrize(
    ("carrier", "words", "kept"),
    [
        ("sf", " sf 1234 5678 90123 ", "SF1234567890123"),
        ("sf", "ＳＦ１２３４５６７８９０１２３", "SF1234567890123"),
        ("sf", "YT1234567890123", None),
        ("hkpost", "RR123456789HK", "RR123456789HK"),
        ("hkpost", "RR123456789CN", None),
        ("other", "AB-1234", "AB-1234"),
        ("other", "https://evil.example/", None),
        ("other", "<b>12345</b>", None),
        ("zto", "١٢٣٤٥٦٧٨٩٠١٢", None),
        ("zto", "", None),
        ("zto", "1" * 500, None),
    ],
)
def test_a_tracking_number_is_one_of_its_carrier(carrier: str, words: str, kept: str | None) -> None:
    assert tracking_number(carrier, words) == kept


def test_a_tracking_link_is_the_houses_own_and_safe() -> None:
    number = "SF1234567890123"
    assert (
        tracking_link({"sf": "https://sf.example/?n={number}"}, "sf", number)
        == f"https://sf.example/?n={number}"
    )
    for template in ("http://sf.example/{number}", "javascript:alert({number})", "https://sf.example/", ""):
        assert tracking_link({"sf": template}, "sf", number) == ""


def test_days_and_masks() -> None:
    sent = date(2026, 5, 4)
    assert expected_on("sf", sent, {}) == date(2026, 5, 8)
    assert expected_on("sf", sent, {"sf": 2, "default": 9}) == date(2026, 5, 6)
    assert expected_on("ems", sent, {"default": 9}) == date(2026, 5, 13)
    assert is_too_early(Move.SEND, not_before=date(2026, 5, 5), today=sent)
    assert not is_too_early(Move.PACK, not_before=date(2026, 5, 5), today=sent)
    assert not is_too_early(Move.SEND, not_before=sent, today=sent)
    assert (masked_name("欧阳修远"), masked_name(""), masked_phone("13800138000")) == (
        "欧＊＊",
        "",
        "＊＊＊8000",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipient": ""}, "recipient"),
        ({"phone": "12345"}, "phone"),
        ({"phone": "1" * 16}, "phone"),
        ({"phone": "١٢٣٤٥٦٧٨"}, "phone"),
        ({"detail": "路" * 201}, "detail"),
        ({"area": "zz"}, "area"),
        ({"good_time": "never"}, "good_time"),
        ({"postcode": "12"}, "postcode"),
        ({"area": "tw", "postcode": "210008"}, None),
        ({"area": "tw", "postcode": "2100"}, "postcode"),
        ({"area": "hk", "postcode": ""}, None),
        ({"area": "xx", "postcode": "SW1A 1AA"}, None),
        ({}, None),
    ],
)
def test_an_address_names_what_a_parcel_misses(changes: dict[str, str], field: str | None) -> None:
    found = problems_of(tidied(Address(**{**GOOD.__dict__, **changes})))
    assert list(found) == ([field] if field else [])


def test_a_pasted_list_is_read_line_by_line() -> None:
    names = {"sf": "sf", "顺丰速运": "sf", "China Post EMS": "ems"}
    text = (
        "S-00012\tSF1234567890123\n\n13, 顺丰速运，SF2\r\nS-14 China Post EMS EA123456789CN\n=cmd()|x\nS-15"
    )
    found, unread = parcels_in(text, names=names, carrier="zto")
    assert [(one.line, one.shipment_id, one.carrier, one.tracking) for one in found] == [
        (1, 12, "zto", "SF1234567890123"),
        (3, 13, "sf", "SF2"),
        (4, 14, "ems", "EA123456789CN"),
    ]
    assert unread == [5, 6]
