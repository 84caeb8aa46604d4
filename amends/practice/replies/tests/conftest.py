from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from amends.casework.cases.actions import register_complaint
from amends.casework.cases.models import Case
from amends.casework.customers.rules import Contact
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
WORDS = "蒸汽熨斗用了两次就漏水，客服让我自己换垫圈，我要求退货。"
GOOD = (
    "您好：熨斗用了两次就漏水，还让您自己动手，换作谁都会恼火，我向您道歉。"
    "我今天18:00前查清漏水的原因，明天12:00前给您换货或退货的办法。回复这条消息就能找到我。"
)


@pytest.fixture
def centre(db: None) -> Department:
    return Department.objects.create(code="centre", name="顾客服务中心", takes_in=True)


@pytest.fixture
def elsewhere(db: None) -> Department:
    return Department.objects.create(code="hotel", name="滨江酒店")


def member(name: str, department: Department, role: Role = Role.HANDLER, limit: int = 0) -> Member:
    return Member.objects.create_user(
        name, department=department, role=role, display_name=name, approval_limit=Decimal(limit)
    )


@pytest.fixture
def handler(centre: Department) -> Member:
    return member("李敏", centre)


@pytest.fixture
def colleague(centre: Department) -> Member:
    return member("周岚", centre)


@pytest.fixture
def lead(centre: Department) -> Member:
    return member("何平", centre, Role.LEAD, 1000)


@pytest.fixture
def stranger(elsewhere: Department) -> Member:
    return member("外人", elsewhere, Role.LEAD, 1000)


@pytest.fixture
def onlooker(centre: Department) -> Member:
    return member("讲师", centre, Role.TRAINER)


@pytest.fixture
def house(db: None) -> Member:
    return house_member()


@pytest.fixture
def now() -> Iterator[datetime]:
    with clock.at(START) as moment:
        yield moment


@pytest.fixture
def case(centre: Department, house: Member, now: datetime) -> Case:
    made = register_complaint(
        text=WORDS,
        customer=Contact(name="王女士", phone="13800000001"),
        channel="portal",
        department=centre,
        by=house,
    )
    Case.objects.filter(pk=made.pk).update(
        kind="complaint",
        category="quality",
        emotion="dissatisfied",
        severity="minor",
        mode="demand",
        persona="unclear",
    )
    return Case.objects.get(pk=made.pk)


@pytest.fixture
def grave_case(case: Case) -> Case:
    Case.objects.filter(pk=case.pk).update(severity="severe", risks=["legal"], has_risk=True)
    return Case.objects.get(pk=case.pk)


LATER = START + timedelta(seconds=20)
