"""The cases of a person are those of all records the person is; each stays with the record it came by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from amends.casework.cases.actions import assign_case, read_case
from amends.casework.cases.models import Case
from amends.casework.cases.queries import Wanted, candidates_for, cases_matching, earlier_cases
from amends.casework.customers.actions import find_or_add_customer, merge_people, undo_merge
from amends.casework.customers.models import Customer
from amends.casework.customers.queries import known_customers


@pytest.fixture
def other(company: Any) -> Customer:
    return find_or_add_customer(name="王小明", phone="13911112222", by=company.portal)


def test_cases_that_come_later_stay_with_the_record_they_came_by(
    company: Any, customer: Customer, other: Customer, register: Callable[..., Case]
) -> None:
    first = register(customer=customer)
    done = merge_people(merged_id=other.pk, kept_id=customer.pk, reason="同一人", by=company.manager)
    later = register(customer=find_or_add_customer(phone="13911112222", by=company.portal))
    other.refresh_from_db()
    assert set(Case.objects.of_person(customer)) == set(Case.objects.of_person(other)) == {first, later}
    undo_merge(merge_id=done.pk, reason="是两个人", by=company.manager)
    other.refresh_from_db()
    assert list(Case.objects.of_person(customer)) == [first]
    assert list(Case.objects.of_person(other)) == [later]


def test_lists_the_case_page_and_the_route_ask_for_the_person(
    company: Any, customer: Customer, other: Customer, register: Callable[..., Case]
) -> None:
    mine, theirs = register(customer=customer), register(customer=other)
    read_case(case_id=theirs.pk, by=company.house)
    assign_case(case_id=theirs.pk, to=company.colleague, by=company.house)
    assert earlier_cases(mine, company.manager) == []
    merge_people(merged_id=other.pk, kept_id=customer.pk, reason="同一人", by=company.manager)
    mine, theirs = (Case.objects.select_related("customer").get(pk=one.pk) for one in (mine, theirs))
    assert earlier_cases(mine, company.manager) == [theirs]
    assert earlier_cases(theirs, company.manager) == [mine]
    for record in (customer, other):
        found = cases_matching(Wanted(customer=record.pk), member=company.manager)
        assert set(found) == {mine, theirs}
    known = {one.member_id for one in candidates_for(mine) if one.knows_customer}
    assert known == {company.colleague.pk}


def test_a_restricted_case_is_no_reason_to_give_somebody_another_one(
    company: Any, register: Callable[..., Case], customer: Customer
) -> None:
    mine, earlier = register(customer=customer), register(customer=customer)
    read_case(case_id=earlier.pk, by=company.house)
    assign_case(case_id=earlier.pk, to=company.colleague, by=company.house)
    mine.refresh_from_db()
    [knows] = [one for one in candidates_for(mine) if one.knows_customer]
    assert (knows.member_id, knows.met_in) == (company.colleague.pk, earlier.number)
    Case.objects.filter(pk=earlier.pk).update(restricted=True)
    assert not any(one.knows_customer for one in candidates_for(mine))


def test_a_customer_that_is_not_there_has_no_cases(company: Any, register: Callable[..., Case]) -> None:
    register()
    assert not cases_matching(Wanted(customer=10**9), member=company.manager)


def test_a_list_of_customers_looks_each_of_them_up_by_an_index(company: Any) -> None:
    plan = known_customers(company.east_handler).standing().order_by("-id")[:26].explain()
    # PostgreSQL plans by the size of the tables, and these are small.
    if connection.vendor == "sqlite":
        assert "case_of_customer" in plan and "order_of_customer" in plan and "customer_of_person" in plan
    assert "SCAN cases_case" not in plan and "SCAN customers_order" not in plan
