"""Files that come to a case: how many are new, and how many lay there already."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case


def test_uploading_says_what_is_new_and_what_lay_there_already(
    client: Client, company: Any, owned_case: Case, files: Path
) -> None:
    client.force_login(company.handler)
    client.cookies["django_language"] = "zh-hant"

    def said(*names: str) -> str:
        sent = [SimpleUploadedFile(f"{name}.txt", name.encode()) for name in names]
        address = reverse("desk:add_evidence", args=[owned_case.number])
        return str(client.post(address, {"files": sent}, follow=True).content.decode())

    assert "2 份檔案已存入。" in said("a", "b")
    assert "新存入 1 份檔案，另有 2 份之前已存入。" in said("a", "b", "c")
    assert "沒有新增：這 2 份檔案之前都已存入。" in said("a", "c")
