"""What tests of the desk share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def desk(company: Any) -> Callable[..., Client]:
    """`desk("lead")`: the desk as this member sees it, in Simplified Chinese if no `language` is named."""

    def act(who: str, language: str = "zh-hans") -> Client:
        client = Client()
        client.cookies["django_language"] = language
        client.force_login(company.members[who])
        return client

    return act
