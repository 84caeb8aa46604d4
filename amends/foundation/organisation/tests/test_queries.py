"""Who works here and which departments concern whom."""

from __future__ import annotations

from typing import Any

import pytest

from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import (
    house_member,
    ids_within,
    intake_department,
    people,
    portal_member,
    reach_of,
    reach_values,
)
from amends.foundation.organisation.rules import hours_for


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("handler", {"care", "head"}),
        ("east_handler", {"east", "shops", "head"}),
        ("shops_lead", {"shops", "east", "west", "head"}),
        ("manager", {"head", "care", "shops", "east", "west"}),
    ],
)
def test_a_member_reaches_their_department_all_below_and_all_above(
    company: Any, name: str, codes: set[str]
) -> None:
    member = company.members[name]
    assert set(reach_of(member).values_list("code", flat=True)) == codes
    by_id = Department.objects.filter(pk__in=ids_within(reach_values(member)))
    assert set(by_id.values_list("code", flat=True)) == codes


def test_nobody_without_a_department_reaches_any(company: Any) -> None:
    assert not reach_of(Member(department=None)).exists()
    assert not Department.objects.filter(pk__in=ids_within(reach_values(Member(department=None)))).exists()


def test_an_underscore_in_a_code_stands_for_itself(db: None) -> None:
    for code in ("a_b", "axb"):
        Department(code=code, name=code).save()
    member = Member(department=Department.objects.get(code="a_b"))
    found = Department.objects.filter(pk__in=ids_within(reach_values(member)))
    assert list(found.values_list("code", flat=True)) == ["a_b"]


def test_the_house_and_the_portal_are_members_made_once_who_cannot_sign_in(company: Any) -> None:
    assert house_member() == company.house
    assert portal_member() == company.portal
    for member in (company.house, company.portal):
        assert not member.has_usable_password()
        assert member not in people()


def test_complaints_come_in_where_it_is_said(company: Any) -> None:
    assert intake_department() == company.care
    company.care.takes_in = False
    company.care.save()
    assert intake_department() == company.head


@pytest.mark.parametrize(
    ("own", "path", "expected"),
    [
        ("night", "/care/east/", "night"),
        ("", "/care/east/", "shop"),
        ("", "/care/west/", "day"),
        ("", "/care/", "day"),
        ("", "/careless/", ""),
        ("", "/law/", ""),
        ("", "", ""),
    ],
)
def test_hours_are_ones_own_else_those_of_the_nearest_department(own: str, path: str, expected: str) -> None:
    assert hours_for(own, path, {"/care/": "day", "/care/east/": "shop"}) == expected
