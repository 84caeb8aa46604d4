"""Every label of a reading, every stage, every way of talking and every escalation has its advice, in every language."""

from __future__ import annotations

from typing import Any

import pytest

from amends.casework.cases.choices import Channel, Stage
from amends.casework.readings import choices as labels
from amends.content.files import LANGUAGES, shape_differences
from amends.practice.playbook.rules import FAMILIES, MEDIA, Advice, Situation, advise
from amends.practice.playbook.rules.shipped import shipped
from amends.practice.playbook.rules.steps import BY_STAGE, ESCALATIONS

SINGLE = ("emotion", "motive", "persona", "mode", "category", "severity", "stage", "medium")
SEVERAL = {"risk": "risks", "need": "needs", "origin": "origins", "expectation": "levels"}


def advice(language: str = "zh-Hans", **facts: Any) -> Advice:
    return advise(Situation(language=language, **facts), shipped(language))


def test_the_languages_have_the_same_shape() -> None:
    assert shape_differences("playbook") == []


def test_the_families_hold_exactly_the_labels_that_a_case_can_have() -> None:
    known = {
        "kind": labels.Kind,
        "category": labels.Category,
        "emotion": labels.Emotion,
        "motive": labels.Motive,
        "mode": labels.Mode,
        "severity": labels.Severity,
        "persona": labels.Persona,
        "risk": labels.Risk,
        "need": labels.Need,
        "stage": Stage,
    }
    for family, words in known.items():
        assert set(FAMILIES[family]) == set(words.values), family
    assert set(MEDIA) == set(Channel.values)
    assert set(MEDIA.values()) == set(FAMILIES["medium"])
    assert set(BY_STAGE) == set(FAMILIES["stage"])
    assert set(ESCALATIONS) == set(FAMILIES["risk"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_label_shows_up_as_a_reason_and_brings_something_to_do(language: str) -> None:
    silent = {"mode:demand", "persona:unclear", "kind:complaint"}
    for family in (*SINGLE, *SEVERAL, "kind"):
        for label in FAMILIES[family]:
            facts = {SEVERAL[family]: (label,)} if family in SEVERAL else {family: label}
            found = advice(language, **facts)
            assert f"{family}:{label}" in {reason.label.replace(".", ":") for reason in found.why}
            rests = {one for line in found.lines for one in line.labels}
            assert f"{family}:{label}" in rests or f"{family}:{label}" in silent, label


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_has_its_strategy_every_mode_its_tempo_every_way_of_talking_its_script(
    language: str,
) -> None:
    assert all(advice(language, category=label).strategy for label in FAMILIES["category"])
    assert all(advice(language, mode=label).tempo for label in FAMILIES["mode"])
    assert all(len(advice(language, medium=label).script) >= 5 for label in FAMILIES["medium"])


def test_where_feelings_lead_a_direction_comes_within_the_hour_and_news_every_half_hour() -> None:
    led_by_emotion = advice(mode="emotion")
    assert (led_by_emotion.direction_within_minutes, led_by_emotion.update_every_minutes) == (60, 30)
    assert advice(mode="demand").update_every_minutes is None


@pytest.mark.parametrize("risk", sorted(ESCALATIONS))
def test_every_risk_escalates_by_a_step_of_its_own(risk: str) -> None:
    found = advice(risks=(risk,), emotion="calm")
    assert [step.id for step in found.escalations] == [ESCALATIONS[risk]]
    assert advice(risks=(risk,), escalated=frozenset({risk})).escalations == ()


def test_demands_are_ordered_immediate_then_long_term_then_emotional() -> None:
    found = advice(demands=("apology", "improvement", "refund", "apology", "nonsense"))
    assert found.demand_order == ("refund", "improvement", "apology")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_where_several_meet_can_appear_and_names_its_labels(language: str) -> None:
    texts = shipped(language)
    for code, rule in texts["rule"].items():
        facts = {
            SEVERAL.get(family, family): tuple(names[:1]) if family in SEVERAL else names[0]
            for family, names in rule["when"].items()
        }
        found = advice(language, **facts)
        rests = {f"{family}:{names[0]}" for family, names in rule["when"].items()}
        lines = [line for line in found.lines if line.key.startswith(f"rule.{code}.")]
        assert lines, code
        assert all(set(line.labels) == rests for line in lines)


def test_what_is_no_complaint_is_advised_by_its_kind_alone() -> None:
    found = advice(kind="praise", emotion="anger", risks=("legal",), medium="phone")
    assert found.step.id == "share_praise"
    assert {line.labels[0].partition(":")[0] for line in found.lines} == {"kind", "medium"}
    assert found.escalations == ()
