"""How well the check sees what a careful reader sees, on kept replies; the floors may only rise while the labels stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from amends.practice.replies.check.finding import CODES
from amends.practice.replies.check.training.judged import Judged
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
    "no_apology": (0.91, 0.95),
    "no_empathy": (0.93, 0.79),
    "denies_feeling": (0.80, 0.71),
    "justifies": (0.91, 0.71),
    "blames_customer": (0.73, 0.82),
    "blames_others": (0.95, 0.76),
    "not_answered": (0.83, 0.38),
    "no_solution": (0.89, 0.89),
    "single_option": (0.77, 0.84),
    "no_time": (0.92, 0.77),
    "no_owner": (0.78, 0.82),
    "no_contact": (0.91, 0.73),
    "negative_wording": (0.90, 0.84),
    "jargon": (0.97, 0.80),
    "canned": (0.96, 0.88),
    "wrong_tone": (0.85, 0.56),
    "admits_liability": (0.99, 0.76),
    "over_authority": (0.99, 0.82),
    "gift_too_early": (0.92, 0.96),
    "looks_like_bribe": (0.81, 0.83),
    "exposes_data": (0.95, 0.75),
    "threatens": (0.91, 0.76),
    "over_promise": (0.91, 0.84),
}
# Of each set how many remarks are right, how many faults are found, and how many good replies are disturbed at most.
HELD: dict[str, tuple[Callable[[], Iterable[Judged]], float, float, int]] = {
    "first": (kept, 0.90, 0.87, 1),
    "second writer": (kept_second, 0.96, 0.87, 0),
    "third writer": (kept_third, 0.87, 0.84, 3),
    # Two hands from which nothing was learned: what a house has to expect.
    "two who taught nothing": (kept_fourth, 0.93, 0.81, 1),
    "a quarter of ten, of which the rest taught": (kept_fifth, 0.87, 0.73, 28),
    "one who wrote when fifteen had taught": (kept_sixth, 0.89, 0.85, 2),
    # The freshest figures there are.
    "two who wrote when twelve more had taught": (kept_seventh, 0.82, 0.745, 8),
}


@pytest.fixture(scope="module")
def all_scores() -> Scores:
    return score([*kept(), *kept_second(), *kept_third(), *kept_fourth(), *kept_fifth()])


def test_every_code_is_there_often_enough() -> None:
    assert len(all_replies()) >= 300
    assert sum(one.is_good for one in all_replies()) >= 100
    for replies in (all_replies, kept_second, kept_third, kept_fourth, kept_fifth, kept_seventh):
        assert {code for one in replies() for code in one.codes} == set(CODES)


def test_no_reply_is_in_two_of_the_sets_that_share_a_hand() -> None:
    sets = [{one.id for one in replies()} for replies in (all_replies, kept_second, kept_third)]
    assert len(set.union(*sets)) == sum(map(len, sets))
    assert not {one.id for one in kept_sixth()} & {one.id for one in kept_fifth()}


@pytest.mark.parametrize("name", HELD)
def test_remarks_are_right_faults_are_found_and_good_replies_left_alone(name: str) -> None:
    replies, precision, recall, disturbed = HELD[name]
    scores = score(replies())
    right = scores.right.total()
    assert right / (right + scores.invented.total()) >= precision
    assert right / (right + scores.overlooked.total()) >= recall
    assert len(scores.disturbed) <= disturbed, scores.disturbed


@pytest.mark.parametrize("code", CODES)
def test_each_code_keeps_its_floor(all_scores: Scores, code: str) -> None:
    precision, recall = FLOORS[code]
    assert all_scores.precision(code) >= precision
    assert all_scores.recall(code) >= recall
