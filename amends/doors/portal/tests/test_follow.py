"""A customer follows the case: by its link, or by number and phone; strangers cannot guess."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import add_note, close_case
from amends.casework.cases.models import Case
from amends.foundation.kernel.tries import MOST

PHONE = "13800138000"


@pytest.fixture(autouse=True)
def fresh(no_limits: None) -> None: ...


def follow(client: Client, number: str, phone: str, **headers: str) -> Any:
    return client.post(reverse("portal:follow"), {"number": number, "phone": phone}, headers=headers)


@pytest.mark.parametrize("phone", [PHONE, "+86 138 0013 8000", "１３８００１３８０００"])
def test_number_and_phone_lead_to_the_case(client: Client, registered_case: Case, phone: str) -> None:
    answer = follow(client, registered_case.number.lower(), phone)
    assert answer["Location"] == reverse("portal:case", args=[registered_case.token])


@pytest.mark.parametrize(
    ("number", "phone"),
    [
        ("A26-999999", PHONE),
        ("", PHONE),
        ("x", PHONE),
        ("\x00", PHONE),
        ("'; DROP TABLE", PHONE),
        ("9" * 40, PHONE),
    ],
)
def test_anything_else_leads_nowhere_and_does_not_say_what_was_wrong(
    client: Client, registered_case: Case, number: str, phone: str
) -> None:
    assert follow(client, number, phone).status_code == 422
    wrong_number = follow(client, "A26-999999", PHONE).content
    wrong_phone = follow(client, registered_case.number, "13900000000").content
    assert len(wrong_number) == len(wrong_phone) + len("A26-999999") - len(registered_case.number)


def test_guessing_is_stopped_after_twenty_tries(client: Client, registered_case: Case) -> None:
    for _ in range(MOST):
        assert follow(client, "A26-999999", PHONE).status_code == 422
    answer = follow(client, registered_case.number, PHONE)
    assert answer.status_code == 429
    assert "Traceback" not in answer.content.decode()


def test_behind_a_proxy_each_address_has_tries_of_its_own(
    client: Client, registered_case: Case, settings: Any
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for n in range(MOST + 1):
        # Whatever a client puts in front, the last address is the one that the proxy saw.
        follow(client, "A26-999999", PHONE, **{"X-Forwarded-For": f"10.9.9.{n}, 10.0.0.1"})
    assert follow(client, "A26-9", PHONE, **{"X-Forwarded-For": "10.0.0.1"}).status_code == 429
    assert follow(client, registered_case.number, PHONE, **{"X-Forwarded-For": "10.0.0.2"}).status_code == 302


def test_the_page_shows_what_was_said_and_nothing_that_is_internal(
    client: Client, company: Any, owned_case: Case
) -> None:
    add_note(case_id=owned_case.pk, body="内部：客户很难缠", by=company.handler)
    page = client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    assert "电饭锅" in page
    assert "难缠" not in page
    for word in ("anger", "12315_risk", company.handler.email or "handler@", "revenge"):
        assert word not in page


def test_a_link_is_never_kept_by_caches(client: Client, registered_case: Case) -> None:
    answer = client.get(reverse("portal:case", args=[registered_case.token]))
    assert "no-store" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["case", "received"])
def test_a_wrong_link_says_what_to_do(client: Client, company: Any, name: str) -> None:
    client.cookies["django_language"] = "en"
    answer = client.get(reverse(f"portal:{name}", args=["nothing"]))
    assert answer.status_code == 404
    assert "follow it by number and phone" in answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize("closed", [False, True])
def test_the_page_stands_in_every_language_open_or_closed(
    client: Client, company: Any, owned_case: Case, language: str, closed: bool
) -> None:
    if closed:
        close_case(
            case_id=owned_case.pk, outcome="WDN", ending={"how": "phone"}, reason="撤诉", by=company.handler
        )
    client.cookies["django_language"] = language
    assert client.get(reverse("portal:case", args=[owned_case.token])).status_code == 200
    for name in ("home", "follow", "complain"):
        assert client.get(reverse(f"portal:{name}")).status_code == 200
