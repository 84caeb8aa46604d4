"""Boxes as people enter them, how long things are kept, and which risks ask for a hold."""

from __future__ import annotations

from datetime import date

import pytest

from amends.casework.cases.rules.evidence import (
    BOXES_AT_MOST,
    Box,
    asks_for_hold,
    boxes_from,
)
from amends.casework.cases.rules.keeping import KeepRule, kept_until, kinds_of, years_to_keep


@pytest.mark.parametrize(
    ("rows", "boxes"),
    [
        ([], []),
        ([("1", "", "", "", "")], []),
        ([("1", "10", "20", "30", "5")], [Box(1, 10, 20, 30, 5)]),
        ([("", "10,5", "20", "30", "5")], [Box(1, 10.5, 20, 30, 5)]),
        ([("2", "90", "95", "30", "30")], [Box(2, 90, 95, 10, 5)]),
    ],
)
def test_boxes_are_read_as_they_are_entered_and_cut_at_the_edge(
    rows: list[tuple[str, ...]], boxes: list[Box]
) -> None:
    assert boxes_from(rows) == boxes


@pytest.mark.parametrize(
    "row",
    [
        ("1", "a", "1", "1", "1"),
        ("0", "1", "1", "1", "1"),
        ("1", "-1", "1", "1", "1"),
        ("1", "1", "1", "0", "1"),
        ("1", "1", "1", "101", "1"),
        ("1", "nan", "1", "1", "1"),
        ("1", "1", "", "1", "1"),
    ],
)
def test_a_row_that_is_no_place_is_named(row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError) as refusal:
        boxes_from([("1", "1", "1", "1", "1"), row])
    assert refusal.value.args == (2,)


def test_a_box_too_many_is_refused_and_never_left_out_silently() -> None:
    rows = [("1", "1", "1", "1", "1")] * (BOXES_AT_MOST + 1)
    assert len(boxes_from(rows[1:])) == BOXES_AT_MOST
    with pytest.raises(ValueError) as refusal:
        boxes_from(rows)
    assert refusal.value.args == (BOXES_AT_MOST + 1,)


def rule(code: str, kind: str, years: int, confidence: str = "V", *, ceiling: bool = False) -> KeepRule:
    return KeepRule(code, kind, years, "source", confidence, ceiling)


@pytest.mark.parametrize(
    ("rules", "kinds", "years"),
    [
        ([], {"complaint"}, None),
        ([rule("a", "complaint", 3)], {"complaint"}, 3),
        ([rule("a", "complaint", 3), rule("b", "safety", 10, "S")], {"complaint", "safety"}, 10),
        ([rule("a", "complaint", 3), rule("b", "safety", 10)], {"complaint"}, 3),
        ([rule("a", "complaint", 3, "G")], {"complaint"}, None),
        ([rule("a", "complaint", 3, "U")], {"complaint"}, None),
        ([rule("a", "complaint", 3, ceiling=True)], {"complaint"}, None),
        # What nobody has read for sure lets nothing go, and keeps.
        ([rule("a", "complaint", 3), rule("b", "transaction", 5, "G")], {"complaint", "transaction"}, 5),
    ],
)
def test_the_longest_rule_that_was_read_for_sure_holds(
    rules: list[KeepRule], kinds: set[str], years: int | None
) -> None:
    assert years_to_keep(rules, frozenset(kinds)) == years


def test_years_end_on_the_same_day_and_leap_days_on_the_first_of_march() -> None:
    assert kept_until(date(2023, 5, 4), 3) == date(2026, 5, 4)
    assert kept_until(date(2024, 2, 29), 1) == date(2025, 3, 1)


def test_safety_is_known_by_category_or_by_risk() -> None:
    assert "safety" in kinds_of("safety", [])
    assert "safety" in kinds_of("quality", ["safety"])
    assert "safety" not in kinds_of("quality", ["media"])


@pytest.mark.parametrize(
    ("risks", "asking"),
    [([], []), (["media"], []), (["regulator", "legal", "media"], ["legal", "regulator"])],
)
def test_what_may_end_before_a_judge_asks_for_a_hold(risks: list[str], asking: list[str]) -> None:
    assert asks_for_hold(risks) == asking
