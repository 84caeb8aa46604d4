"""Money that is given by many at once, and by processes that die in the middle: never too much, and the books agree."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction

from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Refused, WrongState
from amends.foundation.kernel.money import Money
from amends.practice.remedies.budget import actions
from amends.practice.remedies.budget.actions.beats import move
from amends.practice.remedies.budget.models import Account, Budget, Hold
from amends.practice.remedies.budget.queries import left_in, verify_books
from tests.faults.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def yuan(amount: int) -> Money:
    return Money(Decimal(amount), "CNY")


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def open_for(company: Any, today: date) -> Callable[..., Budget]:
    def act(team: str, amount: int) -> Budget:
        return actions.open_budget(
            department_id=company.departments[team].pk,
            currency="CNY",
            starts_on=today,
            ends_on=today + timedelta(days=30),
            amount=yuan(amount),
            by=company.manager,
        )

    return act


def setter(company: Any, today: date, name: str, amount: int, team: str = "care") -> Callable[[], object]:
    return lambda: actions.reserve(
        department_id=company.departments[team].pk,
        amount=yuan(amount),
        on=today,
        reference=name,
        by=company.handler,
    )


def test_more_than_there_is_at_once_and_only_what_there_is_is_given(
    company: Any, open_for: Any, today: date
) -> None:
    budget = open_for("care", 100)
    results = at_once(*[setter(company, today, f"g{n}", 30) for n in range(8)])
    assert sum(isinstance(one, Hold) for one in results) == 3, results
    assert {one.code for one in results if isinstance(one, Refused)} == {"over_budget"}
    assert left_in(budget) == yuan(10)
    assert verify_books().balanced
    assert verify().broken is None


def test_the_same_grant_sent_at_once_is_set_aside_once(company: Any, open_for: Any, today: date) -> None:
    budget = open_for("care", 100)
    results = at_once(*[setter(company, today, "grant:1", 30)] * 4)
    assert len({one.pk for one in results if isinstance(one, Hold)}) == 1
    assert not [one for one in results if isinstance(one, Exception)], results
    hold = Hold.objects.get()
    by = company.handler
    results = at_once(
        lambda: actions.commit(hold_id=hold.pk, by=by),
        lambda: actions.release(hold_id=hold.pk, reason="r", by=by),
        lambda: actions.commit(hold_id=hold.pk, by=by),
        lambda: actions.release(hold_id=hold.pk, reason="r", by=by),
    )
    assert {type(one) for one in results} <= {Hold, WrongState}, results
    hold.refresh_from_db()
    assert left_in(budget) == yuan(100 if hold.state == "released" else 70)
    assert verify_books().balanced


def test_without_any_lock_the_balance_itself_refuses(company: Any, open_for: Any) -> None:
    """The conditional statement alone keeps an account from falling below nothing."""
    accounts = Account.objects.filter(budget=open_for("care", 100))
    account = accounts.get(kind="available")

    def take() -> bool:
        with transaction.atomic():
            if move(accounts.get(kind="available"), accounts.get(kind="reserved"), 3000):
                return True
            transaction.set_rollback(True)
            return False

    assert sorted(at_once(*[take] * 6), key=str) == [False] * 3 + [True] * 3
    account.refresh_from_db()
    assert account.balance == 1000
    assert accounts.get(kind="reserved").balance == 9000


def test_two_budgets_of_one_time_opened_at_once_are_one(company: Any, open_for: Any) -> None:
    results = at_once(*[lambda: open_for("care", 10)] * 3)
    assert sum(isinstance(one, Budget) for one in results) == 1
    assert sum(isinstance(one, Conflict) for one in results) == 2, results


def test_everything_at_once_between_two_budgets_ends_balanced(
    company: Any, open_for: Any, today: date
) -> None:
    """Grants, cancellations, returns, moves to and fro, a carrying over: nobody waits for ever, nothing is lost."""
    one, other = open_for("care", 300), open_for("shops", 300)

    def life(number: int) -> object:
        dice, by = random.Random(number), company.handler
        for n in range(12):
            team = dice.choice(("care", "shops"))
            try:
                hold: Any = setter(company, today, f"{number}:{n}", dice.randint(1, 60), team)()
                actions.commit(hold_id=hold.pk, by=by)
                if dice.random() < 0.3:
                    actions.release(hold_id=hold.pk, reason="r", by=by)
                else:
                    actions.settle(hold_id=hold.pk, by=by)
                    if dice.random() < 0.5:
                        actions.take_back(hold_id=hold.pk, amount=None, reason="r", by=by)
                pair = (one.pk, other.pk) if dice.random() < 0.5 else (other.pk, one.pk)
                actions.move_between(
                    from_id=pair[0], to_id=pair[1], amount=yuan(5), reason="r", by=company.manager
                )
            except WrongState as refused:
                assert refused.code in {"over_budget", "not_left"}
        return None

    assert at_once(*[lambda n=n: life(n) for n in range(6)]) == [None] * 6
    assert verify_books().balanced
    granted = Account.objects.filter(kind="granted").values_list("balance", flat=True)
    assert sum(granted) == -60000
    assert verify().broken is None


def address_of_the_database() -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{known['NAME']}"
    signed = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    host = known["HOST"] or "localhost"
    options = "&".join(
        f"{key}={quote(str(value))}" for key, value in known["OPTIONS"].items() if isinstance(value, str)
    )
    return f"postgresql://{signed}@{host}:{known['PORT'] or 5432}/{known['NAME']}?{options}"


def test_writers_killed_in_the_middle_leave_the_books_balanced(
    company: Any, open_for: Any, today: date
) -> None:
    budget = open_for("care", 20)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "amends.config.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "AMENDS_VAR": str(settings.VAR),
        "DATABASE_URL": address_of_the_database(),
    }
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.ledger_writer", str(number), today.isoformat()],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    ended = []
    for writer, lines in zip(writers, (1, 9, 23), strict=True):
        assert writer.stdout is not None
        seen = [writer.stdout.readline() for _n in range(lines)]
        writer.send_signal(signal.SIGKILL)
        _rest, wrong = writer.communicate()
        ended.append((writer.returncode, all(seen), wrong))
    assert ended == [(-signal.SIGKILL, True, "")] * 3
    assert Hold.objects.count() >= 33
    found = verify_books()
    assert found.balanced, found.first
    assert verify().broken is None
    # Whoever comes after them is kept waiting by nobody.
    assert left_in(budget) >= yuan(0)
    actions.change_budget(budget_id=budget.pk, by_amount=yuan(50), reason="r", by=company.manager)
    assert isinstance(setter(company, today, "after", 50)(), Hold)
    assert verify_books().balanced
