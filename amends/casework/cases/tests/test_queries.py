"""The questions that lists, searches and customers ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from amends.casework.cases.actions import add_note, close_case, read_case
from amends.casework.cases.models import Case
from amends.casework.cases.queries import (
    Wanted,
    case_by_token,
    case_for_customer,
    cases_matching,
    changed_since,
    earlier_cases,
    similar_cases,
)
from amends.foundation.kernel import clock


def test_a_customer_finds_the_case_by_its_number_and_their_phone_however_typed(registered_case: Case) -> None:
    number = registered_case.number
    for typed, phone in (
        (number, "13800138000"),
        (number.lower(), "+86 138-0013-8000"),
        (number.replace("-", ""), "008613800138000"),
        (f"　{number}", "１３８００１３８０００"),
    ):
        assert case_for_customer(typed, phone) == registered_case, (typed, phone)


def test_a_stranger_finds_nothing(registered_case: Case) -> None:
    for typed, phone in (
        (registered_case.number, "13800138001"),
        (registered_case.number, ""),
        (registered_case.number, "电话"),
        ("A25-000001", "13800138000"),
        ("A26-999999999999", "13800138000"),
        ("", "13800138000"),
    ):
        assert case_for_customer(typed, phone) is None, (typed, phone)


@pytest.mark.parametrize("token", ["", "x", "\x00", "长" * 500])
def test_a_link_that_is_none_leads_nowhere(registered_case: Case, token: str) -> None:
    assert case_by_token(token) is None


def test_filters_join(company: Any, register: Callable[..., Case]) -> None:
    case = register(channel="phone")
    other = register("谢谢你们的小李，服务真好！")
    for one in (case, other):
        read_case(case_id=one.pk, by=company.house)
    case.refresh_from_db()
    close_case(case_id=other.pk, outcome="INV", reason="表扬", by=company.handler)

    def found(**wanted: Any) -> list[Case]:
        return list(cases_matching(Wanted(**wanted), member=company.handler))

    assert found() == [case]
    assert set(found(phase="")) == {case, other}
    assert found(phase="closed") == [other]
    assert found(channel="phone", category=case.category, severity=case.severity) == [case]
    assert found(risk="regulator") == [case]
    assert found(risk="mass") == []
    assert found(stage="review") == []
    assert found(owner=company.handler.pk) == []
    assert set(found(phase="", customer=case.customer_id)) == {case, other}
    assert found(query="电饭锅 冒烟") == [case]
    assert found(query="火星") == []


def test_notes_and_other_teams_cases_are_not_found_by_their_words(
    company: Any, register: Callable[..., Case]
) -> None:
    case = register("普通的事", department=company.east)
    add_note(case_id=case.pk, body="内部暗号", by=company.east_handler)
    assert not cases_matching(Wanted(query="普通的事"), member=company.handler).exists()
    assert not cases_matching(Wanted(query="内部暗号"), member=company.east_handler).exists()


def test_neighbours_are_only_those_the_reader_may_see(company: Any, register: Callable[..., Case]) -> None:
    case, near, hidden = register(), register(), register(department=company.east)
    for one in (case, near, hidden):
        read_case(case_id=one.pk, by=company.house)
    for one in (near, hidden):
        close_case(case_id=one.pk, outcome="INV", reason="重复", by=company.house)
    case.refresh_from_db()
    assert earlier_cases(case, company.handler) == [near]
    assert similar_cases(case, company.handler) == [near]
    assert earlier_cases(case, company.trainer) == []


def test_what_changed_lately_is_what_this_member_may_see(company: Any, register: Callable[..., Case]) -> None:
    since = clock.now()
    with clock.at(since + timedelta(seconds=1)):
        mine, _hidden = register(), register(department=company.east)
    assert [row[0] for row in changed_since(company.handler, since)] == [mine.pk]
    assert changed_since(company.handler, since + timedelta(seconds=1)) == []
