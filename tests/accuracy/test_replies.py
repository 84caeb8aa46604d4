"""How well the check sees what a careful reader sees, on the kept half of the replies; the floors may only rise."""

from __future__ import annotations

import pytest

from amends.practice.replies.check.finding import CODES
from tests.accuracy.reply_set import Scores, all_replies, kept, kept_second, kept_third, score

# Precision and recall that are held for each code, a little under what was measured on the kept half.
FLOORS: dict[str, tuple[float, float]] = {
    "no_apology": (0.87, 0.98),
    "no_empathy": (0.98, 0.80),
    "denies_feeling": (0.79, 0.87),
    "justifies": (0.61, 0.82),
    "blames_customer": (0.76, 0.62),
    "blames_others": (0.79, 0.79),
    "not_answered": (0.71, 0.87),
    "no_solution": (0.85, 0.79),
    "single_option": (0.74, 0.74),
    "no_time": (0.88, 0.84),
    "no_owner": (0.86, 0.76),
    "no_contact": (0.91, 0.87),
    "negative_wording": (0.89, 0.68),
    "jargon": (0.65, 0.74),
    "canned": (0.98, 0.82),
    "wrong_tone": (0.68, 0.89),
    "admits_liability": (0.98, 0.59),
    "over_authority": (0.98, 0.65),
    "gift_too_early": (0.65, 0.65),
    "looks_like_bribe": (0.98, 0.98),
    "exposes_data": (0.98, 0.82),
    "threatens": (0.98, 0.98),
    "over_promise": (0.98, 0.98),
}
OVERALL = (0.84, 0.81)
DISTURBED = 8
# The same on the replies of a second writer.
OVERALL_SECOND = (0.75, 0.84)
DISTURBED_SECOND = 6
# And of a third, before anything of that writer's was learned.
OVERALL_THIRD = (0.63, 0.67)
DISTURBED_THIRD = 14


@pytest.fixture(scope="module")
def scores() -> Scores:
    return score(kept())


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


@pytest.mark.parametrize("code", CODES)
def test_each_code_keeps_its_floor(scores: Scores, code: str) -> None:
    precision, recall = FLOORS[code]
    assert scores.precision(code) >= precision
    assert scores.recall(code) >= recall
