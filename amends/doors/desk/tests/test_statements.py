"""How many SQL statements a page costs: a fixed number, however many cases, customers and messages there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.models import Case
from amends.casework.customers.actions import find_or_add_customer
from amends.foundation.organisation.models import Member

LIST_AT_MOST, CASE_AT_MOST, START_AT_MOST = 8, 20, 20


@pytest.fixture
def fill(company: Any, register: Callable[..., Case]) -> Callable[[int], list[Case]]:
    """Adds read cases of different customers, some owned, with words in them and files beside them."""

    def act(count: int) -> list[Case]:
        found = []
        for n in range(count):
            customer = find_or_add_customer(
                name=f"顾客{n}", phone=f"139{Case.objects.count():08}", by=company.portal
            )
            case = register(f"第{n}件：锅坏了，要退款，不然投诉到12315。", customer=customer)
            actions.read_case(case_id=case.pk, by=company.house)
            if n % 2:
                actions.assign_case(case_id=case.pk, to=company.handler, by=company.house)
            actions.add_note(case_id=case.pk, body="问过仓库", by=company.handler)
            found.append(case)
        return found

    return act


def talk(case: Case, company: Any, count: int) -> None:
    for n in range(count):
        message = actions.add_customer_message(case_id=case.pk, text=f"第{n}句", by=company.portal)
        actions.read_message(message_id=message.pk, by=company.house)
        actions.post_reply(case_id=case.pk, body=f"第{n}答", by=company.handler)


def cost(client: Client, path: str) -> int:
    """The statements of a page, for somebody who looked at it before."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(seen)


LISTS = [
    "",
    "?phase=closed",
    "?q=锅坏了",
    "?risk=regulator",
    "?view=mine",
    "?view=all",
    "?owner=me",
    "?stage=listen",
]


@pytest.mark.parametrize("query", LISTS)
@pytest.mark.parametrize("name", ["handler", "lead", "manager"])
def test_a_list_costs_the_same_however_many_cases_there_are(
    client: Client, company: Any, fill: Callable[[int], list[Case]], query: str, name: str
) -> None:
    client.force_login(company.members[name])
    path = reverse("desk:list") + query
    fill(2)
    few = cost(client, path)
    fill(9)
    many = cost(client, path)
    assert few == many
    assert many <= LIST_AT_MOST


@pytest.mark.parametrize("name", ["handler", "lead", "manager"])
def test_a_case_costs_the_same_however_much_was_said_in_it(
    client: Client, company: Any, fill: Callable[[int], list[Case]], name: str
) -> None:
    client.force_login(company.members[name])
    case = fill(2)[1]
    path = reverse("desk:case", args=[case.number])
    talk(case, company, 2)
    few = cost(client, path)
    fill(6)
    talk(case, company, 8)
    many = cost(client, path)
    assert few == many
    assert many <= CASE_AT_MOST


@pytest.mark.parametrize("name", ["handler", "lead", "manager"])
def test_the_start_page_costs_the_same_however_much_there_is_to_do(
    client: Client, company: Any, fill: Callable[[int], list[Case]], name: str
) -> None:
    client.force_login(company.members[name])
    fill(4)
    few = cost(client, reverse("desk:start"))
    fill(9)
    assert cost(client, reverse("desk:start")) == few <= START_AT_MOST


def test_no_page_loads_all_people(client: Client, company: Any, fill: Callable[[int], list[Case]]) -> None:
    case = fill(2)[1]
    client.force_login(company.lead)
    pages = [reverse("desk:list"), reverse("desk:case", args=[case.number])]
    before = [cost(client, page) for page in pages]
    Member.objects.bulk_create(
        Member(username=f"p{n}", display_name=f"人{n}", role="handler", department=company.care)
        for n in range(200)
    )
    assert [cost(client, page) for page in pages] == before
    assert "人199" not in client.get(pages[0]).content.decode()


def test_the_customers_page_costs_the_same_however_much_was_said(
    client: Client, company: Any, fill: Callable[[int], list[Case]]
) -> None:
    case = fill(2)[1]
    path = reverse("portal:case", args=[case.token])
    few = cost(client, path)
    talk(case, company, 8)
    assert cost(client, path) == few <= LIST_AT_MOST
