"""Members sign in; nobody signs up; guessing is slowed down."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from amends.foundation.organisation.models import Member

PASSWORD = "rain-on-7-roofs"


@pytest.fixture
def member(company: Any, no_limits: None) -> Member:
    company.handler.set_password(PASSWORD)
    company.handler.save()
    found: Member = company.handler
    return found


def sign_in(client: Client, username: str, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": password})


@pytest.mark.parametrize("username", ["handler", "HANDLER"])
def test_a_member_signs_in_and_comes_to_the_desk(client: Client, member: Member, username: str) -> None:
    answer = sign_in(client, username, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:start"))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_greeting_calls_a_member_by_name(client: Client, member: Member, language: str) -> None:
    client.cookies["django_language"] = language
    answer = client.post(
        reverse("account_login"), {"login": "handler", "password": PASSWORD}, follow=True
    ).content.decode()
    with override(language):
        assert gettext("You are signed in, %(name)s.") % {"name": member.display_name} in answer
    assert "handler." not in answer


@pytest.mark.parametrize(
    ("username", "password"), [("handler", "wrong-one-12"), ("nobody", PASSWORD), ("portal", "!")]
)
def test_a_wrong_name_or_password_says_the_same(
    client: Client, member: Member, username: str, password: str
) -> None:
    answer = sign_in(client, username, password)
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_who_was_switched_off_cannot_sign_in(client: Client, member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(is_active=False)
    sign_in(client, "handler", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_tries_even_the_right_password_waits(client: Client, member: Member) -> None:
    for _ in range(6):
        sign_in(client, "handler", "wrong-one-12")
    sign_in(client, "handler", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client, member: Member) -> None:
    data = {"username": "stranger", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/accounts/signup/", data).status_code == 404
    assert not Member.objects.filter(username="stranger").exists()
