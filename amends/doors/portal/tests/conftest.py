from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

WORDS = "6月18日买的电饭锅第三次用就冒烟了，打了五次客服电话没人管，我要求退款！"


@pytest.fixture
def form(company: Any, files: Any, no_limits: None) -> dict[str, Any]:
    """A complaint as the form sends it."""
    return {
        "text": WORDS,
        "happened_on": "2026-06-18",
        "order_no": "DD-77",
        "place": "东区店",
        "demands": ["refund", "apology"],
        "name": "王小明",
        "phone": "138 0013 8000",
        "email": "wang@example.com",
        "idempotency_key": "form-1",
    }


@pytest.fixture
def complain(client: Client, form: dict[str, Any]) -> Callable[..., Any]:
    def send(**changes: Any) -> Any:
        return client.post(reverse("portal:complain"), {**form, **changes})

    return send


def upload(name: str, content: bytes, content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)
