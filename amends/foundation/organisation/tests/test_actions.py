"""Administrators change the organisation; nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from amends.foundation.audit.models import AuditEntry
from amends.foundation.audit.queries import entries_of, verify
from amends.foundation.kernel.errors import Invalid, NotPermitted
from amends.foundation.organisation.actions import add_department, add_member, change_member, set_presence
from amends.foundation.organisation.models import Department, Member

STRONG = "rain-on-7-roofs"
ACTS: dict[str, Callable[[Any, Member], object]] = {
    "add_department": lambda company, by: add_department(
        code="north", name="北区", parent=company.shops, by=by
    ),
    "add_member": lambda company, by: add_member(
        username="new", password=STRONG, display_name="新人", role="handler", department=company.care, by=by
    ),
    "change_member": lambda company, by: change_member(
        member=company.handler, changes={"display_name": "别名"}, by=by
    ),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", ["handler", "lead", "quality", "legal", "manager", "trainer"])
def test_whoever_is_no_administrator_is_refused(company: Any, name: str, who: str) -> None:
    with pytest.raises(NotPermitted):
        ACTS[name](company, company.members[who])
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("name", ACTS)
def test_an_administrator_may_and_it_is_on_record(company: Any, name: str) -> None:
    ACTS[name](company, company.administrator)
    entry = entries_of("house").last()
    assert entry is not None
    assert entry.actor_id == company.administrator.pk
    assert STRONG not in entry.body
    assert verify().broken is None


@pytest.mark.parametrize("name", ACTS)
def test_an_administrator_who_was_switched_off_may_not(company: Any, name: str) -> None:
    company.administrator.is_active = False
    with pytest.raises(NotPermitted):
        ACTS[name](company, company.administrator)


def test_a_department_knows_the_way_to_it(company: Any) -> None:
    north = add_department(
        code="north", name="北区", parent=company.shops, name_en="North", by=company.administrator
    )
    assert Department.objects.get(pk=north.pk).path == "/head/shops/north/"
    assert (north.name_in("en"), north.name_in("zh-hant")) == ("North", "北区")


@pytest.mark.parametrize("username", ["handler", "HANDLER"])
def test_a_username_is_taken_in_any_case(company: Any, username: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_member(
            username=username,
            password=STRONG,
            display_name="x",
            role="handler",
            department=None,
            by=company.administrator,
        )
    assert refusal.value.field == "username"


@pytest.mark.parametrize("role", ["system", "king", ""])
def test_only_roles_of_people_can_be_given(company: Any, role: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_member(
            username="n",
            password=STRONG,
            display_name="x",
            role=role,
            department=None,
            by=company.administrator,
        )
    assert refusal.value.field == "role"


@pytest.mark.parametrize("password", ["", "short", "password123", "1234567890", "newcomer-99"])
def test_a_weak_password_is_refused(company: Any, password: str) -> None:
    with pytest.raises(Invalid) as refusal:
        add_member(
            username="newcomer-9",
            password=password,
            display_name="x",
            role="handler",
            department=None,
            by=company.administrator,
        )
    assert refusal.value.field == "password"
    assert not Member.objects.filter(username="newcomer-9").exists()


@pytest.mark.parametrize(
    "changes",
    [{"role": "system"}, {"role": "king"}, {"role": "manager"}, {"is_active": False}],
)
def test_changes_that_make_no_sense_are_refused(company: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        change_member(member=company.administrator, changes=changes, by=company.administrator)


@pytest.mark.parametrize("role", ["system", "king", ""])
def test_nobody_is_given_a_role_that_is_not_for_people(company: Any, role: str) -> None:
    with pytest.raises(Invalid):
        change_member(member=company.handler, changes={"role": role}, by=company.administrator)


def test_the_members_that_are_the_house_itself_stay_as_they_are(company: Any) -> None:
    for member in (company.house, company.portal):
        with pytest.raises(NotPermitted):
            change_member(member=member, changes={"role": "handler"}, by=company.administrator)


def test_a_change_keeps_before_and_after(company: Any) -> None:
    changes = {
        "approval_limit": Decimal("800.00"),
        "department": company.east,
        "password": "no field of these",
    }
    member = change_member(member=company.handler, changes=changes, by=company.administrator)
    assert (member.approval_limit, member.department) == (Decimal("800.00"), company.east)
    entry = entries_of("house").last()
    assert entry is not None
    assert '"before":{"approval_limit":"500.00","department":"care"}' in entry.body
    assert "no field of these" not in entry.body


def test_people_set_their_own_presence(company: Any) -> None:
    assert set_presence(presence="away", by=company.handler).presence == "away"
    assert Member.objects.get(pk=company.handler.pk).presence == "away"
    with pytest.raises(Invalid):
        set_presence(presence="asleep", by=company.handler)
