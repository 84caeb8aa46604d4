"""The card on the page of what is given: a draft as long as somebody can still keep it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.doors.desk.queries.giving_sheet import card_block
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.actions import Wish, grant_remedy
from amends.practice.remedies.budget.actions import open_budget
from amends.practice.remedies.choices import GrantState


@pytest.mark.parametrize("state", [GrantState.COMMITTED, GrantState.SETTLED, GrantState.CANCELLED])
def test_what_went_without_a_card_shows_no_draft_of_one(
    client: Client, company: Any, owned_case: Case, rf: Any, state: str
) -> None:
    open_budget(
        department_id=company.departments["care"].pk,
        currency="CNY",
        starts_on=clock.today(),
        ends_on=clock.today(),
        amount=Money(Decimal(100), "CNY"),
        by=company.manager,
    )
    wish = Wish(kind="points", basis="goodwill", reason="多等了两天", amount=Decimal(10), points=100)
    granted = grant_remedy(case_id=owned_case.pk, wish=wish, by=company.handler)
    client.force_login(company.handler)
    page = client.get(reverse("desk:case_giving", args=[owned_case.number])).content.decode()
    assert "草稿，尚未保存" in page
    granted.state = state
    assert card_block(granted, company.handler, rf.get("/").GET) is None
