from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions import give_points, instruct_refund, issue_voucher
from amends.practice.remedies.payments.models import Instruction, PointsEntry, Voucher


def yuan(amount: int | str | Money) -> Money:
    return amount if isinstance(amount, Money) else Money(Decimal(amount), "CNY")


@pytest.fixture
def finance(company: Any) -> Member:
    return person("finance", company.head)


@pytest.fixture
def finance2(company: Any) -> Member:
    return person("finance2", company.head)


def person(username: str, department: Any) -> Member:
    member = Member(username=username, display_name=username, role="finance", department=department)
    member.set_unusable_password()
    member.save()
    return member


@pytest.fixture
def issue(company: Any, owned_case: Case) -> Callable[..., Voucher]:
    counted = iter(range(1, 1000))

    def act(amount: int | str = 100, **fields: Any) -> Voucher:
        values = {
            "case_id": owned_case.pk,
            "customer_id": owned_case.customer_id,
            "amount": yuan(amount),
            "valid_until": clock.today() + timedelta(days=90),
            "reference": f"grant:{next(counted)}",
            "by": company.handler,
            **fields,
        }
        return issue_voucher(**values)

    return act


@pytest.fixture
def instruct(company: Any, owned_case: Case) -> Callable[..., Instruction]:
    counted = iter(range(1, 1000))

    def act(amount: int | str = 100, **fields: Any) -> Instruction:
        values = {
            "case_id": owned_case.pk,
            "customer_id": owned_case.customer_id,
            "order_number": "E20261001",
            "amount": yuan(amount),
            "reference": f"grant:{next(counted)}",
            "why": "买到的锅冒烟，全额退款",
            "by": company.handler,
            **fields,
        }
        return instruct_refund(**values)

    return act


@pytest.fixture
def give(company: Any, owned_case: Case) -> Callable[..., PointsEntry]:
    counted = iter(range(1, 1000))

    def act(points: int = 500, **fields: Any) -> PointsEntry:
        values = {
            "case_id": owned_case.pk,
            "customer_id": owned_case.customer_id,
            "points": points,
            "reference": f"grant:{next(counted)}",
            "by": company.handler,
            **fields,
        }
        return give_points(**values)

    return act
