"""How well the check sees what a careful reader sees, on the kept half of the replies; the floors may only rise."""

from __future__ import annotations

import pytest

from amends.practice.replies.check.finding import CODES
from tests.accuracy.reply_set import Scores, all_replies, kept, score

# Precision and recall that are held for each code, a little under what was measured on the kept half.
FLOORS: dict[str, tuple[float, float]] = {
    "no_apology": (0.87, 0.98),
    "no_empathy": (0.80, 0.80),
    "denies_feeling": (0.73, 0.98),
    "justifies": (0.44, 0.98),
    "blames_customer": (0.73, 0.53),
    "blames_others": (0.78, 0.78),
    "not_answered": (0.68, 0.76),
    "no_solution": (0.77, 0.74),
    "single_option": (0.73, 0.73),
    "no_time": (0.82, 0.78),
    "no_owner": (0.85, 0.70),
    "no_contact": (0.86, 0.83),
    "negative_wording": (0.81, 0.75),
    "jargon": (0.54, 0.60),
    "canned": (0.98, 0.90),
    "wrong_tone": (0.73, 0.88),
    "admits_liability": (0.98, 0.58),
    "over_authority": (0.98, 0.65),
    "gift_too_early": (0.65, 0.65),
    "looks_like_bribe": (0.98, 0.98),
    "exposes_data": (0.98, 0.65),
    "threatens": (0.98, 0.98),
    "over_promise": (0.98, 0.98),
}
OVERALL = (0.80, 0.79)
DISTURBED = 10


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


@pytest.mark.parametrize("code", CODES)
def test_each_code_keeps_its_floor(scores: Scores, code: str) -> None:
    precision, recall = FLOORS[code]
    assert scores.precision(code) >= precision
    assert scores.recall(code) >= recall
