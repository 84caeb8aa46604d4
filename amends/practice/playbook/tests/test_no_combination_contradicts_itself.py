"""All combinations of labels, stages and facts: exactly one next step, and nothing both said and forbidden."""

from __future__ import annotations

from dataclasses import fields
from itertools import combinations, cycle, islice, product
from typing import Any

import pytest

from amends.content.files import LANGUAGES
from amends.practice.playbook.rules import FAMILIES, Situation, advise
from amends.practice.playbook.rules.advice import Entry, entries_for, wording
from amends.practice.playbook.rules.book import Texts
from amends.practice.playbook.rules.schema import clashes
from amends.practice.playbook.rules.shipped import shipped
from amends.practice.playbook.rules.steps import BY_STAGE, ESCALATIONS, STEP_IDS, next_step_id

RISKS: list[tuple[str, ...]] = [(), *((risk,) for risk in ESCALATIONS), *combinations(ESCALATIONS, 2)]
FACTS = [field.name for field in fields(Situation) if field.type == "bool"]
LABELS = ("emotion", "motive", "persona", "mode", "category", "severity", "stage")


def all_entries(texts: Texts) -> list[Entry]:
    rows = [
        Entry(f"{family}.{label}", (f"{family}:{label}",), texts[family][label])
        for family, labels in FAMILIES.items()
        for label in labels
    ]
    met = [
        Entry(f"rule.{code}", tuple(f"{family}:{names[0]}" for family, names in rule["when"].items()), rule)
        for code, rule in texts["rule"].items()
    ]
    return rows + met


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_rows_that_can_meet_say_and_forbid_the_same_topic(language: str) -> None:
    """A contradiction needs two rows only, so every pair of them covers every combination."""
    for one, other in product(all_entries(shipped(language)), repeat=2):
        lines = wording((one, other))
        never = {line.topic for line in lines if line.part == "never"}
        assert not never & {line.topic for line in lines if line.part != "never"}, (one.name, other.name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_advice_says_words_that_another_forbids(language: str) -> None:
    assert list(clashes(shipped(language))) == []


def test_every_combination_of_labels_has_its_rows_and_no_clash() -> None:
    """One in seven of the 103,680, through all of each label, with risks, ways of talking and languages in turn."""
    turn = zip(cycle(LANGUAGES), cycle(RISKS), cycle(FAMILIES["medium"]), strict=False)
    entries: dict[Any, tuple[Entry, ...]] = {}
    for values in islice(product(*(FAMILIES[label] for label in LABELS)), 0, None, 7):
        language, risks, medium = next(turn)
        facts: dict[str, Any] = dict(zip(LABELS, values, strict=True))
        situation = Situation(risks=risks, medium=medium, **facts)
        entries[values] = tuple(entries_for(situation, shipped(language)))
        names = [entry.name for entry in entries[values]]
        assert {f"{label}.{facts[label]}" for label in LABELS} <= set(names)
        lines = wording(entries[values])
        topics = {
            part: [line.topic for line in lines if line.part == part] for part in ("do", "say", "never")
        }
        assert all(topics.values()), situation
        assert not set(topics["never"]) & {*topics["say"], *topics["do"]}, situation
        assert all(len(found) == len(set(found)) for found in topics.values())


def test_every_stage_and_every_combination_of_facts_has_one_known_step() -> None:
    seen = set()
    for stage, kind, mode, satisfied in product(
        BY_STAGE, FAMILIES["kind"], ("", *FAMILIES["mode"]), (None, True, False)
    ):
        for facts in product((False, True), repeat=len(FACTS)):
            known: dict[str, Any] = dict(zip(FACTS, facts, strict=True))
            seen.add(next_step_id(Situation(stage=stage, kind=kind, mode=mode, satisfied=satisfied, **known)))
    assert seen <= STEP_IDS
    assert STEP_IDS - seen == {*ESCALATIONS.values()}
    assert all(shipped(language)["step"].keys() == STEP_IDS for language in LANGUAGES)


@pytest.mark.parametrize("stage", sorted(BY_STAGE))
def test_an_escalation_comes_first_until_it_is_passed_on(stage: str) -> None:
    for risks in RISKS:
        for severity in FAMILIES["severity"]:
            step = next_step_id(Situation(stage=stage, risks=risks, severity=severity, escalated=frozenset()))
            urgent = [
                ESCALATIONS[risk]
                for risk in ESCALATIONS
                if risk in risks and risk not in ("repeat", "vulnerable")
            ]
            if urgent:
                assert step == urgent[0]
            else:
                assert (step == "crisis_team") is (severity == "critical")
            done = frozenset({*risks, "critical"})
            passed_on = Situation(stage=stage, risks=risks, severity=severity, escalated=done)
            assert next_step_id(passed_on) not in ESCALATIONS.values()


def test_the_story_of_one_complaint_leads_from_listening_to_the_lesson() -> None:
    answered = {"first_reply_sent": True}
    moments: list[tuple[dict[str, Any], str]] = [
        ({"stage": "listen", "mode": "mixed"}, "calm_then_sort"),
        ({"stage": "confirm"}, "first_response"),
        ({"stage": "confirm", **answered}, "start_investigation"),
        ({"stage": "investigate", **answered}, "find_cause"),
        ({"stage": "investigate", **answered, "customer_waiting": True}, "progress_update"),
        ({"stage": "propose", **answered}, "offer_options"),
        ({"stage": "propose", **answered, "proposal_sent": True}, "wait_for_choice"),
        ({"stage": "propose", "proposal_sent": True, "customer_waiting": True}, "talk_over_options"),
        ({"stage": "propose", "proposal_sent": True, "choice_made": True}, "start_choice"),
        ({"stage": "carry_out", **answered}, "carry_out"),
        ({"stage": "carry_out", "solved": True}, "check_satisfaction"),
        ({"stage": "carry_out", "solved": True, "satisfied": False}, "adjust_solution"),
        ({"stage": "review", "solved": True}, "record_cause"),
        ({"stage": "review", "cause_recorded": True}, "tell_improvement"),
        ({"stage": "review", "closed": True}, "share_lesson"),
    ]
    for facts, expected in moments:
        assert advise(Situation(**facts), shipped("zh-Hans")).step.id == expected, facts
