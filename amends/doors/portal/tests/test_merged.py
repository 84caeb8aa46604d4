"""A customer whose second complaint was merged follows both under the first one, and writes there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases import actions
from amends.casework.cases.models import Case, Message
from amends.casework.customers.actions import find_or_add_customer


@pytest.fixture
def merged(company: Any, owned_case: Case, register: Callable[..., Case]) -> Case:
    case = register(text="我再说一遍")
    actions.merge_cases(case_id=case.pk, into=owned_case.pk, why="同一件事", by=company.handler)
    return case


def test_the_link_of_the_merged_one_leads_to_the_main_one(
    client: Client, owned_case: Case, merged: Case
) -> None:
    answer = client.get(reverse("portal:case", args=[merged.token]), follow=True)
    assert answer.redirect_chain == [(reverse("portal:case", args=[owned_case.token]), 302)]
    assert merged.number in answer.content.decode()


def test_what_the_customer_adds_by_the_old_link_reaches_the_main_case(
    client: Client, owned_case: Case, merged: Case
) -> None:
    client.post(reverse("portal:message", args=[merged.token]), {"body": "补充一句", "idempotency_key": "k"})
    assert Message.objects.get(body="补充一句").case == owned_case


def test_what_was_written_in_the_merged_one_is_read_in_the_main_one(
    client: Client, owned_case: Case, merged: Case
) -> None:
    shown = client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    assert shown.count("我再说一遍") == 1


def test_words_of_another_customer_never_show_in_the_main_one(
    client: Client, company: Any, owned_case: Case, merged: Case
) -> None:
    other = find_or_add_customer(name="李雷", phone="13700000000", by=company.portal)
    Case.objects.filter(pk=merged.pk).update(customer=other)
    assert "我再说一遍" not in client.get(reverse("portal:case", args=[owned_case.token])).content.decode()


def test_once_they_are_two_customers_again_each_link_shows_its_own(
    client: Client, company: Any, owned_case: Case, merged: Case
) -> None:
    other = find_or_add_customer(name="李雷", phone="13700000000", by=company.portal)
    Case.objects.filter(pk=merged.pk).update(customer=other)
    answer = client.get(reverse("portal:case", args=[merged.token]))
    assert answer.status_code == 200
    assert owned_case.number not in answer.content.decode()
