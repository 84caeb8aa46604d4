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


@pytest.fixture
def as_(client: Client, company: Any) -> Callable[[str], Client]:
    """`as_("lead")`: the test's own client, from now on with this member at it."""

    def sign_in(who: str) -> Client:
        client.force_login(company.members[who])
        return client

    return sign_in
