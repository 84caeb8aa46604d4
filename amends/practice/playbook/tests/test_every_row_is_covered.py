"""Every label of a reading, every stage and every escalation has its advice, in every language."""

from __future__ import annotations

from typing import Any

import pytest

from amends.content.files import LANGUAGES, load, shape_differences
from amends.practice.playbook.rules import Situation, advise
from amends.practice.playbook.rules.steps import BY_STAGE, ESCALATIONS

ROWS = {
    "emotion": {"anger", "dissatisfied", "disappointed", "confused", "anxious", "calm"},
    "motive": {
        "resolution",
        "redress",
        "recognition",
        "expression",
        "venting",
        "revenge",
    },
    "persona": {"eagle", "peacock", "owl", "dove", "unclear"},
    "mode": {"emotion", "demand", "mixed"},
    "category": {
        "quality",
        "service",
        "attitude",
        "billing",
        "privacy",
        "safety",
        "promise",
        "policy",
    },
    "severity": {"minor", "moderate", "severe", "critical"},
    "risk": set(ESCALATIONS),
    "stage": set(BY_STAGE),
    "kind": {"complaint", "enquiry", "suggestion", "praise", "other"},
    "need": {"fairness", "control", "respect"},
}


def situation_of(**facts: Any) -> Situation:
    return Situation(**facts)


def test_the_languages_have_the_same_shape() -> None:
    assert shape_differences("playbook") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_has_a_row_and_no_row_is_unknown(language: str) -> None:
    texts = load("playbook", language)
    for family, labels in ROWS.items():
        assert set(texts[family]) == labels, family
        assert all(entry["why"] for entry in texts[family].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_label_shows_up_as_a_reason_of_the_advice(language: str) -> None:
    for family in (
        "emotion",
        "motive",
        "persona",
        "mode",
        "category",
        "severity",
        "stage",
    ):
        for label in ROWS[family]:
            advice = advise(situation_of(**{"language": language, family: label}))
            assert f"{family}:{label}" in {reason.label for reason in advice.why}


def test_every_type_has_its_strategy_and_every_mode_its_tempo() -> None:
    assert all(advise(Situation(category=label)).strategy for label in ROWS["category"])
    assert all(advise(Situation(mode=label)).tempo for label in ROWS["mode"])
    led_by_emotion = advise(Situation(mode="emotion"))
    assert (
        led_by_emotion.direction_within_minutes,
        led_by_emotion.update_every_minutes,
    ) == (60, 30)


@pytest.mark.parametrize("risk", sorted(ESCALATIONS))
def test_every_risk_escalates_by_a_step_of_its_own(risk: str) -> None:
    advice = advise(Situation(risks=(risk,), emotion="calm"))
    assert [step.id for step in advice.escalations] == [ESCALATIONS[risk]]
    assert advise(Situation(risks=(risk,), escalated=frozenset({risk}))).escalations == ()


def test_demands_are_ordered_immediate_then_long_term_then_emotional() -> None:
    advice = advise(Situation(demands=("apology", "improvement", "refund", "apology", "nonsense")))
    assert advice.demand_order == ("refund", "improvement", "apology")
