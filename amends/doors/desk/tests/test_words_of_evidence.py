"""What the pages of a file say of it while it is prepared, after it was looked at, and to whom its original is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.choices import Preview
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.vault import keep
from amends.content import specimens as made
from amends.foundation.kernel.jobs import run_due


@pytest.fixture
def bill(company: Any, register: Callable[..., Case], files: Path) -> Attachment:
    data = made.bill()
    case = register(files=[keep("报价单.pdf", io.BytesIO(data), len(data))])
    run_due(reraise=True)
    Case.objects.filter(pk=case.pk).update(owner=company.handler, risks=[], restricted=False)
    return Attachment.objects.get(case=case)


def page_of(client: Client, file: Attachment, language: str) -> str:
    address = reverse("desk:look_at_file", args=[file.pk])
    return client.get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode()


def test_a_file_that_is_still_being_prepared_says_so_and_not_that_it_cannot_be_shown(
    client: Client, company: Any, bill: Attachment
) -> None:
    client.force_login(company.handler)
    assert "being prepared to be looked at" not in page_of(client, bill, "en")
    Attachment.objects.filter(pk=bill.pk).update(preview=Preview.WAITING)
    page = page_of(client, bill, "en")
    assert "being prepared to be looked at" in page
    assert "This kind of file is not opened here" not in page


def test_looking_at_a_file_is_called_looking_in_its_list(
    client: Client, company: Any, bill: Attachment
) -> None:
    client.force_login(company.handler)
    page_of(client, bill, "zh-hant")
    assert "<td>檢視</td>" in page_of(client, bill, "zh-hant")


def test_without_a_redacted_copy_the_refusal_of_the_original_speaks_of_none(
    client: Client, company: Any, bill: Attachment
) -> None:
    client.force_login(company.colleague)
    answer = client.get(reverse("desk:original", args=[bill.pk]), HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 403
    assert "Others look at the file on its page" in answer.content.decode()
    assert "There is a redacted copy" not in answer.content.decode()
