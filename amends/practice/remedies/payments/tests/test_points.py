from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django.db.models import Sum

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions import expire_points, take_points_back, use_points
from amends.practice.remedies.payments.models import PointsAccount, PointsEntry
from amends.practice.remedies.payments.queries import cost_of, points_of
from amends.practice.remedies.payments.rules.lots import Share, shares
from amends.practice.remedies.payments.tests.conftest import yuan

Give = Callable[..., PointsEntry]


@pytest.mark.parametrize(
    ("lots", "wanted", "taken"),
    [
        ([], 5, []),
        ([(1, 3), (2, 9)], 5, [Share(1, 3), Share(2, 2)]),
        ([(1, 0), (2, 9)], 9, [Share(2, 9)]),
        ([(1, 2)], 5, [Share(1, 2)]),
    ],
)
def test_points_are_taken_from_what_expires_first(lots: Any, wanted: int, taken: Any) -> None:
    assert shares(lots, wanted) == taken


@pytest.mark.django_db
def test_points_are_given_used_taken_back_and_run_out(
    give: Give, finance: Member, company: Any, customer: Any
) -> None:
    first = give(500, reference="grant:9")
    assert give(900, reference="grant:9").pk == first.pk
    soon = give(100, expires_on=clock.today() + timedelta(days=10))
    used = use_points(
        customer_id=customer.pk, points=150, place="东店", by=company.handler, idempotency_key="k"
    )
    assert [(one.given_id, one.points) for one in used] == [(soon.pk, -100), (first.pk, -50)]
    again = use_points(
        customer_id=customer.pk, points=150, place="东店", by=company.handler, idempotency_key="k"
    )
    assert [one.pk for one in again] == [one.pk for one in used]
    with pytest.raises(Conflict):
        use_points(customer_id=customer.pk, points=7, place="店", by=company.handler, idempotency_key="k")
    with pytest.raises(WrongState):
        take_points_back(entry_id=soon.pk, reason="已用完", by=finance)
    take_points_back(entry_id=first.pk, reason="多给了", by=company.handler, points=50)
    assert points_of(customer) == 400
    with pytest.raises(WrongState):
        use_points(customer_id=customer.pk, points=401, place="店", by=finance)
    with clock.at(clock.now() + timedelta(days=400)):
        with pytest.raises(WrongState):
            use_points(customer_id=customer.pk, points=1, place="店", by=finance)
        assert (expire_points(), expire_points()) == (1, 0)
    account = PointsAccount.objects.get()
    assert account.balance == 0 == account.entries.aggregate(sum=Sum("points"))["sum"]
    assert cost_of(500) == yuan(Decimal(5))


@pytest.mark.django_db
def test_points_are_refused(give: Give, company: Any, finance: Member) -> None:
    entry = give()
    for points in (0, -5, 10**9):
        with pytest.raises(Invalid):
            give(points)
    for act, refusal in (
        (lambda: give(by=company.west_handler), NotFound),
        (lambda: take_points_back(entry_id=entry.pk, reason="x", by=company.west_handler), NotFound),
        (lambda: take_points_back(entry_id=entry.pk, reason=" ", by=finance), Invalid),
        (lambda: take_points_back(entry_id=0, reason="x", by=finance), NotFound),
        (lambda: use_points(customer_id=0, points=1, place="店", by=finance), NotFound),
        (lambda: use_points(customer_id=1, points=1, place="", by=finance), Invalid),
        (lambda: use_points(customer_id=1, points=1, place="店", by=company.trainer), NotPermitted),
    ):
        with pytest.raises(refusal):
            act()


@pytest.mark.django_db(transaction=True)
def test_a_balance_never_falls_below_nothing_however_many_take(
    give: Give, finance: Member, customer: Any
) -> None:
    give(100)
    give(60)
    done: list[int] = []

    def act() -> None:
        try:
            for _time in range(3):
                done.append(len(use_points(customer_id=customer.pk, points=30, place="店", by=finance)))
        except WrongState:
            return
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    account = PointsAccount.objects.get()
    assert (len(done), account.balance) == (5, 10)
    assert account.entries.aggregate(sum=Sum("points"))["sum"] == 10
    assert account.entries.aggregate(left=Sum("left"))["left"] == 10
