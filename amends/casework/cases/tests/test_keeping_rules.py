"""How long things are kept, without a database: nothing goes before its time, and each day has its version."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.casework.cases.choices import Kept
from amends.casework.cases.rules.keeping import (
    AHEAD,
    EVERY_CASE,
    THINGS,
    BadTerm,
    KeepRule,
    Term,
    checked_term,
    closed_before,
    in_force,
    kept_until,
    least_by_law,
    moves,
    rule_that_keeps,
    years_to_keep,
)

TODAY = date(2026, 11, 27)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
YEARS = st.integers(1, 60)
KINDS = st.sampled_from(["complaint", "transaction", "safety"])
LAWS = st.builds(
    KeepRule,
    code=st.sampled_from("abcdef"),
    kind=KINDS,
    years=YEARS,
    source=st.just("source"),
    confidence=st.sampled_from("VSUG"),
    ceiling=st.booleans(),
    here=st.booleans(),
)
FILE_TERMS = st.builds(
    Term,
    kept=st.sampled_from([Kept.FILES, Kept.SAFETY_FILES]),
    number=st.integers(1, 9),
    length=st.none() | YEARS,
    begins_on=DAYS,
)


@given(closed=DAYS, day=DAYS, years=YEARS)
def test_what_is_over_by_the_day_is_over_by_the_date_of_closing(closed: date, day: date, years: int) -> None:
    assert (kept_until(closed, years) < day) == (closed < closed_before(day, years))


@pytest.mark.parametrize("day", [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2027, 3, 1)])
@pytest.mark.parametrize("years", [1, 3, 4])
def test_leap_days_go_neither_a_day_too_early_nor_too_late(day: date, years: int) -> None:
    first = closed_before(day, years)
    assert kept_until(first, years) >= day > kept_until(first - timedelta(days=1), years)


@given(
    laws=st.lists(LAWS, max_size=6), terms=st.lists(FILE_TERMS, max_size=4), safety=st.booleans(), day=DAYS
)
def test_nothing_is_kept_for_less_than_any_law_or_term_asks(
    laws: list[KeepRule], terms: list[Term], safety: bool, day: date
) -> None:
    own = [in_force(terms, kept, day) for kept in (Kept.FILES, Kept.SAFETY_FILES)]
    rules = [*laws, *(term.rule for term in own if term)]
    kinds = EVERY_CASE | ({"safety"} if safety else set())
    years = years_to_keep(rules, kinds)
    asking = [rule for rule in rules if rule.keeps and rule.kind in kinds]
    if years is None:
        endless = any(rule.years is None for rule in asking)
        assert endless or not any(rule.is_on for rule in asking)
    else:
        assert all(rule.years is not None and rule.years <= years for rule in asking)
        assert any(rule.is_on for rule in asking)
        found = rule_that_keeps(rules, kinds)
        assert found is not None and found.years == years


@given(terms=st.lists(FILE_TERMS, max_size=8), day=DAYS)
def test_on_each_day_the_version_counts_that_began_last(terms: list[Term], day: date) -> None:
    found = in_force(terms, Kept.FILES, day)
    begun = [one for one in terms if one.kept == Kept.FILES and one.begins_on <= day]
    if found is None:
        assert not begun
        return
    assert found in begun
    assert all((one.begins_on, one.number) <= (found.begins_on, found.number) for one in begun)


@given(
    laws=st.lists(LAWS, max_size=6), length=st.none() | st.integers(-3, 200), kept=st.sampled_from(list(Kept))
)
def test_no_term_is_taken_that_undercuts_a_law(laws: list[KeepRule], length: int | None, kept: Kept) -> None:
    law = least_by_law(laws, kept)
    least = (law.years or 0) if law else 0
    term = Term(kept, 0, length, TODAY, "x")
    allowed = length is None or max(1, least) <= length <= THINGS[kept].most
    if allowed:
        checked_term(term, before=None, least=least, today=TODAY)
    else:
        with pytest.raises(BadTerm) as refused:
            checked_term(term, before=None, least=least, today=TODAY)
        assert refused.value.field == "length"
    if law is not None and law.kind in THINGS[kept].kinds:
        asked = [one.years for one in laws if one.keeps and one.kind in THINGS[kept].kinds]
        assert least == max(one or 0 for one in asked)


@pytest.mark.parametrize(
    ("length", "begins_on", "why"),
    [
        (5, TODAY, "no_change"),
        (0, TODAY, "no_length"),
        (101, TODAY, "no_length"),
        (2, TODAY, "below_law"),
        (6, TODAY - timedelta(days=1), "too_early"),
        (6, TODAY + AHEAD + timedelta(days=1), "too_far"),
    ],
)
def test_what_cannot_be_used_says_why(length: int, begins_on: date, why: str) -> None:
    before = Term(Kept.FILES, 1, 5, date(2020, 1, 1), "x")
    with pytest.raises(BadTerm) as refused:
        checked_term(Term(Kept.FILES, 0, length, begins_on, "x"), before=before, least=3, today=TODAY)
    assert refused.value.why == why


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [(3, 3, 0), (None, None, 0), (3, 5, 1), (5, 3, -1), (None, 3, -1), (3, None, 1)],
)
def test_an_end_that_comes_at_all_comes_earlier(before: int | None, after: int | None, way: int) -> None:
    assert moves(before, after) == way
