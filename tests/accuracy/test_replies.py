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
    kept_seventh,
    kept_sixth,
    kept_third,
    score,
)

# Precision and recall that are held for each code over all five kept sets, a little under what was measured. In a single
# set a code stands in seven replies or so, and one of them moves it by as much as is worth holding.
FLOORS: dict[str, tuple[float, float]] = {
    "no_apology": (0.92, 0.94),
    "no_empathy": (0.82, 0.74),
    "denies_feeling": (0.82, 0.69),
    "justifies": (0.90, 0.59),
    "blames_customer": (0.78, 0.59),
    "blames_others": (0.94, 0.65),
    "not_answered": (0.76, 0.49),
    "no_solution": (0.78, 0.68),
    "single_option": (0.76, 0.81),
    "no_time": (0.88, 0.62),
    "no_owner": (0.77, 0.70),
    "no_contact": (0.86, 0.66),
    "negative_wording": (0.93, 0.72),
    "jargon": (0.97, 0.73),
    "canned": (0.93, 0.88),
    "wrong_tone": (0.86, 0.53),
    "admits_liability": (0.99, 0.62),
    "over_authority": (0.99, 0.82),
    "gift_too_early": (0.99, 0.86),
    "looks_like_bribe": (0.95, 0.77),
    "exposes_data": (0.99, 0.70),
    "threatens": (0.96, 0.69),
    "over_promise": (0.91, 0.86),
}
OVERALL = (0.89, 0.79)
DISTURBED = 0
# The same on the replies of a second writer.
OVERALL_SECOND = (0.925, 0.875)
DISTURBED_SECOND = 2
# And of a third.
OVERALL_THIRD = (0.92, 0.845)
DISTURBED_THIRD = 1
# And of two hands from which nothing was learned: what a house has to expect.
OVERALL_FOURTH = (0.905, 0.725)
DISTURBED_FOURTH = 3
# And a quarter of the replies of ten hands, of which the others taught.
OVERALL_FIFTH = (0.86, 0.645)
DISTURBED_FIFTH = 29
# And of a hand that wrote when fifteen hands had taught.
OVERALL_SIXTH = (0.85, 0.84)
DISTURBED_SIXTH = 2
# And of two that wrote when twelve more hands had taught: the freshest figures there are.
OVERALL_SEVENTH = (0.825, 0.685)
DISTURBED_SEVENTH = 8


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


def test_on_the_replies_of_the_latest_hands() -> None:
    assert {code for one in kept_seventh() for code in one.codes} == set(CODES)
    holds(score(kept_seventh()), OVERALL_SEVENTH, DISTURBED_SEVENTH)


@pytest.mark.parametrize("code", CODES)
def test_each_code_keeps_its_floor(all_scores: Scores, code: str) -> None:
    precision, recall = FLOORS[code]
    assert all_scores.precision(code) >= precision
    assert all_scores.recall(code) >= recall
