"""How well the check sees what a careful reader sees, on kept replies; the floors may only rise while the labels stand."""

from __future__ import annotations

import pytest

from amends.practice.replies.check.finding import CODES
from tests.accuracy.reply_set import Scores, all_replies, kept, kept_fourth, kept_second, kept_third, score

# Precision and recall that are held for each code over all three kept sets, a little under what was measured. In a single
# set a code stands in seven replies or so, and one of them moves it by as much as is worth holding.
FLOORS: dict[str, tuple[float, float]] = {
    "no_apology": (0.87, 0.99),
    "no_empathy": (0.87, 0.73),
    "denies_feeling": (0.78, 0.68),
    "justifies": (0.79, 0.79),
    "blames_customer": (0.76, 0.49),
    "blames_others": (0.87, 0.82),
    "not_answered": (0.79, 0.92),
    "no_solution": (0.88, 0.81),
    "single_option": (0.87, 0.77),
    "no_time": (0.78, 0.78),
    "no_owner": (0.86, 0.76),
    "no_contact": (0.93, 0.85),
    "negative_wording": (0.89, 0.77),
    "jargon": (0.81, 0.86),
    "canned": (0.84, 0.88),
    "wrong_tone": (0.71, 0.93),
    "admits_liability": (0.99, 0.77),
    "over_authority": (0.99, 0.85),
    "gift_too_early": (0.87, 0.99),
    "looks_like_bribe": (0.87, 0.77),
    "exposes_data": (0.99, 0.74),
    "threatens": (0.99, 0.99),
    "over_promise": (0.91, 0.99),
}
OVERALL = (0.88, 0.825)
DISTURBED = 4
# The same on the replies of a second writer.
OVERALL_SECOND = (0.835, 0.835)
DISTURBED_SECOND = 6
# And of a third.
OVERALL_THIRD = (0.81, 0.76)
DISTURBED_THIRD = 7
# And of two hands from which nothing was learned: what a house has to expect.
OVERALL_FOURTH = (0.735, 0.745)
DISTURBED_FOURTH = 11


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score(kept())


@pytest.fixture(scope="module")
def all_scores() -> Scores:
    return score([*kept(), *kept_second(), *kept_third()])


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


def test_on_the_replies_of_a_second_writer() -> None:
    assert {code for one in kept_second() for code in one.codes} == set(CODES)
    assert not {one.id for one in kept_second()} & {one.id for one in all_replies()}
    scores = score(kept_second())
    right = scores.right.total()
    assert right / (right + scores.invented.total()) >= OVERALL_SECOND[0]
    assert right / (right + scores.overlooked.total()) >= OVERALL_SECOND[1]
    assert len(scores.disturbed) <= DISTURBED_SECOND, scores.disturbed


def test_on_the_replies_of_a_third_writer() -> None:
    assert {code for one in kept_third() for code in one.codes} == set(CODES)
    assert not {one.id for one in kept_third()} & {one.id for one in (*all_replies(), *kept_second())}
    scores = score(kept_third())
    right = scores.right.total()
    assert right / (right + scores.invented.total()) >= OVERALL_THIRD[0]
    assert right / (right + scores.overlooked.total()) >= OVERALL_THIRD[1]
    assert len(scores.disturbed) <= DISTURBED_THIRD, scores.disturbed


def test_on_the_replies_of_writers_who_taught_nothing() -> None:
    assert {code for one in kept_fourth() for code in one.codes} == set(CODES)
    scores = score(kept_fourth())
    right = scores.right.total()
    assert right / (right + scores.invented.total()) >= OVERALL_FOURTH[0]
    assert right / (right + scores.overlooked.total()) >= OVERALL_FOURTH[1]
    assert len(scores.disturbed) <= DISTURBED_FOURTH, scores.disturbed


@pytest.mark.parametrize("code", CODES)
def test_each_code_keeps_its_floor(all_scores: Scores, code: str) -> None:
    precision, recall = FLOORS[code]
    assert all_scores.precision(code) >= precision
    assert all_scores.recall(code) >= recall
