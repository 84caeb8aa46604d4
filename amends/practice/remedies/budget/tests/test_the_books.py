"""The table of postings is what README.md says; the books of a period balance; the pace tells where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.budget import actions, guards
from amends.practice.remedies.budget.choices import SOURCES, AccountKind, EntryKind, HoldState
from amends.practice.remedies.budget.models import Account, Budget, Entry, Posting
from amends.practice.remedies.budget.models.journal import Immutable
from amends.practice.remedies.budget.queries import (
    budgets_seen_by,
    burn_down,
    forecast,
    journal_page,
    standings,
    trial_balance,
    verify_books,
)
from amends.practice.remedies.budget.rules.pace import FEWEST_DAYS, days_until_gone, even_pace, outlook
from amends.practice.remedies.budget.rules.postings import POSTINGS, bound_share, runs_low

ROW = re.compile(r"^\| `(\w+)` \| (?:`(\w+)`|–) \| (yes|no) \| `(\w+)` \| `(\w+)` \|$", re.MULTILINE)


def test_the_table_of_postings_is_the_one_in_the_readme() -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    written = {
        (event, state, law == "yes"): (source, target)
        for event, state, law, source, target in ROW.findall(text)
    }
    assert written == {key: tuple(way) for key, way in POSTINGS.items()}


def test_the_table_knows_all_events_and_only_known_accounts() -> None:
    assert {event for event, _state, _law in POSTINGS} == set(EntryKind.values)
    for (_event, state, law), way in POSTINGS.items():
        assert state in {"", *HoldState.values}
        assert set(way) <= set(AccountKind.values)
        # What is owed by law and what a team was granted never mix.
        assert {name.startswith("obliged") for name in way} == {law}


def test_who_may_draw_below_nothing() -> None:
    assert {"granted", "obliged"} == SOURCES


@pytest.mark.parametrize(
    ("granted", "left", "share", "low"),
    [(100, 100, 0, False), (100, 21, 79, False), (100, 20, 80, True), (0, 0, 0, False), (3, 1, 66, False)],
)
def test_how_much_is_bound(granted: int, left: int, share: int, low: bool) -> None:
    assert (bound_share(granted, left), runs_low(granted, left, 80)) == (share, low)


def test_the_outlook_follows_the_pace() -> None:
    assert outlook([100] * (FEWEST_DAYS - 1), 10) is None
    assert outlook([0] * 10 + [900, 0], 10) is None
    steady = outlook([100] * 10, 20)
    assert steady is not None
    assert (steady.expected, steady.lowest, steady.highest) == (3000, 3000, 3000)
    wild = outlook([0, 300, 0, 100, 0, 0, 400, 0, 200, 0], 20)
    assert wild is not None
    assert wild.lowest < wild.expected == 3000 < wild.highest
    assert wild.lowest >= 1000
    assert [days_until_gone(*one) for one in ((1000, 100.0), (1001, 100.0), (0, 5.0), (10, 0.0))] == [
        10,
        11,
        0,
        None,
    ]
    assert [even_pace(300, day, 30) for day in (0, 1, 30, 31)] == [0, 10, 300, 300]


def spend(company: Any, set_aside: Callable[..., Any], amount: int, name: str) -> Any:
    hold = set_aside(amount, name)
    actions.commit(hold_id=hold.pk, by=company.handler)
    return actions.settle(hold_id=hold.pk, by=company.handler)


def test_day_by_day_and_where_it_leads(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any], today: Any
) -> None:
    first = clock.now()
    budget = open_for(amount=3000, starts_on=today, ends_on=today + timedelta(days=29))
    for n in range(12):
        with clock.at(first + timedelta(days=n)):
            if n == FEWEST_DAYS - 2:
                assert forecast(budget).expected is None
            spend(company, set_aside, 100 + 20 * (n % 2), f"g{n}")
    with clock.at(first + timedelta(days=11)):
        days, found = burn_down(budget), forecast(budget)
        assert (len(days), days[-1].used, days[-1].even) == (12, yuan(1320), yuan(1200))
        assert found.expected == yuan(3300)
        assert found.over
        assert found.used_up_on == today + timedelta(days=11 + 16)
        assert found.lowest is not None and found.highest is not None
        assert found.lowest < found.expected < found.highest


def test_a_budget_opened_late_is_drawn_whole_and_its_pace_counts_from_then(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any], today: Any
) -> None:
    first = clock.now()
    late = open_for(amount=3000, starts_on=today - timedelta(days=10), ends_on=today + timedelta(days=19))
    assert [one.granted for one in burn_down(late)] == [yuan(3000)] * 11
    for n in range(FEWEST_DAYS):
        with clock.at(first + timedelta(days=n)):
            spend(company, set_aside, 100, f"g{n}")
    with clock.at(first + timedelta(days=FEWEST_DAYS - 1)):
        assert forecast(late).expected == yuan(2000)


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount), "CNY")


def test_a_period_balances_whatever_its_borders(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any], today: Any
) -> None:
    start = clock.now()
    budget, hkd = open_for(amount=500), open_for("east", currency="HKD")
    for n, days in enumerate((1, 2, 3)):
        with clock.at(start + timedelta(days=days)):
            hold = spend(company, set_aside, 50 + n, f"g{n}")
    with clock.at(start + timedelta(days=4)):
        actions.take_back(hold_id=hold.pk, amount=yuan(2), reason="r", by=company.house)
    everything = Budget.objects.all()
    for since, until in ((0, 0), (1, 2), (3, 9), (0, 9), (20, 30)):
        lines = trial_balance(
            everything, since=today + timedelta(days=since), until=today + timedelta(days=until)
        )
        for one in (budget, hkd):
            of = [line for line in lines if line.budget == one]
            assert sum(line.opening for line in of) == sum(line.closing for line in of) == 0
            assert sum(line.debit for line in of) == sum(line.credit for line in of)
    spent = next(one for one in lines if one.budget == budget and one.kind == AccountKind.SPENT)
    assert (spent.opening, spent.debit, spent.closing) == (15100, 0, 15100)
    [stands] = standings([budget])
    assert (stands.granted, stands.left, stands.spent, stands.bound) == (yuan(500), yuan(349), yuan(151), 30)
    page = journal_page(budget, None)
    assert [one.kind for one in page.items[:2]] == ["returned", "settled"]


def test_each_sees_what_is_theirs(company: Any, open_for: Callable[..., Any], finance: Any) -> None:
    for team in ("head", "care", "shops", "east"):
        open_for(team)
    seen = {
        name: [one.department.code for one in budgets_seen_by(member).order_by("department__path")]
        for name, member in {**company.members, "finance": finance}.items()
    }
    everything = ["head", "care", "shops", "east"]
    assert {name: codes for name, codes in seen.items() if codes} == {
        "manager": everything,
        "finance": everything,
        "house": everything,
        "portal": everything,
        "lead": ["care"],
        "shops_lead": ["shops", "east"],
        "east_lead": ["east"],
    }


def test_what_was_booked_is_not_changed_and_a_forged_balance_is_found(
    company: Any, open_for: Callable[..., Any], set_aside: Callable[..., Any]
) -> None:
    budget = open_for(amount=100)
    set_aside(10)
    entry = Entry.objects.latest("pk")
    for act in (
        entry.save,
        entry.delete,
        Posting.objects.all().delete,
        lambda: Entry.objects.update(amount=1),
    ):
        with pytest.raises(Immutable):
            act()
    for statement in (
        "UPDATE budget_entry SET amount = 1",
        "UPDATE budget_posting SET amount = 1",
        "DELETE FROM budget_posting",
        "DELETE FROM budget_entry",
    ):
        refused_by_the_database(statement)
    assert verify_books().balanced
    for kind, what in (("available", "account"), ("reserved", "account")):
        account = Account.objects.get(budget=budget, kind=kind)
        Account.objects.filter(pk=account.pk).update(balance=account.balance + 1)
        found = verify_books().first
        assert found is not None
        assert (found.what, found.expected, found.found) == (what, account.balance, account.balance + 1)
        Account.objects.filter(pk=account.pk).update(balance=account.balance)
    budget.holds.update(held=999)
    found = verify_books().first
    assert found is not None
    assert (found.what, found.found) == ("holds behind account reserved", 1000)


def refused_by_the_database(statement: str) -> None:
    """With the guards against DELETE, which a test database on SQLite goes without so that it can be emptied."""
    with pytest.raises(DatabaseError, match="booked"), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for guard in guards.SQLITE_DELETES:
                cursor.execute(guard)
        cursor.execute(statement)
