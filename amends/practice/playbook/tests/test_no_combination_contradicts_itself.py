"""All combinations of labels, stages and facts: exactly one next step, and nothing both said and forbidden."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import combinations, cycle, product
from typing import Any

import pytest

from amends.content.files import LANGUAGES, load
from amends.practice.playbook.rules import Situation, advise
from amends.practice.playbook.rules.advice import wording
from amends.practice.playbook.rules.steps import BY_STAGE, ESCALATIONS, next_step_id
from amends.practice.playbook.tests.test_every_row_is_covered import ROWS, situation_of

RISKS: list[tuple[str, ...]] = [
    (),
    *((risk,) for risk in ESCALATIONS),
    *combinations(ESCALATIONS, 2),
]
FACTS = [field.name for field in fields(Situation) if field.type == "bool"]
QUOTED = re.compile(r"[“「]([^”」]+)[”」]")


def test_no_topic_is_both_said_and_forbidden() -> None:
    texts = load("playbook", "zh-Hans")
    risks = cycle(RISKS)
    labels = ("emotion", "motive", "persona", "mode", "category", "severity", "stage")
    for values in product(*(sorted(ROWS[label]) for label in labels)):
        situation = situation_of(**dict(zip(labels, values, strict=True)), risks=next(risks))
        say, never = wording(situation, texts)
        assert not say.keys() & never.keys(), situation
        assert say and never, situation


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_advice_says_a_phrase_that_another_forbids(language: str) -> None:
    texts = load("playbook", language)
    entries = [entry for family in ROWS for entry in texts[family].values()]
    forbidden = [
        phrase
        for entry in entries
        for text in entry.get("never", {}).values()
        for phrase in QUOTED.findall(text)
    ]
    said = [text for entry in entries for text in entry.get("say", {}).values()]
    assert forbidden
    assert [(phrase, text) for phrase in forbidden for text in said if phrase.lower() in text.lower()] == []


def test_every_stage_and_every_combination_of_facts_has_one_known_step() -> None:
    steps = load("playbook", "zh-Hans")["step"]
    seen = set()
    for stage, kind, mode, satisfied in product(
        BY_STAGE, ROWS["kind"], ("", *ROWS["mode"]), (None, True, False)
    ):
        for facts in product((False, True), repeat=len(FACTS)):
            known = dict(zip(FACTS, facts, strict=True))
            situation = situation_of(stage=stage, kind=kind, mode=mode, satisfied=satisfied, **known)
            seen.add(next_step_id(situation))
    assert seen <= steps.keys()
    escalations = {*ESCALATIONS.values()}
    assert steps.keys() - seen == escalations


@pytest.mark.parametrize("stage", sorted(BY_STAGE))
def test_an_escalation_comes_first_until_it_is_passed_on(stage: str) -> None:
    for risks in RISKS:
        for severity in ROWS["severity"]:
            situation = Situation(stage=stage, risks=risks, severity=severity, escalated=frozenset())
            step = advise(situation).step.id
            urgent = [
                ESCALATIONS[risk]
                for risk in ESCALATIONS
                if risk in risks and risk not in ("repeat", "vulnerable")
            ]
            if urgent:
                assert step == urgent[0]
            else:
                assert (step == "crisis_team") is (severity == "critical")
            passed_on = Situation(
                stage=stage,
                risks=risks,
                severity=severity,
                escalated=frozenset({*risks, "critical"}),
            )
            assert advise(passed_on).step.id not in ESCALATIONS.values()


def test_the_story_of_one_complaint_leads_from_listening_to_the_lesson() -> None:
    moments: list[tuple[dict[str, Any], str]] = [
        ({"stage": "listen", "mode": "mixed"}, "calm_then_sort"),
        ({"stage": "confirm"}, "first_response"),
        ({"stage": "confirm", "first_reply_sent": True}, "start_investigation"),
        ({"stage": "investigate", "first_reply_sent": True}, "find_cause"),
        (
            {
                "stage": "investigate",
                "first_reply_sent": True,
                "customer_waiting": True,
            },
            "progress_update",
        ),
        ({"stage": "propose", "first_reply_sent": True}, "offer_options"),
        (
            {"stage": "propose", "first_reply_sent": True, "proposal_sent": True},
            "wait_for_choice",
        ),
        (
            {"stage": "propose", "proposal_sent": True, "customer_waiting": True},
            "talk_over_options",
        ),
        (
            {"stage": "propose", "proposal_sent": True, "choice_made": True},
            "start_choice",
        ),
        ({"stage": "carry_out", "first_reply_sent": True}, "carry_out"),
        ({"stage": "carry_out", "solved": True}, "check_satisfaction"),
        ({"stage": "carry_out", "solved": True, "satisfied": False}, "adjust_solution"),
        ({"stage": "review", "solved": True}, "record_cause"),
        ({"stage": "review", "cause_recorded": True}, "tell_improvement"),
        ({"stage": "review", "closed": True}, "share_lesson"),
    ]
    for facts, expected in moments:
        assert advise(situation_of(**facts)).step.id == expected, facts
