"""The range that a policy gives, as a table, and what no policy may say."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.content.remedy_policy import shipped_policy
from amends.foundation.kernel.money import Money
from amends.practice.remedies.queries import shipped
from amends.practice.remedies.rules import Facts, Fault, fair_range, judge
from amends.practice.remedies.rules.fairness import (
    GivenSoFar,
    judge_gesture,
    remarks_beside_like_people,
    remarks_on,
    remarks_on_givings,
)
from amends.practice.remedies.rules.fault import fault_of
from amends.practice.remedies.rules.like_cases import By, Like, figures, nearest
from amends.practice.remedies.rules.policy import LikeShare
from amends.practice.remedies.rules.policy_text import BadPolicy, data_of, policy_of

POLICY = shipped()


def facts(severity: str = "minor", spent: str = "200", **more: Any) -> Facts:
    currency = more.pop("currency", "CNY")
    return Facts(severity, spent=Money(Decimal(spent), currency), **more)


@pytest.mark.parametrize(
    ("case", "ends", "reason"),
    [
        (facts(), ("20.00", "30.00"), "band"),
        (facts("moderate", "199.99"), ("40.00", "60.00"), "fault_open"),
        (facts("severe", "1000"), ("500.00", "1000.00"), "band"),
        (facts("critical", "1000", fault=Fault.OURS), ("500.00", "1000.00"), "fault_ours"),
        (facts("moderate", "1000", fault=Fault.PARTLY), ("100.00", "240.00"), "fault_partly"),
        (facts("moderate", "1000", fault=Fault.NOT_OURS), ("0.00", "150.00"), "fault_not_ours"),
        (facts(late_hours=23), ("20.00", "30.00"), "band"),
        (facts(late_hours=24), ("22.00", "33.00"), "late"),
        (facts(late_hours=400), ("30.00", "45.00"), "late"),
        (facts(tier="gold"), ("20.00", "33.00"), "tier"),
        (facts("severe", "1000", tier="gold", fault=Fault.OURS), ("500.00", "1500.00"), "winback"),
        (facts("severe", "1000", tier="gold", fault=Fault.NOT_OURS), ("0.00", "550.00"), "tier"),
        (facts("severe", "1000", late_hours=72), ("625.00", "1000.00"), "not_above_amount"),
        (facts("severe", "1000", tier="platinum"), ("500.00", "1000.00"), "not_above_amount"),
        (facts("severe", "30000", tier="gold", fault=Fault.OURS), ("15000.00", "20000.00"), "most"),
        (facts("severe", "100000"), ("10000.00", "20000.00"), "most"),
        (facts("minor", "50"), ("10.00", "15.00"), "least"),
        (facts("minor", "3000", currency="JPY"), ("300", "450"), "band"),
    ],
)
def test_what_is_proportionate(case: Facts, ends: tuple[str, str], reason: str) -> None:
    fair = fair_range(case, POLICY)
    assert fair is not None
    assert (str(fair.lowest), str(fair.highest)) == ends
    assert reason in [code for code, _values in fair.reasons]


@pytest.mark.parametrize("case", [Facts("minor"), facts(spent="0"), facts(severity="")])
def test_without_an_amount_or_a_weight_there_is_no_range(case: Facts) -> None:
    assert fair_range(case, POLICY) is None


@pytest.mark.parametrize(
    ("like", "ends", "reason"),
    [
        (LikeShare(4, Decimal("0.9")), ("200.00", "300.00"), ""),
        (LikeShare(5, Decimal("0.9")), ("200.00", "330.00"), "like_higher"),
        (LikeShare(5, Decimal("0.31")), ("200.00", "310.00"), "like_higher"),
        (LikeShare(5, Decimal("0.1")), ("180.00", "300.00"), "like_lower"),
        (LikeShare(5, Decimal("0.25")), ("200.00", "300.00"), "like_within"),
    ],
)
def test_like_cases_move_one_end_a_little(like: LikeShare, ends: tuple[str, str], reason: str) -> None:
    fair = fair_range(facts("moderate", "1000"), POLICY, like)
    assert fair is not None
    assert (str(fair.lowest), str(fair.highest)) == ends
    assert not reason or reason in [code for code, _values in fair.reasons]


@given(
    st.sampled_from(["minor", "moderate", "severe", "critical"]),
    st.sampled_from(list(Fault)),
    st.integers(1, 10**9),
    st.sampled_from(["CNY", "TWD", "JPY", "XAF"]),
    st.integers(0, 1000),
    st.sampled_from(["standard", "silver", "gold", "platinum"]),
    st.none() | st.builds(LikeShare, st.integers(1, 50), st.decimals(0, 5, places=3)),
)
def test_it_is_always_a_range(
    severity: str, fault: Fault, minor: int, currency: str, late: int, tier: str, like: LikeShare | None
) -> None:
    case = Facts(severity, "", fault, Money.from_minor(minor, currency), tier, late)
    fair = fair_range(case, POLICY, like)
    assert fair is not None
    assert 0 <= fair.lowest < fair.highest


def test_a_band_of_its_own_for_a_kind_of_complaint() -> None:
    data = {**deepcopy(shipped_policy()), "categories": {"safety": {"moderate": ["0.3", "0.5"]}}}
    own = policy_of(data, 7)
    other, here = (
        fair_range(facts("moderate", "1000", category=name), own) for name in ("service", "safety")
    )
    assert other is not None
    assert here is not None
    assert (other.highest, here.highest, here.edition) == (300, 500, 7)
    assert policy_of(data_of(own)) == own


@pytest.mark.parametrize(
    ("where", "value", "code"),
    [
        (("bands", "minor"), ["0.1", "0.1"], "not_a_range"),
        (("bands", "minor"), ["x", "0.1"], "not_a_number"),
        (("bands", "minor"), ["NaN", "0.1"], "not_a_number"),
        (("bands",), {}, "incomplete"),
        (("fault", "ours"), ["1", "2"], "bad_fault"),
        (("delay",), [{"hours": 9, "factor": "1"}, {"hours": 9, "factor": "1"}], "bad_delay"),
        (("tiers", "gold"), "0.5", "bad_factor"),
        (("tiers", "standard"), "1.5", "standard_is_measure"),
        (("winback", "up_to"), "0.5", "bad_winback"),
        (("bounds", "cny"), {"least": "1", "most": "2"}, "bad_bounds"),
        (("bounds", "CNY"), {"least": "3", "most": "2"}, "bad_bounds"),
        (("like", "at_least"), 1, "bad_like"),
        (("costs", "voucher"), "1.5", "bad_cost"),
        (("remarks", "far"), "1", "bad_remarks"),
        (("categories", "age"), {"minor": ["0.1", "0.2"]}, "incomplete"),
    ],
)
def test_what_no_policy_may_say(where: tuple[str, ...], value: Any, code: str) -> None:
    data = deepcopy(shipped_policy())
    place: Any = data
    for name in where[:-1]:
        place = place[name]
    place[where[-1]] = value
    with pytest.raises(BadPolicy) as refusal:
        policy_of(data)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("points", "more", "fault"),
    [
        ([], {}, Fault.OPEN),
        ([], {"responsible": "carrier"}, Fault.OURS),
        ([], {"responsible": "misunderstanding"}, Fault.NOT_OURS),
        ([], {"outcome": "PUP", "responsible": "staff"}, Fault.PARTLY),
        ([("upheld", "product")], {"outcome": "NUP"}, Fault.OURS),
        ([("upheld", "misunderstanding")], {}, Fault.NOT_OURS),
        ([("upheld", "staff"), ("not_upheld", "")], {}, Fault.PARTLY),
        ([("not_upheld", ""), ("unclear", "")], {}, Fault.NOT_OURS),
        ([("unclear", "")], {"responsible": "staff"}, Fault.OPEN),
        ([("", "staff")], {}, Fault.OPEN),
    ],
)
def test_whose_doing_it_was(points: list[tuple[str, str]], more: dict[str, str], fault: Fault) -> None:
    assert fault_of(points, **more) == fault


@pytest.mark.parametrize(
    ("amount", "currency", "where"),
    [
        ("19.99", "CNY", "under"),
        ("20", "CNY", "within"),
        ("30", "CNY", "within"),
        ("30.01", "CNY", "over"),
        ("25", "HKD", "unknown"),
    ],
)
def test_where_an_amount_lies(amount: str, currency: str, where: str) -> None:
    assert judge(Money(Decimal(amount), currency), fair_range(facts(), POLICY)) == where


@pytest.mark.parametrize(
    ("amount", "n", "codes"),
    [
        ("25", 6, []),
        ("10", 6, ["under", "far_less"]),
        ("60", 6, ["over", "far_more"]),
        ("60", 3, ["over", "far_more_few"]),
        ("60", 1, ["over"]),
    ],
)
def test_what_a_person_is_asked_to_look_at(amount: str, n: int, codes: list[str]) -> None:
    like = figures([Like(i, Decimal(25), Decimal("0.125"), 50) for i in range(n)], By.KIND)
    found = remarks_on(
        Money(Decimal(amount)), fair=fair_range(facts(), POLICY), like=like, currency="CNY", policy=POLICY
    )
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("amount", "spent", "n", "codes"),
    [
        ("200", "1000", 6, []),
        ("200", None, 6, ["far_more"]),
        ("600", "1000", 6, ["far_more_share"]),
        ("600", "1000", 3, ["far_more_share_few"]),
        ("30", "1000", 6, ["far_less_share"]),
        ("30", "1000", 3, ["far_less_share_few"]),
        ("600", "1000", 1, []),
    ],
)
def test_like_cases_are_compared_by_what_was_paid_where_it_is_known(
    amount: str, spent: str | None, n: int, codes: list[str]
) -> None:
    like = figures([Like(i, Decimal(25), Decimal("0.2"), 50) for i in range(n)], By.KIND)
    paid = Money(Decimal(spent)) if spent else None
    found = remarks_on(
        Money(Decimal(amount)), fair=None, like=like, currency="CNY", policy=POLICY, spent=paid
    )
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("given", "paid", "codes"),
    [
        (["10", "10"], ["1000"], []),
        (["10", "10", "10"], ["1000"], ["given_often"]),
        (["201"], ["1000"], ["given_share"]),
        (["201"], [], []),
    ],
)
def test_how_often_and_how_much_are_facts(given: list[str], paid: list[str], codes: list[str]) -> None:
    found = remarks_on_givings(
        [Money(Decimal(one)) for one in given], [Money(Decimal(one)) for one in paid], POLICY
    )
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("given", "others", "codes"),
    [
        (["300"], ["100"] * 5, ["person_far_more"]),
        (["100", "200"], ["100"] * 5, ["person_far_more"]),
        (["200"], ["100"] * 5, []),
        (["40"], ["100"] * 5, ["person_far_less"]),
        (["50"], ["100"] * 5, []),
        (["300"], ["100"] * 4, []),
        ([], ["100"] * 5, []),
    ],
)
def test_what_a_person_got_is_set_beside_what_like_people_got(
    given: list[str], others: list[str], codes: list[str]
) -> None:
    found = remarks_beside_like_people(
        [Money(Decimal(one)) for one in given], {"CNY": [Decimal(one) for one in others]}, POLICY
    )
    assert [one.code for one in found] == codes


def test_a_person_is_not_compared_across_currencies() -> None:
    others = {"CNY": [Decimal(10)] * 5}
    assert remarks_beside_like_people([Money(Decimal(900), "HKD")], others, POLICY) == []


def test_cases_that_agree_in_their_words_come_before_those_of_the_kind() -> None:
    def like(case_id: int, agreement: int) -> Like:
        return Like(case_id, Decimal(case_id), None, agreement)

    few = [like(1, 80), like(2, 10), like(3, 40)]
    assert nearest(few, at_least=3) == ([few[0], few[2], few[1]], By.KIND)
    assert nearest(few, at_least=2) == ([few[0], few[2]], By.MEANING)
    assert figures([], By.KIND) is None


@pytest.mark.parametrize(
    ("gestures", "chosen", "further", "where"),
    [
        (0, 0, 5, "under"),
        (0, 0, 60, "over"),
        (0, 0, 45, "within"),
        (0, 500, 20, "within"),
        (0, 500, 60, "over"),
        (40, 0, 15, "over"),
        (40, 500, 5, "within"),
        (10, 5, 10, "under"),
    ],
)
def test_what_the_customer_chose_makes_it_enough_never_too_much(
    gestures: int, chosen: int, further: int, where: str
) -> None:
    fair = replace(fair_range(facts("moderate", "1000"), POLICY), lowest=Decimal(40), highest=Decimal(50))  # type: ignore[type-var]
    before = GivenSoFar(Money(Decimal(gestures)), Money(Decimal(chosen)))
    assert judge_gesture(Money(Decimal(further)), before, fair) == where
    assert (
        judge_gesture(
            Money(Decimal(further), "HKD"),
            GivenSoFar(Money(Decimal(0), "HKD"), Money(Decimal(0), "HKD")),
            fair,
        )
        == "unknown"
    )


@pytest.mark.parametrize("spent", ["12", "22", "32", "39.90", "45", "200"])
def test_a_higher_band_gives_nobody_less(spent: str) -> None:
    """Where the least lifts a small range, its upper end fell from 15 to 14 as the band rose from 20–30 to 25–35 %."""
    now = shipped_policy()
    raised = {**now, "bands": {**now["bands"], "moderate": ["0.25", "0.35"]}}
    before, after = (fair_range(facts("moderate", spent), policy_of(one)) for one in (now, raised))
    assert before is not None and after is not None
    assert after.lowest >= before.lowest and after.highest >= before.highest
