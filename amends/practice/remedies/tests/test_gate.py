"""The gate as a table: what each fact holds back, what only warns, and that what is owed never waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from amends.practice.remedies.rules.gate import Facts, judge_giving, timings, working_day

FRIDAY = date(2026, 11, 27)
READY = Facts(waits=True, solved=True, confirmed=True, calm=True, apologised=True, today=FRIDAY)

TABLE = [
    ({}, [], []),
    ({"solved": False, "confirmed": False}, ["before_the_fix"], []),
    ({"confirmed": False}, ["before_the_fix"], []),
    ({"calm": False}, ["wrong_moment"], []),
    ({"calm": None}, [], []),
    ({"calm": None, "confirmed": False}, ["before_the_fix", "wrong_moment"], []),
    ({"unread": True}, ["wrong_moment"], []),
    ({"kind": "voucher", "planned_on": date(2026, 11, 30)}, ["wrong_moment"], []),
    ({"kind": "voucher", "planned_on": FRIDAY}, [], []),
    ({"kind": "gift", "planned_on": date(2026, 12, 30)}, [], []),
    ({"apologised": False}, ["instead_of_apology"], []),
    ({"bribe_words": "删差评"}, ["looks_like_bribe"], []),
    ({"verdict": "under"}, [], ["too_cheap"]),
    ({"verdict": "over"}, [], []),
    ({"verdict": "over", "risks": ("media",)}, [], ["looks_like_bribe"]),
    ({"relevant": False}, [], ["unrelated"]),
    ({"stereotype_words": "她是女生"}, [], ["stereotyped"]),
    ({"same_before": 1}, [], ["stereotyped"]),
    # What is owed waits for nothing, whatever the mood.
    ({"waits": False, "solved": False, "confirmed": False, "calm": False, "apologised": False}, [], []),
]


@pytest.mark.parametrize(("facts", "holds", "warns"), TABLE)
def test_each_mistake_by_its_name(facts: dict[str, object], holds: list[str], warns: list[str]) -> None:
    gate = judge_giving(replace(READY, **facts))
    assert [one.name for one in gate.holding] == holds
    assert [one.name for one in gate.warnings] == warns
    assert gate.is_open is not bool(holds)
    assert judge_giving(replace(READY, **facts), opened=True).is_open


@pytest.mark.parametrize(
    ("facts", "severity", "tier", "angry", "best"),
    [
        ({}, "minor", "standard", False, "now"),
        ({}, "moderate", "standard", True, "later"),
        ({"solved": False}, "minor", "standard", False, "later"),
        ({}, "severe", "standard", False, "staged"),
        ({}, "minor", "platinum", False, "staged"),
    ],
)
def test_one_moment_fits_best(
    facts: dict[str, object], severity: str, tier: str, angry: bool, best: str
) -> None:
    found = timings(replace(READY, **facts), today=FRIDAY, severity=severity, tier=tier, was_angry=angry)
    assert [one.key for one in found if one.best] == [best]
    assert {one.key: len(one.days) for one in found} == {"now": 1, "later": 1, "staged": 2}


def test_nothing_is_planned_for_a_weekend() -> None:
    assert [working_day(date(2026, 11, day)).isoformat() for day in (27, 28, 29)] == [
        "2026-11-27",
        "2026-11-30",
        "2026-11-30",
    ]
