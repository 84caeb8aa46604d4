"""The form for options is filled when it is opened: by who works on the case, with what passes its own check."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.practice.remedies.actions import propose_solutions, reject_proposal
from amends.practice.remedies.rules import OfferedOption

pytestmark = pytest.mark.django_db


def drafts_of(case: Case, client: Client) -> Any:
    return client.get(reverse("desk:offer_drafts", args=[case.number]))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_letter_and_options_come_when_the_form_is_opened(
    client: Client, company: Any, owned_case: Case, bring_to: Callable[[Case, str], Case], language: str
) -> None:
    case = bring_to(owned_case, "propose")
    client.cookies["django_language"] = language
    client.force_login(company.manager)
    page = client.get(reverse("desk:case", args=[case.number])).content.decode()
    address = reverse("desk:offer_drafts", args=[case.number])
    assert f'hx-get="{address}"' in page
    answer = client.get(address)
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert case.customer.name in shown.partition('name="letter"')[2]
    titles = titles_in(answer)
    letter = unescape(shown.partition('name="letter"')[2])
    assert len(titles) >= 2
    assert [title for title in titles if title not in letter] == []


def test_another_team_gets_neither(client: Client, company: Any, owned_case: Case) -> None:
    client.force_login(company.east_handler)
    assert drafts_of(owned_case, client).status_code == 404


def test_who_does_not_work_on_cases_is_refused(client: Client, company: Any, owned_case: Case) -> None:
    client.force_login(company.administrator)
    assert drafts_of(owned_case, client).status_code == 403


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "，顾客不接受"), ("zh-hant", "，顧客不接受"), ("en", "Round 1, turned down on")],
)
def test_what_was_turned_down_is_not_drafted_again(
    client: Client,
    company: Any,
    owned_case: Case,
    bring_to: Callable[[Case, str], Case],
    language: str,
    said: str,
) -> None:
    case = bring_to(owned_case, "propose")
    client.cookies["django_language"] = language
    client.force_login(company.manager)
    first = titles_in(drafts_of(case, client))
    on = clock.today() + timedelta(days=3)
    offered = [OfferedOption(title=title, due_on=on) for title in first]
    proposal = propose_solutions(case_id=case.pk, letter="请您选择。", options=offered, by=company.manager)
    reject_proposal(case_id=case.pk, proposal_id=proposal.pk, comment="我不想再跑一趟", by=company.portal)
    answer = drafts_of(case, client)
    second = titles_in(answer)
    assert len(second) >= 2
    assert not set(first) & set(second)
    shown = answer.content.decode()
    assert "我不想再跑一趟" in shown
    assert said in shown
    letter = unescape(shown.partition('name="letter"')[2])
    assert [title for title in first if title in letter] == []


def titles_in(answer: Any) -> list[str]:
    return [unescape(one) for one in re.findall(r'name="title"[^>]*value="([^"]+)"', answer.content.decode())]
