"""What giving did: shares with intervals, a difference only where there are enough, gestures by currency and case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer, Order
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.oversight.insights.queries import effect
from amends.oversight.insights.rules import FEWEST, Share, share_of
from amends.oversight.insights.rules.effect import (
    Difference,
    Ended,
    difference,
    summary,
)
from amends.practice.remedies.choices import GrantBasis, GrantKind, GrantState, GrantTiming
from amends.practice.remedies.models import Grant
from amends.practice.surveys.models import Rating

CLOSED = datetime(2026, 3, 1, 4, tzinfo=UTC)
NOW = CLOSED + timedelta(days=120)
PERIOD = {"since": date(2026, 1, 1), "until": date(2026, 7, 1)}


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    # The ends are those of Wilson's interval as the literature prints it for these numbers.
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)],
)
def test_an_interval_is_wilsons(yes: int, n: int, low: float, high: float) -> None:
    found = Share(n, yes).interval
    assert found is not None
    assert found[0] == pytest.approx(low, abs=5e-5)
    assert found[1] == pytest.approx(high, abs=5e-5)


def test_a_difference_is_newcombes_and_told_only_where_zero_lies_outside() -> None:
    # 56 of 70 against 48 of 80: Newcombe's worked example, method 10.
    found = difference(Share(70, 56), Share(80, 48))
    assert found == Difference(
        pytest.approx(0.2), pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5)
    )
    assert found.is_told
    same = difference(Share(40, 20), Share(40, 21))
    assert same and not same.is_told
    assert difference(Share(FEWEST - 1, 10), Share(80, 48)) is None


def test_what_is_not_known_is_left_out() -> None:
    assert share_of([True, None, False, None]) == Share(2, 1)
    assert Share(0, 0).interval is None and Share(0, 0).share is None
    rows = [
        Ended("minor", "money", given=Decimal(20), spent=Decimal(100), solved=5, treated=4),
        Ended("minor", "money", given=Decimal(30), spent=None, solved=5, treated=3),
        Ended("minor", "money", given=Decimal(60), spent=Decimal(200)),
    ]
    found = summary(rows)
    assert (found.cases, found.given, found.content) == (3, Decimal(110), Share(2, 1))
    assert (found.parts, found.part_of_spent) == (2, pytest.approx(0.25))


@pytest.fixture
def ended_case(company: Any, register: Callable[..., Case]) -> Callable[..., Case]:
    """A closed case of a customer of its own, about an order of 400."""

    def act(n: int, *, currency: str = "CNY", severity: str = "moderate") -> Case:
        customer = Customer.objects.create(name=f"顾客{n}", created_at=CLOSED - timedelta(days=99))
        Order.objects.create(
            number=f"ORD-{n}",
            customer=customer,
            product="电饭锅",
            amount=Decimal(400),
            currency=currency,
            ordered_at=CLOSED - timedelta(days=9),
        )
        case = register()
        Case.objects.filter(pk=case.pk).update(
            customer=customer,
            order_number=f"ORD-{n}",
            severity=severity,
            phase="closed",
            received_at=CLOSED - timedelta(days=3),
            closed_at=CLOSED,
        )
        return case

    return act


@pytest.fixture
def give(company: Any, a_gift: Any) -> Callable[..., Grant]:
    def act(case: Case, **changes: Any) -> Grant:
        values: dict[str, Any] = {
            "kind": GrantKind.VOUCHER,
            "basis": GrantBasis.GOODWILL,
            "amount": Decimal(80),
            "currency": "CNY",
            "state": GrantState.SETTLED,
            "due_on": CLOSED.date(),
            "reason": "x",
            "granted_by": company.lead,
            "granted_at": CLOSED,
            "ended_at": CLOSED,
        }
        values |= changes
        if values["kind"] == GrantKind.GIFT:
            values["gift"] = a_gift
        return Grant.objects.create(case=case, **values)

    return act


@pytest.fixture
def a_gift() -> Any:
    from amends.practice.remedies.gifts.models import Gift

    fields = {field.name for field in Gift._meta.get_fields()}
    values = {
        "code": "tea",
        "unit_cost": Decimal(80),
        "currency": "CNY",
        "name": "茶",
        "name_hant": "茶",
        "name_en": "Tea",
    }
    return Gift.objects.create(**{name: value for name, value in values.items() if name in fields})


def test_gestures_that_arrived_make_the_groups(
    company: Any, ended_case: Callable[..., Case], give: Callable[..., Grant]
) -> None:
    money, gift, nothing, abroad, undone = (
        ended_case(n, currency="HKD" if n == 3 else "CNY") for n in range(5)
    )
    give(money)
    give(money, amount=Decimal(20))
    give(gift, kind=GrantKind.GIFT, timing=GrantTiming.LATER)
    give(gift, amount=Decimal(10))
    give(abroad, currency="HKD")
    give(undone, state=GrantState.CANCELLED)
    give(nothing, basis=GrantBasis.SOLUTION)
    Rating.objects.create(case=money, solved=5, treated=4, given_at=CLOSED)
    Order.objects.create(
        number="AGAIN",
        customer=Customer.objects.get(name="顾客1"),
        product="茶",
        amount=1,
        ordered_at=CLOSED + timedelta(days=90),
    )
    again = ended_case(9)
    Case.objects.filter(pk=again.pk).update(
        customer=Customer.objects.get(name="顾客0"),
        received_at=CLOSED + timedelta(days=5),
        phase="open",
        closed_at=None,
    )
    with clock.at(NOW):
        found = effect(company.manager, **PERIOD)
        abroad_too = effect(company.manager, currency="HKD", **PERIOD)
    kinds = found.whole
    assert found.currencies == ["CNY", "HKD"] and found.currency == "CNY" and found.looked_at == 4
    assert {name: one.cases for name, one in kinds.items()} == {"gift": 1, "money": 1, "nothing": 2}
    assert (kinds["money"].given, kinds["money"].part_of_spent) == (Decimal(100), pytest.approx(0.25))
    assert kinds["gift"].given == Decimal(90)
    assert (kinds["money"].content, kinds["money"].complained_again) == (Share(1, 1), Share(1, 1))
    assert (kinds["gift"].bought_again, kinds["nothing"].bought_again) == (Share(1, 1), Share(2, 0))
    assert found.timings[GrantTiming.LATER].cases == 1
    assert abroad_too.whole["money"].given == Decimal(80) and abroad_too.looked_at == 1
    with clock.at(CLOSED + timedelta(days=89)):
        early = effect(company.manager, **PERIOD).whole
    assert early["gift"].bought_again == Share(0, 0) == early["money"].complained_again


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.MANAGER, 200), (Role.LEAD, 200), (Role.FINANCE, 200), (Role.HANDLER, 403), (Role.WAREHOUSE, 403)],
)
def test_who_may_see_it(
    client: Client,
    company: Any,
    ended_case: Callable[..., Case],
    give: Callable[..., Grant],
    role: str,
    status: int,
) -> None:
    give(ended_case(1))
    member = Member.objects.create(username="who", display_name="谁", role=role, department=company.care)
    client.force_login(member)
    with clock.at(NOW):
        answer = client.get(reverse("desk:effect"), {"days": "365"})
        table = client.get(reverse("desk:export_effect"), {"days": "365", "currency": "=1"})
    assert (answer.status_code, table.status_code) == (status, status)
    if status == 200:
        page = answer.content.decode()
        assert "80" in page
        # On a phone each cell says its own name.
        assert 'data-name=""' not in page
        lines = b"".join(table.streaming_content).decode("utf-8-sig").splitlines()
        assert len(lines) == 1 + 3 + 4 * 3 + 3
    assert client.post(reverse("desk:effect")).status_code == 405
