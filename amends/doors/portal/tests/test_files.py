"""Pictures and recordings from customers: looked at, refused by name, handed out harmlessly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Attachment, Case
from amends.doors.portal.tests.conftest import WORDS, upload

Send = Callable[..., Any]


def archive() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        file.writestr("a.txt", "a")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("照片.jpg", b"<html><script>alert(1)</script></html>"),
        ("截图.png", archive()),
        ("空.jpg", b""),
        ("程序.jpg", b"MZ\x90\x00" + b"\x00" * 100),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_name_and_the_words_are_kept(
    complain: Send, photo: bytes, name: str, content: bytes
) -> None:
    answer = complain(files=[upload("好.jpg", photo), upload(name, content)])
    assert answer.status_code == 422
    errors = answer.context["form"].errors["files"]
    assert len(errors) == 1
    assert name in errors[0]
    assert WORDS in answer.content.decode()
    assert not Case.objects.exists()


def test_a_file_of_50_megabytes_is_refused_with_the_limit(complain: Send) -> None:
    answer = complain(files=[upload("大.jpg", b"\xff" * (50 * 1024 * 1024))])
    assert answer.status_code == 422
    assert "20 MB" in answer.context["form"].errors["files"][0]


def test_ten_files_are_too_many_and_a_hundred_are_refused_unread(complain: Send, photo: bytes) -> None:
    assert complain(files=[upload(f"{n}.jpg", photo) for n in range(10)]).status_code == 422
    assert complain(files=[upload(f"{n}.jpg", photo) for n in range(100)]).status_code == 400
    assert not Case.objects.exists()


def test_a_kept_file_comes_back_as_it_was_and_can_run_nothing(
    client: Client, complain: Send, photo: bytes
) -> None:
    complain(files=[upload("照片\r\n.jpg", photo, "text/html")])
    case, file = Case.objects.get(), Attachment.objects.get()
    answer = client.get(reverse("portal:attachment", args=[case.token, file.pk]))
    assert b"".join(answer.streaming_content) == photo  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "\n" not in answer["Content-Disposition"]


def test_a_file_is_for_the_customer_of_its_case_only(
    client: Client, complain: Send, form: dict[str, Any], photo: bytes
) -> None:
    complain(files=[upload("a.jpg", photo)])
    complain(idempotency_key="other")
    file = Attachment.objects.get()
    other = Case.objects.exclude(pk=file.case_id).get()
    for token in (other.token, "x", ""):
        assert client.get(f"/c/{token}/files/{file.pk}/").status_code == 404


def test_a_file_that_is_gone_is_said_to_be_gone(
    client: Client, complain: Send, files: Path, photo: bytes
) -> None:
    complain(files=[upload("a.jpg", photo)])
    for path in files.rglob("*"):
        if path.is_file():
            path.unlink()
    file = Attachment.objects.get()
    assert client.get(reverse("portal:attachment", args=[file.case.token, file.pk])).status_code == 404
