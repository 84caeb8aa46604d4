"""A full disk: said clearly, nothing half stored, no case without its files."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Attachment, Case
from amends.casework.customers.models import Customer

SAYS = {"zh-hans": "空间", "zh-hant": "空間", "en": "There is no room left"}
WORDS = {"text": "锅坏了，请退款", "name": "王小明", "phone": "13800138000", "idempotency_key": "k"}


def no_room(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device", "/srv/amends/var/files")


def complaint(photo: bytes) -> dict[str, Any]:
    return {**WORDS, "files": [SimpleUploadedFile("照片.jpg", photo, "image/jpeg")]}


@pytest.mark.parametrize("language", SAYS)
def test_a_picture_that_cannot_be_kept_keeps_the_whole_complaint_out(
    visitor: Client, company: Any, files: Path, photo: bytes, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    visitor.cookies["django_language"] = language
    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", no_room)
        answer = visitor.post(reverse("portal:complain"), complaint(photo))
    page = answer.content.decode()
    assert answer.status_code == 507
    assert SAYS[language] in page
    for secret in ("Traceback", "Errno", "/srv/amends"):
        assert secret not in page
    assert (Case.objects.count(), Customer.objects.count(), Attachment.objects.count()) == (0, 0, 0)
    assert not [path for path in files.rglob("*") if path.is_file()]
    assert visitor.post(reverse("portal:complain"), complaint(photo)).status_code == 302
    assert Attachment.objects.get().case == Case.objects.get()


def test_no_room_for_taking_a_large_file_in_is_said_as_well(
    visitor: Client, company: Any, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handler: TemporaryFileUploadHandler, *_: Any) -> Any:
        handler.file.close()
        no_room()

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)
    large = SimpleUploadedFile("film.mp4", b"\x00" * (3 * 1024 * 1024), "video/mp4")
    answer = visitor.post(reverse("portal:complain"), {**WORDS, "files": [large]})
    assert answer.status_code == 507
    assert not Case.objects.exists()


def test_a_database_without_room_is_not_called_away(
    visitor: Client, company: Any, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("amends.casework.cases.actions.registering.publish", full)
    answer = visitor.post(reverse("portal:complain"), WORDS, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (507, "disk_full")
    assert not Case.objects.exists()


def test_staff_attachments_and_customers_messages_are_kept_with_their_files_or_not_at_all(
    visitor: Client, owned_case: Case, files: Path, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FileSystemStorage, "_save", no_room)
    data = {"body": "照片在这里", "files": [SimpleUploadedFile("a.jpg", photo, "image/jpeg")]}
    assert visitor.post(reverse("portal:message", args=[owned_case.token]), data).status_code == 507
    assert owned_case.messages.count() == 1
