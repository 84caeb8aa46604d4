"""Granting money to teams: who may, what is refused, moving, carrying over and closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted, Refused, WrongState
from amends.foundation.kernel.money import Money
from amends.foundation.notices.models import Notice
from amends.practice.remedies.budget import actions
from amends.practice.remedies.budget.models import Budget, Entry
from amends.practice.remedies.budget.queries import left_for, verify_books
from amends.practice.remedies.budget.tests.conftest import standing


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


def test_managers_and_finance_grant_and_nobody_else(
    company: Any, open_for: Callable[..., Any], finance: Any
) -> None:
    mine, other = open_for(by=finance), open_for("east")
    acts: list[Callable[[Any], object]] = [
        lambda by: open_for("west", by=by),
        lambda by: actions.change_budget(budget_id=mine.pk, by_amount=yuan(1), reason="r", by=by),
        lambda by: actions.move_between(from_id=mine.pk, to_id=other.pk, amount=yuan(1), reason="r", by=by),
        lambda by: actions.carry_over(budget_id=mine.pk, into_id=other.pk, with_left=True, reason="r", by=by),
        lambda by: actions.close_budget(budget_id=mine.pk, reason="r", by=by),
    ]
    before = Entry.objects.count()
    for by in (company.handler, company.lead, company.quality, company.administrator, company.trainer):
        for act in acts:
            with pytest.raises(NotPermitted):
                act(by)
    assert Entry.objects.count() == before


def test_what_cannot_be_granted_is_refused(company: Any, open_for: Callable[..., Any], today: Any) -> None:
    mine, hkd = open_for(amount=100), open_for("east", currency="HKD")
    closed = actions.close_budget(budget_id=open_for("west").pk, reason="r", by=company.manager)
    by, week = company.manager, timedelta(days=7)
    far = today + timedelta(days=300)

    def change(amount: Any, **fields: Any) -> object:
        return actions.change_budget(
            budget_id=mine.pk, by_amount=amount, reason=fields.pop("reason", "r"), by=by, **fields
        )

    def move(to: Any, amount: Any) -> object:
        return actions.move_between(from_id=mine.pk, to_id=to.pk, amount=amount, reason="r", by=by)

    cases: list[tuple[str, type[Refused], Callable[[], object]]] = [
        ("overlaps", Conflict, lambda: open_for(starts_on=today + week, ends_on=today + 20 * week)),
        ("overlaps", Conflict, lambda: open_for("west", ends_on=today)),
        ("invalid", Invalid, lambda: open_for("head", amount=0)),
        ("invalid", Invalid, lambda: open_for("head", starts_on=far, ends_on=far - week)),
        ("invalid", Invalid, lambda: open_for("head", starts_on=today - 2 * week, ends_on=today - week)),
        ("invalid", Invalid, lambda: open_for("head", starts_on=today, ends_on=today + 999 * week)),
        ("invalid", Invalid, lambda: open_for("head", warn_at_percent=0)),
        ("invalid", Invalid, lambda: change(Money(Decimal(1), "HKD"))),
        ("invalid", Invalid, lambda: change(yuan(0))),
        ("invalid", Invalid, lambda: change(yuan(1), reason="  ")),
        ("not_left", WrongState, lambda: change(yuan(-101))),
        ("not_left", WrongState, lambda: move(open_for("head"), yuan(101))),
        ("invalid", Invalid, lambda: move(mine, yuan(1))),
        ("invalid", Invalid, lambda: move(hkd, yuan(1))),
        ("wrong_state", WrongState, lambda: move(closed, yuan(1))),
    ]
    for code, kind, act in cases:
        with pytest.raises(kind) as refused:
            act()
        assert refused.value.code == code, (code, str(refused.value.message))
    assert standing(mine) == {"granted": -10000, "available": 10000}
    assert verify_books().balanced


def test_money_is_raised_lowered_and_moved(company: Any, open_for: Callable[..., Any], today: Any) -> None:
    mine, other = open_for(amount=100), open_for("east", amount=10)
    by = company.manager
    actions.change_budget(budget_id=mine.pk, by_amount=yuan(50), reason="旺季", by=by)
    actions.change_budget(budget_id=mine.pk, by_amount=yuan(-30), reason="省着用", by=by, warn_at_percent=90)
    actions.move_between(from_id=mine.pk, to_id=other.pk, amount=yuan(20), reason="东区更缺", by=by)
    assert left_for(company.care, "CNY", today) == yuan(100)
    assert left_for(company.east.pk, "CNY", today) == yuan(30)
    assert left_for(company.east, "HKD", today) is None
    assert Budget.objects.get(pk=mine.pk).warn_at_percent == 90
    trail = (
        AuditEntry.objects.filter(chain=f"budget:{mine.pk}").order_by("n").values_list("action", flat=True)
    )
    assert list(trail) == [
        *("budget.opened", "budget.raised", "budget.warning_set", "budget.lowered", "budget.moved_out"),
    ]
    assert verify().broken is None
    assert verify_books().balanced


def test_the_end_of_a_period(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any], today: Any
) -> None:
    by = company.manager
    old = open_for(amount=100)
    given = set_aside(20, "given")
    for step in (actions.commit, actions.settle):
        step(hold_id=given.pk, by=by)
    reserved, law = set_aside(30, "reserved"), set_aside(5, "law", obligation=True)
    committed = actions.commit(hold_id=set_aside(10, "committed").pk, by=by)
    with pytest.raises(WrongState) as refused:
        actions.close_budget(budget_id=old.pk, reason="月结", by=by)
    assert refused.value.code == "still_bound"
    first = today + timedelta(days=21)
    new = open_for(amount=50, starts_on=first, ends_on=first + timedelta(days=30))
    with pytest.raises(Invalid):
        actions.carry_over(budget_id=new.pk, into_id=old.pk, with_left=True, reason="反了", by=by)
    actions.carry_over(budget_id=old.pk, into_id=new.pk, with_left=False, reason="月结", by=by)
    closed = actions.close_budget(budget_id=old.pk, reason="月结", by=by)
    assert (closed.state, closed.ends_on) == ("closed", today)
    assert standing(old) == {"granted": -2000, "spent": 2000}
    assert standing(new) == {
        "granted": -9000,
        "available": 5000,
        "reserved": 3000,
        "committed": 1000,
        "obliged": -500,
        "obliged_reserved": 500,
    }
    # They go on in the next period; what comes back of the old one goes to whoever granted it.
    actions.settle(hold_id=committed.pk, by=by)
    actions.commit(hold_id=law.pk, by=by)
    actions.release(hold_id=reserved.pk, reason="客户不要了", by=by)
    actions.take_back(hold_id=given.pk, amount=None, reason="退件", by=by)
    assert standing(old) == {}
    assert left_for(company.care, "CNY", first) == yuan(80)
    with pytest.raises(WrongState):
        set_aside(1, "late")
    assert verify_books().balanced


def test_running_low_is_told_once_until_it_is_raised(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any], finance: Any, run_jobs: Any
) -> None:
    budget = open_for(amount=100)
    set_aside(79, "a")
    run_jobs()
    assert not Notice.objects.exists()
    set_aside(1, "b")
    set_aside(10, "c")
    run_jobs()
    told = Notice.objects.values_list("member__username", flat=True).order_by("member__username")
    assert list(told) == ["finance", "lead", "manager"]
    actions.change_budget(budget_id=budget.pk, by_amount=yuan(100), reason="r", by=company.manager)
    with clock.at(clock.now() + timedelta(hours=1)):
        set_aside(90, "d")
        run_jobs()
    assert Notice.objects.count() == 6
