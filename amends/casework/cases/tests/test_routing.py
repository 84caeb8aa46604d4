"""Who is chosen for a case, who is passed over and why: tables, without a database."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.rules.dealing import deal
from amends.casework.cases.rules.effort import effort_of, is_hot
from amends.casework.cases.rules.reviewing import lacks
from amends.casework.cases.rules.routing import Candidate, Choice, Need, choose_handler

NEED = Need(category="quality", language="zh-Hans")
HOT = Need(category="quality", language="zh-Hans", hot=True)
TRADITIONAL = frozenset({"zh-Hant"})
CANTONESE = Need(category="quality", language="zh-Hant", dialect="yue")
LEGAL = Need(category="quality", language="zh-Hans", sensitive=True)


def person(member_id: int, **what: Any) -> Candidate:
    values: dict[str, Any] = {"name": f"{member_id}号", "languages": frozenset({"zh-Hans"}), "capacity": 10}
    return Candidate(member_id=member_id, **{**values, **what})


@pytest.mark.parametrize(
    ("need", "people", "chosen"),
    [
        (NEED, [], None),
        (NEED, [person(1, on_duty=False)], None),
        (NEED, [person(1, busy=True)], None),
        (NEED, [person(1, conflict=True)], None),
        (NEED, [person(1, gave_back=True)], None),
        (NEED, [person(1, load=9.5)], None),
        (NEED, [person(1, load=9)], 1),
        (NEED, [person(1, capacity=0)], None),
        # An empty desk takes what is larger than it.
        (Need(effort=5.0), [person(1, capacity=1)], 1),
        (NEED, [person(1), person(2, skills={"quality": 2})], 2),
        (NEED, [person(1, skills={"quality": 2}), person(2, skills={"quality": 3})], 2),
        (NEED, [person(1, skills={"quality": 1}), person(2, skills={"quality": 2})], 2),
        (NEED, [person(1), person(2, skills={"quality": 1})], 2),
        # Who is still learning is given no grave and no heated case of the kind.
        (HOT, [person(1, skills={"quality": 1})], None),
        (Need(category="quality", grave=True), [person(1, skills={"quality": 1}), person(2)], 2),
        (NEED, [person(1, languages=frozenset({"zh-Hant"})), person(2)], 2),
        (Need(language="en"), [person(1, load=0), person(2, load=8, languages=frozenset({"en"}))], 2),
        (Need(language="en"), [person(1), person(2, languages=frozenset({"en"}), on_duty=False)], None),
        # Who knows Cantonese is first for words that are written as it is spoken, and writes Chinese like others.
        (CANTONESE, [person(1, languages=TRADITIONAL), person(2, languages=TRADITIONAL | {"yue"})], 2),
        (CANTONESE, [person(1), person(2, languages=frozenset({"yue"}))], 2),
        (CANTONESE, [person(1, languages=TRADITIONAL)], 1),
        (NEED, [person(1), person(2, languages=frozenset({"zh-Hans", "yue"}))], 1),
        (Need(language="en"), [person(1, languages=frozenset({"yue"}), load=1), person(2)], 2),
        # Where nobody writes it, somebody has to.
        (Need(language="en"), [person(1)], 1),
        (NEED, [person(1), person(2, met_days_ago=20)], 2),
        (NEED, [person(1, met_days_ago=400), person(2, met_days_ago=20)], 2),
        (NEED, [person(1), person(2, works_there=True)], 2),
        (NEED, [person(1, load=8), person(2)], 2),
        (NEED, [person(2), person(1)], 1),
        (Need(persona="owl"), [person(1), person(2, strengths=frozenset({"facts"}))], 2),
        (Need(persona="owl"), [person(1), person(2, strengths=frozenset({"warm"}))], 1),
        (Need(mode="emotion"), [person(1), person(2, strengths=frozenset({"calming"}))], 2),
        (LEGAL, [person(1), person(2, may_decide=True)], 2),
        (NEED, [person(1), person(2, may_decide=True)], 1),
        # Heated cases go round.
        (HOT, [person(1, hot_today=1), person(2)], 2),
        (HOT, [person(1, had_last_hot=True), person(2)], 2),
        (NEED, [person(1, hot_today=2, had_last_hot=True), person(2)], 1),
        (HOT, [person(1, hot_today=3)], None),
        (HOT, [person(1, in_relief=True)], None),
        (NEED, [person(1, in_relief=True)], 1),
        (HOT, [person(1, hot_today=1, hot_at_most=1), person(2, hot_today=2)], 2),
    ],
)
def test_who_is_chosen(need: Need, people: list[Candidate], chosen: int | None) -> None:
    assert choose_handler(need, people).member_id == chosen


def test_cantonese_stands_among_the_reasons() -> None:
    knows = person(1, languages=TRADITIONAL | {"yue"})
    choice = choose_handler(CANTONESE, [knows, person(2, languages=TRADITIONAL)])
    assert ("language", "yue") in choice.reasons
    assert ("beside", "2号", "dialect") in choice.reasons


@pytest.mark.parametrize(("method", "chosen"), [("scored", 1), ("round_robin", 2), ("capacity", 3)])
def test_each_way_of_giving_looks_at_its_own_thing_and_all_refuse_the_same_people(
    method: str, chosen: int
) -> None:
    people = [
        person(1, skills={"quality": 3}, load=5, last_given=9.0),
        person(2, load=6, last_given=1.0),
        person(3, load=1, last_given=5.0),
        person(4, on_duty=False),
    ]
    assert choose_handler(NEED, people, method=method).member_id == chosen


def test_the_choice_says_why_and_why_not_others() -> None:
    last = {"met_days_ago": 30, "met_in": "A26-000007"}
    best = person(7, skills={"quality": 3}, **last, works_there=True, load=6.5, capacity=12)
    others = [person(8, skills={"quality": 2}), person(9, on_duty=False), person(10, in_relief=True)]
    hot = Need(category="quality", language="zh-Hans", hot=True, persona="owl", sensitive=True)
    assert choose_handler(hot, [best, *others]) == Choice(
        7,
        (
            ("skill", "quality", 3),
            ("language", "zh-Hans"),
            ("knows_customer", 30, "A26-000007"),
            ("works_there", 1),
            ("turn", 0),
            ("load", 6.5, 12),
            ("beside", "8号", "knows_customer", "A26-000007"),
            ("without", "no_room", 1),
            ("without", "off_duty", 1),
        ),
    )


def test_what_waits_says_how_many_could_take_it_and_what_keeps_each() -> None:
    people = [person(n, on_duty=False) for n in (1, 2, 3)]
    people += [person(4, conflict=True), person(5, load=10)]
    assert choose_handler(NEED, people).reasons == (
        ("waits", 4),
        ("without", "conflict", 1),
        ("without", "no_room", 1),
        ("without", "off_duty", 3),
    )


def test_a_rest_a_full_shift_and_a_full_desk_look_the_same_from_outside() -> None:
    reasons = {
        choose_handler(HOT, [one]).reasons
        for one in (person(1, in_relief=True), person(1, hot_today=9), person(1, load=10))
    }
    assert reasons == {(("waits", 1), ("without", "no_room", 1))}


@pytest.mark.parametrize(
    ("severity", "intensity", "has_risk", "stage", "effort"),
    [
        ("", 0, False, "listen", 1.0),
        ("minor", 1, False, "listen", 0.7),
        ("moderate", 2, False, "investigate", 1.3),
        ("severe", 3, True, "propose", 2.6),
        ("critical", 3, True, "listen", 3.2),
        ("moderate", 1, False, "carry_out", 0.7),
        ("moderate", 1, False, "review", 0.4),
    ],
)
def test_the_work_of_a_case_follows_from_its_labels_and_its_stage(
    severity: str, intensity: int, has_risk: bool, stage: str, effort: float
) -> None:
    assert effort_of(severity=severity, intensity=intensity, has_risk=has_risk, stage=stage) == effort


@pytest.mark.parametrize(
    ("heat", "intensity", "risks", "hot"),
    [
        (None, 2, [], False),
        (None, 3, [], True),
        (69, 2, ["legal"], False),
        (70, 1, [], True),
        (0, 0, ["violence"], True),
    ],
)
def test_which_cases_are_heated(heat: int | None, intensity: int, risks: list[str], hot: bool) -> None:
    assert is_hot(heat=heat, intensity=intensity, risks=risks) is hot


@pytest.mark.parametrize(
    ("risks", "skills", "may_decide", "missing"),
    [
        (["legal"], [], False, [["needs_authority", "legal"]]),
        (["legal", "media"], [], True, []),
        (["safety"], ["quality"], True, [["needs_skill", "safety"]]),
        (["safety"], ["safety"], True, []),
        (["repeat", "vulnerable"], [], False, []),
        (["privacy", "regulator"], [], False, [["needs_authority", "regulator"], ["needs_skill", "privacy"]]),
    ],
)
def test_what_a_late_risk_asks_for(
    risks: list[str], skills: list[str], may_decide: bool, missing: list[list[str]]
) -> None:
    assert lacks(risks, skills=skills, may_decide=may_decide) == missing


def test_dealing_again_shares_out_and_takes_nothing_from_the_present() -> None:
    people = [person(1, skills={"quality": 2}, load=9, on_duty=False), person(2, in_relief=True)]
    hands = deal([(NEED, people)] * 4 + [(HOT, people)], method="round_robin")
    assert {who: hand.cases for who, hand in hands.items()} == {1: 3, 2: 2}
    assert sum(hand.hot for hand in hands.values()) == 1
    assert deal([(NEED, [])], method="scored")[None].cases == 1
