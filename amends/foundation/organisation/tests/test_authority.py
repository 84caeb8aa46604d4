"""Who may decide what: the rules as a table, changed by two people, and standing in for somebody."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.actions import decide_rule, delegate, end_delegation, enter_rule
from amends.foundation.organisation.choices import DECIDING, Power
from amends.foundation.organisation.models import AuthorityRule
from amends.foundation.organisation.queries import (
    Authority,
    ceiling_of,
    line_above,
    matrix,
    rule_in_force,
    verdict_on,
)
from amends.foundation.organisation.rules import NO, SHIPPED, Rule, Verdict, ceiling, shipped, verdict

WIDE = Rule(may=True)
UP_TO_100 = Rule(may=True, up_to=Decimal(100), sensitive_too=False)


@pytest.mark.parametrize(
    ("rule", "amount", "sensitive", "cap", "expected"),
    [
        (NO, None, False, 500, Verdict.NOT_THIS_ROLE),
        (NO, 1, True, 500, Verdict.NOT_THIS_ROLE),
        (WIDE, None, True, 0, Verdict.YES),
        (WIDE, 500, False, 500, Verdict.YES),
        (WIDE, 501, False, 500, Verdict.AMOUNT),
        (UP_TO_100, 100, False, 500, Verdict.YES),
        (UP_TO_100, 101, False, 500, Verdict.AMOUNT),
        (UP_TO_100, 60, False, 50, Verdict.AMOUNT),
        (UP_TO_100, 60, True, 500, Verdict.SENSITIVE),
        (UP_TO_100, None, False, 0, Verdict.YES),
    ],
)
def test_a_verdict(rule: Rule, amount: int | None, sensitive: bool, cap: int, expected: Verdict) -> None:
    sum_ = None if amount is None else Decimal(amount)
    assert verdict(rule, amount=sum_, sensitive=sensitive, cap=Decimal(cap)) == expected


@pytest.mark.parametrize(
    ("rule", "cap", "expected"), [(NO, 9, 0), (WIDE, 9, 9), (UP_TO_100, 900, 100), (UP_TO_100, 9, 9)]
)
def test_the_ceiling_never_lies_above_the_persons_own_limit(rule: Rule, cap: int, expected: int) -> None:
    assert ceiling(rule, Decimal(cap)) == expected


def test_what_ships_has_every_decision_for_every_deciding_role() -> None:
    assert set(SHIPPED) == set(Power.values)
    assert all(set(rules) == set(DECIDING) for rules in SHIPPED.values())
    assert shipped("grant", "trainer") == shipped("unheard", "manager") == NO


def entered(by: Any, **fields: Any) -> AuthorityRule:
    values: dict[str, Any] = {
        "power": "grant",
        "role": "handler",
        "may": True,
        "up_to": Decimal(50),
        "sensitive_too": False,
        "valid_from": None,
        "reason": "旺季收紧",
    }
    return enter_rule(**{**values, **fields}, by=by)


def test_a_change_counts_only_after_a_second_person_confirmed_it(company: Any) -> None:
    rule = entered(company.manager)
    assert ceiling_of(company.handler, "grant") == 500
    decide_rule(rule_id=rule.pk, confirm=True, by=company.legal)
    assert ceiling_of(company.handler, "grant") == 50
    assert verdict_on(company.handler, "grant", amount=Decimal(51), sensitive=False) == Verdict.AMOUNT
    actions = list(AuditEntry.objects.filter(action__startswith="authority").values_list("action", flat=True))
    assert actions == ["authority.entered", "authority.confirmed"]


def test_who_entered_it_does_not_confirm_it_and_nobody_decides_twice(company: Any) -> None:
    rule = entered(company.manager)
    with pytest.raises(NotPermitted):
        decide_rule(rule_id=rule.pk, confirm=True, by=company.manager)
    decide_rule(rule_id=rule.pk, confirm=False, by=company.legal)
    with pytest.raises(WrongState):
        decide_rule(rule_id=rule.pk, confirm=True, by=company.legal)
    assert ceiling_of(company.handler, "grant") == 500


@pytest.mark.parametrize("who", ["handler", "lead", "quality", "trainer", "administrator"])
def test_others_neither_enter_nor_confirm(company: Any, who: str) -> None:
    with pytest.raises(NotPermitted):
        entered(company.members[who])
    rule = entered(company.manager)
    with pytest.raises(NotPermitted):
        decide_rule(rule_id=rule.pk, confirm=True, by=company.members[who])


@pytest.mark.parametrize(
    "wrong",
    [{"power": "x"}, {"role": "trainer"}, {"up_to": Decimal(-1)}, {"currency": "元"}, {"reason": "  "}],
)
def test_what_makes_no_sense_is_refused(company: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        entered(company.manager, **wrong)


def test_a_rule_holds_from_its_moment_and_the_past_stays_as_it_was(company: Any) -> None:
    start = clock.now()
    rule = entered(company.manager, valid_from=start + timedelta(days=7))
    decide_rule(rule_id=rule.pk, confirm=True, by=company.legal)
    assert rule_in_force("grant", "handler", start + timedelta(days=6)) == shipped("grant", "handler")
    assert rule_in_force("grant", "handler", start + timedelta(days=8)).up_to == 50


def test_a_rule_never_reaches_back(company: Any) -> None:
    rule = entered(company.manager, valid_from=clock.now() - timedelta(days=7))
    rule = decide_rule(rule_id=rule.pk, confirm=True, by=company.legal)
    assert rule.valid_from == rule.decided_at


def test_the_matrix_shows_what_holds_what_comes_and_what_waits(company: Any) -> None:
    waiting = entered(company.manager)
    with pytest.raises(WrongState):
        entered(company.manager)
    later = entered(company.manager, role="lead", valid_from=clock.now() + timedelta(days=1))
    decide_rule(rule_id=later.pk, confirm=True, by=company.legal)
    cells = {cell.role: cell for cell in dict(matrix())[Power.GRANT]}
    assert (cells["handler"].waiting, cells["handler"].is_shipped) == ([waiting], True)
    assert cells["lead"].later == [later]


def test_a_sum_counts_in_its_own_currency_only(company: Any) -> None:
    """A limit of a person and a sum of the matrix are both of one money; other money is asked for."""
    for member, limits in ((company.handler, {"HKD": "300.00"}), (company.manager, {"HKD": "9000.00"})):
        member.limits_abroad = limits
    ask: dict[str, Any] = {"amount": Decimal(200), "currency": "HKD", "sensitive": False}
    assert ceiling_of(company.handler, "grant", "HKD") == 0
    assert verdict_on(company.handler, "grant", **ask) == Verdict.AMOUNT
    assert ceiling_of(company.manager, "grant", "HKD") == 9000
    assert Authority(company.lead).decides_as("grant", **ask) is None
    assert Authority(company.manager).decides_as("grant", **ask) == company.manager
    assert verdict_on(company.manager, "grant", **{**ask, "currency": "TWD"}) == Verdict.AMOUNT
    rule = entered(company.manager, currency=" hkd ", up_to=Decimal(250))
    entered(company.manager, up_to=Decimal(90))
    decide_rule(rule_id=rule.pk, confirm=True, by=company.legal)
    assert (ceiling_of(company.handler, "grant", "HKD"), ceiling_of(company.handler, "grant")) == (250, 500)
    assert verdict_on(company.handler, "grant", **ask) == Verdict.YES
    assert verdict_on(company.colleague, "grant", **ask) == Verdict.AMOUNT
    cell = next(one for one in dict(matrix())[Power.GRANT] if one.role == "handler")
    assert (cell.is_shipped, cell.abroad["HKD"].up_to, len(cell.waiting)) == (True, 250, 1)


def test_a_decision_without_a_sum_knows_no_currency(company: Any) -> None:
    rule = entered(company.manager, power="skip_stage", may=False, currency="HKD")
    assert (rule.currency, rule.up_to) == ("CNY", None)
    decide_rule(rule_id=rule.pk, confirm=True, by=company.legal)
    assert not rule_in_force("skip_stage", "handler", currency="HKD").may


def stand_in(company: Any, **fields: Any) -> Any:
    now = clock.now()
    values = {
        "to": company.lead,
        "starts_at": now,
        "ends_at": now + timedelta(days=3),
        "reason": "出差",
        "by": company.manager,
    }
    return delegate(**{**values, **fields})


def test_who_stands_in_decides_as_the_other_for_that_time_only(company: Any) -> None:
    company.manager.approval_limit = Decimal(90000)
    company.manager.save()
    sum_: dict[str, Any] = {"amount": Decimal(50000), "sensitive": False}
    assert Authority(company.lead).decides_as("grant", **sum_) is None
    made = stand_in(company)
    assert Authority(company.lead).decides_as("grant", **sum_) == company.manager
    assert Authority(company.lead).decides_as("grant", **sum_, not_for={company.manager.pk}) is None
    with clock.at(made.ends_at):
        assert Authority(company.lead).decides_as("grant", **sum_) is None
    end_delegation(delegation_id=made.pk, by=company.manager)
    assert Authority(company.lead).decides_as("grant", **sum_) is None


def test_the_same_person_does_not_stand_in_twice_for_the_same_days(company: Any) -> None:
    made = stand_in(company)
    with pytest.raises(WrongState) as refused:
        stand_in(
            company, starts_at=made.starts_at + timedelta(days=1), ends_at=made.ends_at + timedelta(days=9)
        )
    assert company.lead.display_name in str(refused.value.message)
    stand_in(company, to=company.legal)
    later = made.ends_at + timedelta(days=1)
    stand_in(company, starts_at=later, ends_at=later + timedelta(days=1))
    end_delegation(delegation_id=made.pk, by=company.manager)
    stand_in(company)


def test_nobody_stands_in_for_themselves_backwards_for_ever_or_without_deciding(company: Any) -> None:
    now = clock.now()
    for wrong in (
        {"to": company.manager},
        {"to": company.trainer},
        {"to": company.house},
        {"ends_at": now},
        {"ends_at": now + timedelta(days=200)},
        {"reason": ""},
    ):
        with pytest.raises(Invalid):
            stand_in(company, **wrong)
    with pytest.raises(NotPermitted):
        stand_in(company, by=company.administrator)


def test_only_the_one_who_gave_it_takes_it_back_and_once(company: Any) -> None:
    made = stand_in(company)
    with pytest.raises(NotFound):
        end_delegation(delegation_id=made.pk, by=company.lead)
    end_delegation(delegation_id=made.pk, by=company.manager)
    with pytest.raises(NotFound):
        end_delegation(delegation_id=made.pk, by=company.manager)


def test_upwards_the_line_managers_come_first_then_the_departments_then_managers(company: Any) -> None:
    company.east_handler.line_manager = company.quality
    company.east_handler.save()
    assert line_above(company.east_handler) == [
        company.quality,
        company.east_lead,
        company.shops_lead,
        company.manager,
    ]
    assert line_above(company.manager) == []
