"""What the page of an act on many cases says of those that may not be seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import BulkRun, Case, Watch


def test_cases_that_may_not_be_seen_count_and_are_explained_but_not_named(
    client: Client, company: Any, owned_case: Case, register: Callable[..., Case]
) -> None:
    """It said “0 of 0 done” with no reason."""
    client.force_login(company.handler)
    elsewhere = register(department=company.west)
    sent = {"cases": [owned_case.pk, elsewhere.pk], "kind": "watch", "sure": "1"}
    place = client.post(reverse("desk:bulk"), sent).url
    page = client.get(place).content.decode()
    assert "2 件中办妥 1 件，1 件未办" in page
    assert "所选案件中有 1 件在开始时您无权查看" in page
    assert elsewhere.number not in page
    Case.objects.filter(pk=owned_case.pk).update(department=company.west, owner=company.colleague)
    Watch.objects.all().delete()
    page = client.get(place).content.decode()
    assert "2 件中办妥 1 件，1 件未办" in page
    assert "其中 1 件已转交他人，您无权再查看" in page
    assert owned_case.number not in page


def test_where_nothing_could_be_taken_back_any_more_it_is_not_said_that_it_was(
    client: Client, company: Any, owned_case: Case
) -> None:
    client.force_login(company.manager)
    sent = {"cases": [owned_case.pk], "kind": "assign", "to": company.colleague.username, "sure": "1"}
    place = client.post(reverse("desk:bulk"), sent).url
    Case.objects.filter(pk=owned_case.pk).update(owner=company.handler)
    undo = reverse("desk:undo_bulk", args=[BulkRun.objects.get().pk])
    page = client.post(undo, follow=True).content.decode()
    assert place.endswith(f"/{BulkRun.objects.get().pk}/")
    assert "已经无法撤回，原因见下" in page
    assert "仍可撤回的" not in page


@pytest.mark.parametrize(
    ("language", "label"), [("zh-hans", "暂放到"), ("zh-hant", "暫放到"), ("en", "Until")]
)
def test_the_day_until_which_cases_are_put_aside_is_called_so(
    client: Client, company: Any, owned_case: Case, language: str, label: str
) -> None:
    client.force_login(company.handler)
    client.cookies["django_language"] = language
    page = client.post(reverse("desk:bulk"), {"cases": [owned_case.pk], "kind": "snooze"}).content.decode()
    assert page.partition('for="bulk-until">')[2].startswith(label)
