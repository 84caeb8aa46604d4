"""When an answer may be held out to somebody who is still writing, and which: pure."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.knowledge.rules.offering import Answer, asks, may_offer, offered

CALM: dict[str, Any] = {"kind": "complaint", "category": "billing", "severity": "minor", "intensity": 1}
READ = "开票抬头写错了"
ABOUT_BILLS = frozenset({"billing"})


@pytest.mark.parametrize(
    "found",
    [
        {"risks": ["legal"]},
        {"risks": ["repeat"]},
        {"severity": "moderate"},
        {"severity": "critical"},
        {"intensity": 2},
        {"emotion": "anger"},
        {"emotion": "anxious"},
        {"category": "safety"},
        {"category_all": ["billing", "attitude"]},
        {"demands": ["refund", "apology"]},
        {"facts": [{"kind": "earlier_contact"}]},
    ],
)
def test_whoever_is_owed_a_person_is_offered_nothing(found: dict[str, Any]) -> None:
    assert may_offer(READ, CALM)
    assert not may_offer(READ, {**CALM, **found})


@pytest.mark.parametrize(
    "words",
    [
        "热水壶漏电，可以换吗",
        "烤箱冒烟了还能退吗？",
        "外卖员跟踪我，怎么办？",
        "床上有臭虫，能退房吗？",
        "有人冒充你们客服，钱能退吗",
        "12315已经受理了，退款几天到账？",
        "店裡說不能退，可以退嗎？",
        "订单的事，没有人回我",
        "The kettle gave me a shock, can I return it?",
        "I was scammed, can I get a refund?",
        "I will sue you. When will the refund come?",
        "They said I cannot return it. Can I?",
    ],
)
def test_words_of_harm_and_of_a_vain_attempt_count_though_nothing_was_read(words: str) -> None:
    assert not may_offer(words, CALM)


def test_what_is_no_complaint_is_calm() -> None:
    assert may_offer(READ, {"kind": "enquiry", "category": None, "severity": None, "intensity": None})


@pytest.mark.parametrize(
    ("words", "is_question"),
    [
        ("拆了包装还能退货吗", True),
        ("加濕器保固期內怎麼修", True),
        ("When will the money be back on my card", True),
        ("我想买的东西没货了？", True),
        ("碗寄过来碎了两只", False),
        ("凭什么不能退？", False),
        ("How dare you, when will it come?", False),
        ("退货" * 60 + "吗？", False),
    ],
)
def test_a_question_is_short_and_accuses_nobody(words: str, is_question: bool) -> None:
    assert asks(words) is is_question


def answers(*scores: float, about: frozenset[str] = ABOUT_BILLS) -> list[Answer[int]]:
    return [Answer(place, score, about) for place, score in enumerate(scores)]


@pytest.mark.parametrize(
    ("scores", "asked", "shown"),
    [
        ((), True, []),
        ((1.3,), True, []),
        ((2.0, 1.5, 1.0), True, [0, 1]),
        ((3.0, 2.9, 2.8, 2.7), True, [0, 1, 2]),
        ((2.3,), False, []),
        ((3.0, 2.0), False, []),
        ((3.0, 1.5), False, [0]),
    ],
)
def test_a_question_gets_up_to_three_and_what_went_wrong_only_what_is_sure(
    scores: tuple[float, ...], asked: bool, shown: list[int]
) -> None:
    assert offered(answers(*scores), asked=asked) == shown


def test_where_the_best_answer_is_about_an_injury_none_is_held_out() -> None:
    harm = Answer(9, 3.0, frozenset({"quality", "safety"}))
    assert offered([harm, *answers(2.0)], asked=True) == []
    assert offered([*answers(3.1), harm], asked=True) == [0]
