"""Putting a case aside on its sheet: what it says of the clocks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock


@pytest.fixture
def desk(client: Client, company: Any) -> Client:
    client.cookies["django_language"] = "zh-hans"
    client.force_login(company.handler)
    return client


@pytest.mark.parametrize(
    ("hours", "said", "not_said"), [(-5, "已逾期", "下一个到期时间"), (5, "下一个到期时间", "已逾期")]
)
def test_putting_aside_says_of_what_is_overdue_that_it_is(
    desk: Client, owned_case: Case, hours: int, said: str, not_said: str
) -> None:
    Case.objects.filter(pk=owned_case.pk).update(due_at=clock.now() + timedelta(hours=hours))
    sheet = (
        desk.get(reverse("desk:case_involved", args=[owned_case.number]))
        .content.decode()
        .partition("暂放期间")[2]
    )
    assert said in sheet[:60]
    assert not_said not in sheet[:60]
