"""What laws may give: each rule with one case inside and one outside, and nothing that is uncertain."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.content.entitlements import entitlements, fact_question, texts_of
from amends.content.files import LANGUAGES
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted
from amends.foundation.kernel.money import Money
from amends.practice.remedies.actions import answer_case_facts
from amends.practice.remedies.models import CaseFact
from amends.practice.remedies.rules.entitlements import Known, State, all_entitlements, due, those_on

DAY = date(2026, 6, 1)
RULES = {one.code: one for one in all_entitlements()}


@pytest.mark.parametrize("code", [one for one in RULES if RULES[one].confidence != "U"])
def test_each_rule_has_an_inside_and_an_outside(code: str) -> None:
    rule = RULES[code]
    yes = dict.fromkeys(rule.facts, True)
    days = rule.window.days if rule.window else 0
    spent = Money(Decimal(100), "CNY")
    inside = Known(DAY + timedelta(days=days), spent, DAY, DAY, yes)
    assert due(rule, inside).state == State.MAY_BE_DUE
    assert due(rule, Known(DAY, spent, DAY, DAY, {})).state == State.TO_ASK
    for fact in rule.facts:
        answered = due(rule, Known(DAY, spent, DAY, DAY, {**yes, fact: False}))
        assert (answered.state, answered.why_not) == (State.NOT_DUE, fact)
    if rule.window:
        late = due(rule, Known(DAY + timedelta(days=days + 1), spent, DAY, DAY, yes))
        assert (late.state, late.why_not) == (State.NOT_DUE, "window")
        assert "window" in due(rule, Known(DAY, spent, facts=yes)).to_ask


@pytest.mark.parametrize(
    ("code", "paid", "amount"),
    [
        ("CN-55", "100", "500"),
        ("CN-55", "166.66", "500"),
        ("CN-55", "200", "600"),
        ("CN-148", "12.5", "1000"),
        ("CN-148", "120", "1200"),
        ("CN-7DAY", "299", "299"),
    ],
)
def test_sums_with_their_least(code: str, paid: str, amount: str) -> None:
    yes = dict.fromkeys(RULES[code].facts, True)
    found = due(RULES[code], Known(DAY, Money(Decimal(paid)), DAY, DAY, yes))
    assert found.amount == Money(Decimal(amount))
    assert due(RULES["CN-55"], Known(DAY, Money(Decimal(paid), "HKD"), DAY, DAY, yes)).amount is None


def test_only_those_of_the_place_and_the_trade_and_none_that_is_uncertain() -> None:
    codes = {place: {one.code for one in those_on([place], [])} for place in ("CN", "TW", "HK", "EU", "GB")}
    assert "CN-AIR-REFUND" not in codes["CN"]
    assert "CN-AIR-REFUND" in {one.code for one in those_on(["CN"], ["airline"])}
    assert codes["HK"] == {"HK-GOODS"}
    assert codes["TW"] == {"TW-7DAY", "TW-51"}
    assert all(
        one.confidence in "VSG" for one in those_on({one.jurisdiction for one in RULES.values()}, ["airline"])
    )
    assert all(one.confidence != "V" for one in RULES.values() if one.gives == "punitive")


def test_every_text_stands_in_every_language() -> None:
    for language in LANGUAGES:
        for row in entitlements():
            assert all(texts_of(row["code"], language).values())
            assert all(fact_question(code, language) != code for code in row["facts"])


def test_answers_are_kept_with_a_name_and_only_what_changes_is_recorded(
    company: Any, owned_case: Case
) -> None:
    def answer(by: Any = company.handler, **answers: bool | None) -> None:
        answer_case_facts(case_id=owned_case.pk, answers=answers, by=by)

    answer(distance=True, intact=None)
    answer(distance=True)
    answer(distance=False)
    assert [(one.code, one.answer, one.said_by_id) for one in CaseFact.objects.all()] == [
        ("distance", False, company.handler.pk)
    ]
    answer(distance=None)
    assert not CaseFact.objects.exists()
    assert AuditEntry.objects.filter(action="entitlement.facts").count() == 3
    for who, refusal in ((company.trainer, NotPermitted), (company.east_handler, NotFound)):
        with pytest.raises(refusal):
            answer(who, distance=True)
    with pytest.raises(Invalid):
        answer(age=True)
