"""What a reply grants in money: as people write it, together, and paid again and again; and what is only spoken of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from amends.practice.replies.check import check_reply
from amends.practice.replies.check.context import context_from
from amends.practice.replies.check.money import largest_grants
from amends.practice.replies.check.sums import chinese_number, sums_in

COMPLAINT = "你们把我家的琴腿磕掉了一块，谁来管？"


def marked(reply: str, complaint: str = COMPLAINT, **context: Any) -> list[str]:
    """The words that are marked as beyond the limit."""
    case: Mapping[str, Any] = {"kind": "solution", "emotion": "anger", **context}
    found = check_reply(reply, complaint=complaint, context=context_from(case))
    return [reply[one.start : one.end] for one in found if one.code == "over_authority"]


@pytest.mark.parametrize(
    ("han", "value"),
    [
        ("八百", 800),
        ("一千二", 1200),
        ("两千五", 2500),
        ("三百八十", 380),
        ("三万", 30_000),
        ("一万二千八百", 12_800),
        ("三万五", 35_000),
    ],
)
def test_numbers_are_read_as_they_are_spoken(han: str, value: float) -> None:
    assert chinese_number(han) == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("另外赔您八百，算一点心意。", [800]),
        ("修琴钱五百、调音费二百，今天给您。", [500, 200]),
        ("運費六十、化妝費八十。", [60, 80]),
        ("您排在第二百，前面还有三千人。", []),
        ("a refund of 160 euro, or USD 450", [160, 450]),
    ],
)
def test_sums_are_found_without_a_sign_where_they_stand_alone(text: str, values: list[float]) -> None:
    assert [one.value for one in sums_in(text)] == values


@pytest.mark.parametrize(
    ("reply", "limit", "words"),
    [
        ("再赔您六百，买套好的。", 500, ["六百"]),
        ("我赔您修琴钱五百、调音费二百；或者周六我请木工上门补漆。", 600, ["五百、调音费二百"]),
        ("要么从下月起每月减八十元，连减六个月；要么本月全免。", 300, ["八十元，连减六个月"]),
        ("甲，二十个人每人退一百二十元；乙，元旦后补一天。", 1500, ["二十个人每人退一百二十元"]),
        ("货款600元今天退给您；另外再补偿您900元。", 1000, ["600元今天退给您；另外再补偿您900元"]),
        (
            "I refund the £60 today. In addition I grant you £50.",
            80,
            ["£60 today. In addition I grant you £50"],
        ),
        ("I can transfer you the £145 today, or we fit a new one on Saturday.", 80, ["£145"]),
    ],
)
def test_what_is_granted_counts_together_and_as_often_as_it_is_paid(
    reply: str, limit: float, words: list[str]
) -> None:
    assert marked(reply, authority_limit=limit) == words


@pytest.mark.parametrize(
    ("reply", "limit"),
    [
        ("我赔您修琴钱五百；或者调音费二百。", 600),
        ("您两晚共付了七百六十元，我退您三百八。", 500),
        ("每月减八十元，连减三个月。", 300),
        ("Your £340 estimate lies before me; I refund you £60 today.", 80),
        ("两晚每晚多收80元，合计160元，今天退给您。", 300),
        ("每人退八十元，四位一共退三百二十元。", 330),
        ("I refund £40 a night for the two nights, £80 in total, today.", 150),
        ("I refund £40 for each of the two nights, in total £80, today.", 100),
    ],
)
def test_what_was_paid_and_what_is_to_be_chosen_does_not(reply: str, limit: float) -> None:
    assert marked(reply, authority_limit=limit) == []


def test_what_was_decided_is_not_asked_again() -> None:
    decided = frozenset({(500.0, ""), (200.0, "")})
    assert marked("赔您修琴钱五百、调音费二百。", authority_limit=400, decided=decided) == []


def test_the_remark_names_the_words_and_the_limit() -> None:
    reply = "我赔您修琴钱五百、调音费二百。"
    case = context_from({"kind": "solution", "authority_limit": 600})
    (found,) = (
        one for one in check_reply(reply, complaint=COMPLAINT, context=case) if one.code == "over_authority"
    )
    assert "五百、调音费二百" in found.message and "600" in found.message


def test_the_largest_grant_is_asked_for_whatever_it_is_written_in() -> None:
    assert largest_grants("另外赔您八百，算一点心意。") == {"": 800.0}


def test_what_is_granted_together_is_asked_for_together_where_the_complaint_is_known() -> None:
    reply = "我退您运费 120 元，另外赔您修琴钱五百、调音费二百。"
    assert largest_grants(reply) == {"": 500.0}
    assert largest_grants(reply, complaint="运费120元白付了，琴也摔坏了。") == {"": 700.0}
    decided = frozenset({(500.0, "")})
    assert largest_grants(reply, complaint="琴摔坏了。", decided=decided) == {"": 320.0}
