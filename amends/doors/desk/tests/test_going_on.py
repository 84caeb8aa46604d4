"""Whoever chooses another language, or says that they are away, stays on the page where they are."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

NEXT = re.compile(r'name="next" value="([^"]*)"')


def addresses() -> list[str]:
    """Pages of the desk for which nothing has to be named; what is done or downloaded has no stroke at its end."""
    _, desk = get_resolver().namespace_dict["desk"]
    found = []
    for name in {key for key in desk.reverse_dict if isinstance(key, str)}:
        try:
            found.append(reverse(f"desk:{name}"))
        except NoReverseMatch:
            continue
    return sorted(one for one in found if one.endswith("/"))


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_every_page_knows_its_own_address(company: Any, role: str) -> None:
    client, seen = Client(), 0
    client.force_login(company.members[role])
    for address in addresses():
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        for following in NEXT.findall(answer.content.decode()):
            seen += 1
            assert html.unescape(following) == address
    assert seen > 40


def test_presence_never_leads_astray(company: Any) -> None:
    client = Client()
    client.force_login(company.handler)
    for following in ("gaps", "//elsewhere.example/", "https://elsewhere.example/", ""):
        answer = client.post(reverse("desk:presence"), {"presence": "busy", "next": following})
        assert answer.status_code == 302
        assert answer["Location"] == reverse("desk:start")
