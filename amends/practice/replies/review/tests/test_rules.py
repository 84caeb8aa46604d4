"""Scoring, drawing and comparing, as tables."""

from __future__ import annotations

import pytest

from amends.content.files import LANGUAGES, load, shape_differences
from amends.content.review import sheet
from amends.practice.replies.check.finding import CODES
from amends.practice.replies.check.missing import REQUIRED
from amends.practice.replies.choices import ReplyKind
from amends.practice.replies.review.choices import Why
from amends.practice.replies.review.rules.agreement import agreement, wilson
from amends.practice.replies.review.rules.sampling import Candidate, Sent, Wanted, drawn, next_reviewer
from amends.practice.replies.review.rules.scoring import (
    Weighed,
    completeness,
    criteria_for,
    machine_points,
    score_of,
)

WEEK = [Sent(n, author_id=n % 4, team_id=n % 2, severe=n % 5 == 0, legal=n == 7) for n in range(1, 41)]


def test_every_code_of_the_check_belongs_to_exactly_one_criterion() -> None:
    told = [code for one in sheet().criteria for code in one.remarks]
    assert sorted(told) == sorted(CODES)


@pytest.mark.parametrize("kind", REQUIRED)
def test_what_the_check_asks_of_a_kind_is_asked_by_the_sheet_too(kind: str) -> None:
    asked = {code for one in sheet().criteria if kind not in one.not_for for code in one.remarks}
    assert asked >= REQUIRED[kind]


def test_the_words_of_the_sheet_are_there_in_each_language() -> None:
    assert shape_differences("review") == []
    for language in LANGUAGES:
        assert list(load("review", language)) == [one.code for one in sheet().criteria]


def test_the_weights_make_a_hundred_and_name_kinds_that_exist() -> None:
    assert sum(one.weight for one in sheet().criteria) == 100
    assert all(one.not_for <= set(ReplyKind.values) for one in sheet().criteria)
    assert {one.code for one in criteria_for("acknowledgement")} >= {"understanding", "contact"}
    assert "solution" not in {one.code for one in criteria_for("acknowledgement")}


@pytest.mark.parametrize(
    ("marks", "score"),
    [
        ([(10, 2), (10, 2)], 100),
        ([(10, 2), (10, 0)], 50),
        ([(30, 1), (10, 2)], 63),
        ([(10, 2), (90, None)], 100),
        ([(10, None)], None),
        ([], None),
    ],
)
def test_a_score_is_of_what_applies(marks: list[tuple[int, int | None]], score: int | None) -> None:
    assert score_of(Weighed(*one) for one in marks) == score


@pytest.mark.parametrize(
    ("codes", "points"),
    [
        ([], 2),
        ([("no_time", "warn")], 1),
        ([("no_time", "info")], 2),
        ([("no_time", "warn"), ("no_owner", "warn")], 0),
        ([("no_owner", "block")], 0),
        ([("jargon", "warn")], 2),
    ],
)
def test_remarks_become_points(codes: list[tuple[str, str]], points: int) -> None:
    criterion = next(one for one in sheet().criteria if one.code == "who_when")
    assert machine_points(criterion, [{"code": code, "severity": level} for code, level in codes]) == points


@pytest.mark.parametrize(
    ("answered", "points"),
    [([2, 2], 2), ([2, 0], 1), ([1], 1), ([0, 0], 0), ([2, None], 2), ([None], None), ([], None)],
)
def test_points_of_the_complaint_make_up_completeness(answered: list[int | None], points: int | None) -> None:
    assert completeness(answered) == points


def test_everybody_is_drawn_and_the_same_seed_gives_the_same() -> None:
    wanted = Wanted(per_person=1, per_team=3, more_severe=1, more_legal=1)
    first = drawn(WEEK, wanted, "seed")
    assert first == drawn(reversed(WEEK), wanted, "seed")
    assert first != drawn(WEEK, wanted, "other seed")
    assert [one.place for one in first] == sorted(one.place for one in first)
    authors = {one.reply_id % 4 for one in first if one.why == Why.PERSON}
    assert authors == {0, 1, 2, 3}
    assert any(one.reply_id == 7 for one in first)
    assert sum(one.why == Why.SEVERE for one in first) == 2
    assert len({one.reply_id for one in first}) == len(first)


def test_a_newcomer_is_looked_at_more_and_a_quiet_team_filled_up() -> None:
    new = [Sent(n, 1, 1, newcomer=True) for n in range(10)]
    assert [one.why for one in drawn(new, Wanted(per_person=1, more_newcomers=2), "x")].count(
        Why.NEWCOMER
    ) == 2
    assert len(drawn(new, Wanted(per_team=4), "x")) == 4
    assert drawn(new, Wanted(), "x") == []


@pytest.mark.parametrize(("share", "twice"), [(0, 0), (1, 1), (50, 5), (100, 10)])
def test_a_share_is_read_by_two(share: int, twice: int) -> None:
    rows = [Sent(n, n, 1) for n in range(10)]
    assert sum(one.twice for one in drawn(rows, Wanted(per_person=1, second_share=share), "x")) == twice


def test_the_reviewer_is_never_always_the_same() -> None:
    def candidate(member: int, of_author: int, open_now: int, first: bool = True) -> Candidate:
        return Candidate(member, first, of_author, open_now)

    assert next_reviewer([]) is None
    assert next_reviewer([candidate(1, 2, 0), candidate(2, 1, 9)]) == candidate(2, 1, 9)
    assert next_reviewer([candidate(1, 1, 3), candidate(2, 1, 1)]) == candidate(2, 1, 1)
    assert next_reviewer([candidate(1, 0, 0, False), candidate(2, 5, 5)]) == candidate(2, 5, 5)


def test_few_are_not_spoken_of() -> None:
    found = agreement([("yes", "yes")] * 9, 2)
    assert (found.n, found.ac1, found.kappa) == (9, None, None)


def test_agreement_beyond_chance_as_the_textbooks_have_it() -> None:
    """Gwet's example: 118 of 125 say the same, and kappa is below zero because both nearly always say the one thing."""
    rows = [("a", "a")] * 118 + [("a", "b")] * 5 + [("b", "a")] * 2
    found = agreement(rows, 2)
    assert found.share == pytest.approx(0.944)
    assert found.kappa == pytest.approx(-0.0234, abs=1e-3)
    assert found.ac1 == pytest.approx(0.9406, abs=1e-3)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.9406 < found.high
    assert not found.is_small


def test_even_where_all_agree_the_interval_is_not_nothing() -> None:
    found = agreement([("a", "a")] * 12, 2)
    assert (found.ac1, found.kappa, found.is_small) == (1.0, None, True)
    assert found.low is not None
    assert found.low < 0.8


def test_three_raters_count_by_their_pairs() -> None:
    found = agreement([("a", "a", "b")] * 10 + [("a",)] * 5, 2)
    assert (found.n, found.kappa) == (10, None)
    assert found.share == pytest.approx(1 / 3)


@pytest.mark.parametrize(("share", "n", "low", "high"), [(0.5, 100, 0.404, 0.596), (0.0, 10, 0.0, 0.278)])
def test_the_interval_of_a_share(share: float, n: int, low: float, high: float) -> None:
    assert wilson(share, n) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))
