"""Many who grant at the same moment, and processes that die in the middle: never too much, and everything adds up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings

from amends.casework.cases.actions import assign_case, decide_approval
from amends.foundation.audit.queries import verify
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions import Wish, ask_for_grant, grant_remedy
from amends.practice.remedies.budget.actions import open_budget
from amends.practice.remedies.budget.queries import verify_books
from amends.practice.remedies.gifts import actions as gifts
from amends.practice.remedies.gifts.models import Gift, StockLevel
from amends.practice.remedies.gifts.queries.balance import differences
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.balance import grants_out_of_step
from tests.faults.test_ledger import address_of_the_database
from tests.faults.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cases(company: Any, register: Any) -> list[Any]:
    """Three cases of one team, a budget of 100 and one gift on the shelf."""
    today = clock.today()
    open_budget(
        department_id=company.care.pk,
        currency="CNY",
        starts_on=today,
        ends_on=today + timedelta(days=9),
        amount=Money(Decimal(100)),
        by=company.manager,
    )
    keeper = Member(username="keeper", display_name="仓管", role="warehouse", department=company.head)
    keeper.set_unusable_password()
    keeper.save()
    said = gifts.Described(name="茶", kind="useful", unit_cost=Decimal(30), price_class="small")
    gift = gifts.add_gift(code="TEA", described=said, by=company.lead)
    room = gifts.add_warehouse(code="HZ", name="HZ", department_id=company.head.pk, by=keeper)
    gifts.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=1, by=keeper)
    found = [register() for _n in range(3)]
    for case in found:
        assign_case(case_id=case.pk, to=company.handler, by=company.house)
    return found


def granting(case: Any, by: Any, key: str = "", **fields: Any) -> Any:
    wish = {"kind": "voucher", "basis": "goodwill", "reason": "久等", "amount": Decimal(30), **fields}
    return lambda: grant_remedy(case_id=case.pk, wish=Wish(**wish), by=by, idempotency_key=key or None)


def balanced() -> None:
    assert verify_books().balanced
    assert not differences()
    assert not grants_out_of_step()
    assert verify().broken is None


def test_one_budget_is_never_overspent(company: Any, cases: list[Any]) -> None:
    by = company.handler
    results = at_once(*[granting(case, by) for case in cases * 2])
    assert sum(isinstance(one, Grant) for one in results) == 3, results
    assert {one.code for one in results if isinstance(one, Refused)} == {"over_budget"}
    balanced()


def test_one_last_gift_goes_to_one(company: Any, cases: list[Any]) -> None:
    gift = Gift.objects.get()
    results = at_once(
        *[granting(case, company.handler, kind="gift", gift_id=gift.pk, amount=None) for case in cases]
    )
    assert sum(isinstance(one, Grant) for one in results) == 1, results
    assert {one.code for one in results if isinstance(one, Refused)} == {"out_of_stock"}
    assert StockLevel.objects.get().set_aside == 1
    balanced()
    again = at_once(*[granting(cases[0], company.handler, key="k", amount=Decimal(5))] * 3)
    assert len({one.pk for one in again if isinstance(one, Grant)}) == 1, again
    balanced()


def test_an_approval_carries_one_grant_of_two_at_once(company: Any, cases: list[Any]) -> None:
    company.handler.approval_limit = Decimal(10)
    company.handler.save()
    wish = Wish(kind="voucher", basis="goodwill", reason="久等", amount=Decimal(30))
    request = ask_for_grant(case_id=cases[0].pk, wish=wish, by=company.handler)
    decide_approval(request_id=request.pk, grant=True, by=company.lead)
    results = at_once(*[granting(cases[0], company.handler)] * 2)
    assert sum(isinstance(one, Grant) for one in results) == 1, results
    assert {one.code for one in results if isinstance(one, Refused)} == {"needs_approval"}
    balanced()


def test_writers_killed_in_the_middle_leave_everything_in_step(company: Any, cases: list[Any]) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "amends.config.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "AMENDS_VAR": str(settings.VAR),
        "DATABASE_URL": address_of_the_database(),
    }
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.grant_writer", str(number)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(2)
    ]
    ended = []
    for writer, lines in zip(writers, (3, 11), strict=True):
        assert writer.stdout is not None
        seen = [writer.stdout.readline() for _n in range(lines)]
        writer.send_signal(signal.SIGKILL)
        _rest, wrong = writer.communicate()
        ended.append((writer.returncode, all(seen), wrong))
    assert ended == [(-signal.SIGKILL, True, "")] * 2
    assert Grant.objects.exists()
    balanced()
    assert isinstance(granting(cases[0], company.handler, amount=Decimal(1))(), Grant)
