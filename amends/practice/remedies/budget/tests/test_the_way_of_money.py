"""Each step moves what the table of postings says; refusals say why and change nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted, Refused, WrongState
from amends.foundation.kernel.money import Money
from amends.practice.remedies.budget import actions
from amends.practice.remedies.budget.actions import holding
from amends.practice.remedies.budget.actions.beats import with_budget
from amends.practice.remedies.budget.models import Budget, Entry, Hold
from amends.practice.remedies.budget.tests.conftest import standing


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.mark.parametrize(
    ("by_law", "names"),
    [
        (False, ("available", "reserved", "committed", "spent")),
        (True, ("obliged", "obliged_reserved", "obliged_committed", "obliged_spent")),
    ],
)
def test_a_grant_goes_its_way_and_a_part_comes_back(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any], by_law: bool, names: Any
) -> None:
    budget = open_for(amount=100)
    free, reserved, committed, spent = names
    base = 0 if by_law else 10000

    def stands(**changes: int) -> None:
        wanted = {"granted": -10000, "available": 10000}
        wanted[free] = base - sum(changes.values())
        assert standing(budget) == {k: v for k, v in {**wanted, **changes}.items() if v}

    hold = set_aside(60, obligation=by_law)
    stands(**{reserved: 6000})
    actions.commit(hold_id=hold.pk, by=company.handler)
    stands(**{committed: 6000})
    actions.settle(hold_id=hold.pk, amount=yuan("45.50"), by=company.house)
    stands(**{spent: 4550})
    actions.take_back(
        hold_id=hold.pk, amount=yuan(5), reason="退回一件", reference="shipment:1", by=company.house
    )
    stands(**{spent: 4050})
    actions.take_back(hold_id=hold.pk, amount=None, reason="全退", by=company.house)
    stands()
    kinds = ["opened", "reserved", "committed", "settled", "released", "returned", "returned"]
    assert list(Entry.objects.order_by("pk").values_list("kind", flat=True)) == kinds


def test_the_same_call_twice_changes_nothing(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any]
) -> None:
    open_for(amount=100)
    by = company.handler
    steps: list[Callable[[Any], Any]] = [
        lambda _id: set_aside(60),
        lambda pk: actions.commit(hold_id=pk, by=by),
        lambda pk: actions.settle(hold_id=pk, by=by),
        lambda pk: actions.take_back(hold_id=pk, amount=yuan(1), reason="r", reference="shipment:9", by=by),
        lambda pk: actions.take_back(hold_id=pk, amount=None, reason="r", by=by),
    ]
    pk = None
    for n, step in enumerate(steps, 2):
        pk = step(pk).pk
        assert step(pk).pk == pk
        assert Entry.objects.count() == n
    other = set_aside(10, "grant:2")
    for _twice in range(2):
        assert actions.release(hold_id=other.pk, reason="客户不要了", by=by).state == "released"
    assert Entry.objects.count() == 8
    # What was released may be set aside anew, as something of its own.
    assert set_aside(10, "grant:2").pk != other.pk


def test_what_is_not_possible_is_refused_and_changes_nothing(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any], today: Any, finance: Any
) -> None:
    open_for(amount=100)
    by = company.handler
    hold = set_aside(60)
    released = actions.release(hold_id=set_aside(10, "grant:r").pk, reason="r", by=by)
    committed = actions.commit(hold_id=set_aside(10, "grant:c").pk, by=by)
    before = Entry.objects.count()
    cases: list[tuple[str, type[Refused], Callable[[], object]]] = [
        ("over_budget", WrongState, lambda: set_aside("30.01", "grant:2")),
        ("no_budget", WrongState, lambda: set_aside(1, "grant:3", team="east")),
        ("no_budget", WrongState, lambda: set_aside(1, "grant:4", currency="HKD")),
        ("no_budget", WrongState, lambda: set_aside(1, "grant:5", on=today + timedelta(days=60))),
        ("set_aside_already", Conflict, lambda: set_aside(61)),
        ("invalid", Invalid, lambda: set_aside(0, "grant:6")),
        ("invalid", Invalid, lambda: set_aside(-5, "grant:7")),
        ("not_permitted", NotPermitted, lambda: set_aside(1, "grant:8", by=finance)),
        ("not_permitted", NotPermitted, lambda: actions.commit(hold_id=hold.pk, by=company.trainer)),
        ("wrong_state", WrongState, lambda: actions.settle(hold_id=hold.pk, by=by)),
        (
            "wrong_state",
            WrongState,
            lambda: actions.take_back(hold_id=hold.pk, amount=None, reason="r", by=by),
        ),
        ("wrong_state", WrongState, lambda: actions.commit(hold_id=released.pk, by=by)),
        ("more_than_held", Invalid, lambda: actions.settle(hold_id=committed.pk, amount=yuan(11), by=by)),
        (
            "invalid",
            Invalid,
            lambda: actions.settle(hold_id=committed.pk, amount=Money(Decimal(1), "HKD"), by=by),
        ),
        ("invalid", Invalid, lambda: actions.release(hold_id=hold.pk, reason=" ", by=by)),
        ("not_found", Refused, lambda: actions.commit(hold_id=10**9, by=by)),
    ]
    for code, kind, act in cases:
        with pytest.raises(kind) as refused:
            act()
        assert refused.value.code == code
    assert Entry.objects.count() == before
    assert Hold.objects.count() == 3


def test_a_refusal_says_what_is_left_to_whom_it_concerns_only(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any]
) -> None:
    open_for(amount=100)
    for by, told in ((company.handler, True), (company.lead, True), (company.east_handler, False)):
        with pytest.raises(WrongState) as refused:
            set_aside(200, by=by)
        assert ("¥100.00" in str(refused.value.message)) == told
        assert "manager先生" in str(refused.value.message)


def test_the_nearest_budget_upwards_pays(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any]
) -> None:
    head, shops = open_for("head"), open_for("shops", amount=5)
    assert set_aside(5, "a", team="east").budget == shops
    assert set_aside(5, "b", team="care").budget == head
    with pytest.raises(WrongState):
        set_aside(1, "c", team="west")


def test_what_is_owed_by_law_needs_neither_money_nor_a_budget(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any]
) -> None:
    budget = open_for(amount=10)
    assert set_aside(500, "a", obligation=True).budget == budget
    assert standing(budget) == {
        "granted": -1000,
        "available": 1000,
        "obliged": -50000,
        "obliged_reserved": 50000,
    }
    for name in "bc":
        law = set_aside(500, name, team="east", obligation=True).budget
        assert law.by_law_only
        assert (law.starts_on.month, law.ends_on.month) == (1, 12)
    assert Budget.objects.filter(by_law_only=True).count() == 1
    with pytest.raises(WrongState):
        actions.change_budget(budget_id=law.pk, by_amount=yuan(5), reason="r", by=company.manager)
    # It stands in the way of no budget that people open.
    open_for("east")


@pytest.mark.parametrize("by_law", [False, True])
def test_nothing_is_set_aside_in_a_budget_that_was_closed_just_now(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any], monkeypatch: Any, by_law: bool
) -> None:
    open_for(amount=100)
    as_it_was = Budget.objects.get()
    accounts = list(with_budget([as_it_was.pk]))
    monkeypatch.setattr(holding, "_NEAREST", lambda *values, shape: accounts)
    actions.close_budget(budget_id=as_it_was.pk, reason="年终", by=company.manager)
    with pytest.raises(Refused) as refused:
        set_aside(60, obligation=by_law)
    assert refused.value.code in ("no_budget", "over_budget")
    assert not Hold.objects.exists()
    assert standing(as_it_was).keys() <= {"granted", "lapsed"} or not standing(as_it_was)
