"""How well the check sees what a careful reader sees, on kept replies; the floors may only rise while the labels stand."""

from __future__ import annotations

import pytest

from amends.practice.replies.check.finding import CODES
from tests.accuracy.reply_set import (
    Scores,
    all_replies,
    kept,
    kept_fifth,
    kept_fourth,
    kept_second,
    kept_sixth,
    kept_third,
    score,
)

# Precision and recall that are held for each code over all five kept sets, a little under what was measured. In a single
# set a code stands in seven replies or so, and one of them moves it by as much as is worth holding.
FLOORS: dict[str, tuple[float, float]] = {
    "no_apology": (0.92, 0.96),
    "no_empathy": (0.85, 0.57),
    "denies_feeling": (0.75, 0.63),
    "justifies": (0.90, 0.65),
    "blames_customer": (0.77, 0.50),
    "blames_others": (0.97, 0.68),
    "not_answered": (0.65, 0.53),
    "no_solution": (0.80, 0.65),
    "single_option": (0.71, 0.81),
    "no_time": (0.88, 0.60),
    "no_owner": (0.80, 0.71),
    "no_contact": (0.88, 0.61),
    "negative_wording": (0.86, 0.72),
    "jargon": (0.92, 0.73),
    "canned": (0.92, 0.92),
    "wrong_tone": (0.81, 0.49),
    "admits_liability": (0.99, 0.62),
    "over_authority": (0.99, 0.77),
    "gift_too_early": (0.92, 0.94),
    "looks_like_bribe": (0.92, 0.74),
    "exposes_data": (0.96, 0.61),
    "threatens": (0.90, 0.61),
    "over_promise": (0.90, 0.83),
}
OVERALL = (0.88, 0.777)
DISTURBED = 1
# The same on the replies of a second writer.
OVERALL_SECOND = (0.91, 0.848)
DISTURBED_SECOND = 2
# And of a third.
OVERALL_THIRD = (0.941, 0.775)
DISTURBED_THIRD = 0
# And of two hands from which nothing was learned: what a house has to expect.
OVERALL_FOURTH = (0.825, 0.702)
DISTURBED_FOURTH = 6
# And a quarter of the replies of ten hands, of which the others taught.
OVERALL_FIFTH = (0.845, 0.626)
DISTURBED_FIFTH = 35
# And of a hand that wrote when all of this was settled.
OVERALL_SIXTH = (0.87, 0.81)
DISTURBED_SIXTH = 2


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score(kept())


@pytest.fixture(scope="module")
def all_scores() -> Scores:
    return score([*kept(), *kept_second(), *kept_third(), *kept_fourth(), *kept_fifth()])


def test_every_code_is_there_often_enough() -> None:
    assert len(all_replies()) >= 300
    assert sum(one.is_good for one in all_replies()) >= 100
    assert {code for one in all_replies() for code in one.codes} == set(CODES)


def test_over_all_codes_together(scores: Scores) -> None:
    right = scores.right.total()
    assert right / (right + scores.invented.total()) >= OVERALL[0]
    assert right / (right + scores.overlooked.total()) >= OVERALL[1]


def test_good_replies_are_mostly_left_alone(scores: Scores) -> None:
    assert len(scores.disturbed) <= DISTURBED, scores.disturbed


def holds(scores: Scores, overall: tuple[float, float], disturbed: int) -> None:
    right = scores.right.total()
    assert right / (right + scores.invented.total()) >= overall[0]
    assert right / (right + scores.overlooked.total()) >= overall[1]
    assert len(scores.disturbed) <= disturbed, scores.disturbed


def test_on_the_replies_of_a_second_writer() -> None:
    assert {code for one in kept_second() for code in one.codes} == set(CODES)
    assert not {one.id for one in kept_second()} & {one.id for one in all_replies()}
    holds(score(kept_second()), OVERALL_SECOND, DISTURBED_SECOND)


def test_on_the_replies_of_a_third_writer() -> None:
    assert {code for one in kept_third() for code in one.codes} == set(CODES)
    assert not {one.id for one in kept_third()} & {one.id for one in (*all_replies(), *kept_second())}
    holds(score(kept_third()), OVERALL_THIRD, DISTURBED_THIRD)


def test_on_the_replies_of_writers_who_taught_nothing() -> None:
    assert {code for one in kept_fourth() for code in one.codes} == set(CODES)
    holds(score(kept_fourth()), OVERALL_FOURTH, DISTURBED_FOURTH)


def test_on_the_kept_quarter_of_ten_hands() -> None:
    assert {code for one in kept_fifth() for code in one.codes} == set(CODES)
    holds(score(kept_fifth()), OVERALL_FIFTH, DISTURBED_FIFTH)


def test_on_the_replies_of_a_hand_that_wrote_when_all_was_settled() -> None:
    assert not {one.id for one in kept_sixth()} & {one.id for one in kept_fifth()}
    holds(score(kept_sixth()), OVERALL_SIXTH, DISTURBED_SIXTH)


@pytest.mark.parametrize("code", CODES)
def test_each_code_keeps_its_floor(all_scores: Scores, code: str) -> None:
    precision, recall = FLOORS[code]
    assert all_scores.precision(code) >= precision
    assert all_scores.recall(code) >= recall
