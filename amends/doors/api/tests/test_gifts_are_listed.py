"""Machines read gifts and what is free; how full the shelves are only those whose member sees the stock."""

from __future__ import annotations

from decimal import Decimal

import pytest

from amends.doors.api.actions import add_token
from amends.doors.api.choices import Scope
from amends.doors.api.tests.conftest import Machine
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.gifts import actions


@pytest.fixture
def keeper(centre: Department) -> Member:
    return Member.objects.create_user("keeper", display_name="仓管", role=Role.WAREHOUSE, department=centre)


@pytest.fixture
def stocked(keeper: Member, centre: Department) -> None:
    room = actions.add_warehouse(code="HZ", name="礼品间", department_id=centre.pk, by=keeper)
    for code, name in (("TEA", "Tea"), ("CAKE", "Cake")):
        said = actions.Described(
            name="礼", name_en=name, kind="own", unit_cost=Decimal("36.5"), price_class="small"
        )
        gift = actions.add_gift(code=code, described=said, by=keeper)
        actions.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=5, by=keeper)
    actions.set_aside(gift_id=gift.pk, reference="grant:1", by=keeper)


def machine(member: Member, *scopes: Scope) -> Machine:
    _token, secret = add_token(
        name=f"{member.username} {scopes}", member=member, scopes=list(scopes), by=house_member()
    )
    return Machine(secret)


def test_who_reads_what(stocked: None, keeper: Member, handler: Member) -> None:
    full = machine(keeper, Scope.GIFTS_READ).get("/gifts").json()["items"]
    assert [one["name"] for one in full] == ["Cake", "Tea"]
    assert (full[0]["free"], full[0]["unit_cost"]) == (4, "36.50")
    assert full[0]["stock"] == [
        {"warehouse": "HZ", "free": 4, "on_shelf": 5, "set_aside": 1, "low_at": None, "is_low": False}
    ]
    part = machine(handler, Scope.GIFTS_READ).get("/gifts", limit=1).json()
    assert part["next"] and part["items"][0]["stock"][0] == {
        **dict.fromkeys(("on_shelf", "set_aside", "low_at", "is_low")),
        "warehouse": "HZ",
        "free": 4,
    }
    assert machine(handler, Scope.CASES_READ).get("/gifts").status_code == 403


def test_what_is_misspelt_is_a_problem(stocked: None, keeper: Member) -> None:
    asking = machine(keeper, Scope.GIFTS_READ)
    assert asking.get("/gifts", kind="money").status_code == 422
    assert asking.get("/gifts", colour="red").status_code == 422
    assert asking.get("/gifts", kind="useful").json() == {"items": [], "next": None}
