"""Who bought again after a complaint: counted by windows that are over, never said of too few."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.casework.cases.models import Case
from amends.casework.customers.actions import find_or_add_customer, merge_people, record_order
from amends.casework.customers.models import Customer
from amends.foundation.kernel import clock
from amends.oversight.insights.queries import repurchase
from amends.oversight.insights.rules import FEWEST, Followed, Share, bought_again, by_group, usual_wait

NOW = datetime(2026, 9, 1, 4, tzinfo=UTC)
CLOSED = NOW - timedelta(days=40)
PERIOD = {"since": date(2026, 8, 1), "until": date(2026, 9, 1)}


def day(n: float) -> datetime:
    return CLOSED + timedelta(days=n)


@pytest.mark.parametrize(
    ("bought", "counts"),
    [
        ((), 0),
        ((day(1),), 1),
        ((day(30),), 1),
        ((day(30.1),), 0),
        ((day(0),), 0),
        ((day(-3), day(2), day(3)), 1),
    ],
)
def test_who_bought_within_the_window_counts_once(bought: tuple[datetime, ...], counts: int) -> None:
    found = bought_again([Followed(CLOSED, bought)], begin=day(0), end=NOW)
    assert found[30] == Share(1, counts)
    assert found[90].n == found[180].n == 0


@pytest.mark.parametrize(("n", "share"), [(FEWEST - 1, None), (FEWEST, 0.5), (0, None)])
def test_of_too_few_nothing_is_said(n: int, share: float | None) -> None:
    assert Share(n, n // 2).told == share


def test_the_parts_make_up_the_whole() -> None:
    people = [Followed(CLOSED, (), upheld=n % 2 == 0, given=n % 3 == 0) for n in range(12)]
    found = {name: windows[30].n for name, windows in by_group(people, begin=day(0), end=NOW).items()}
    assert found["all"] == 12 == found["upheld"] + found["not_upheld"] == found["given"] + found["not_given"]


def test_the_usual_wait_is_the_middle_one() -> None:
    assert usual_wait([timedelta(days=days) for days in (1, 2, 90)]) == timedelta(days=2)
    assert usual_wait([]) == timedelta(0)


@pytest.fixture
def buy(company: Any) -> Callable[..., None]:
    def act(customer: Customer, number: str, at: datetime) -> None:
        record_order(
            customer=customer,
            number=number,
            product="电饭锅",
            amount=Decimal(9),
            ordered_at=at,
            department=company.east,
            by=company.house,
        )

    return act


@pytest.fixture
def complained(
    company: Any, buy: Callable[..., None], register: Callable[..., Case]
) -> Callable[..., Customer]:
    """Somebody who bought, complained and was answered; the case was closed 40 days ago."""

    def act(n: int, outcome: str = "UPH") -> Customer:
        customer = find_or_add_customer(name=f"甲{n}", phone=f"138001380{n:02d}", by=company.portal)
        buy(customer, f"E-{n}", day(-10))
        case = register(customer=customer, order_number=f"E-{n}", department=company.care)
        Case.objects.filter(pk=case.pk).update(phase="closed", outcome=outcome, closed_at=CLOSED)
        return customer

    return act


def test_the_person_counts_whichever_record_bought(
    company: Any, complained: Callable[..., Customer], buy: Callable[..., None]
) -> None:
    first, second = complained(0), complained(1, "NUP")
    other = find_or_add_customer(name="甲0", phone="13900000000", by=company.portal)
    merge_people(merged_id=other.pk, kept_id=first.pk, reason="同一人", by=company.manager)
    buy(other, "E-9", day(5))
    buy(second, "E-8", day(35))
    with clock.at(NOW):
        found = repurchase(company.manager, **PERIOD)
    assert found.groups["all"][30] == Share(2, 1)
    assert (found.groups["upheld"][30], found.groups["not_upheld"][30]) == (Share(1, 1), Share(1, 0))
    assert found.groups["given"][30].n == 0


def test_those_beside_never_complained_and_are_followed_from_as_long_after(
    company: Any, complained: Callable[..., Customer], buy: Callable[..., None]
) -> None:
    complained(0)
    quiet = find_or_add_customer(name="乙", phone="13700000000", by=company.portal)
    buy(quiet, "Q-1", day(-10))
    buy(quiet, "Q-2", day(-1))
    with clock.at(NOW):
        assert repurchase(company.manager, **PERIOD).compared[30] == Share(1, 0)
        buy(quiet, "Q-3", day(12))
        assert repurchase(company.manager, **PERIOD).compared[30] == Share(1, 1)


def test_a_handler_counts_only_what_they_may_see(company: Any, complained: Callable[..., Customer]) -> None:
    complained(0)
    with clock.at(NOW):
        assert repurchase(company.east_handler, **PERIOD).groups["all"][30].n == 0
        assert repurchase(company.handler, **PERIOD).groups["all"][30].n == 1


def test_it_costs_the_same_however_many_there_are(company: Any, complained: Callable[..., Customer]) -> None:
    def cost() -> int:
        with clock.at(NOW), CaptureQueriesContext(connection) as asked:
            repurchase(company.manager, **PERIOD)
        return len(asked)

    complained(0)
    few = cost()
    for n in range(1, 8):
        complained(n)
    assert cost() == few
