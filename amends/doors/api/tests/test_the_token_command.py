from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from amends.doors.api.models import ApiToken
from amends.doors.api.tests.conftest import Machine
from amends.foundation.organisation.models import Member


def run(*words: str) -> str:
    out = StringIO()
    call_command("token", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_token_is_printed_once_and_works(handler: Member) -> None:
    secret = run(
        "add", "shop", "--member", "mei", "--scopes", "cases:read,texts:read", "complaints:write"
    ).strip()
    assert Machine(secret).get("/cases").status_code == 200
    assert ApiToken.objects.get().scopes == ["cases:read", "complaints:write", "texts:read"]
    listed = run("list")
    assert "shop\tmei" in listed and secret not in listed


def test_a_revoked_token_is_gone(handler: Member) -> None:
    secret = run("add", "shop", "--member", "mei", "--scopes", "cases:read").strip()
    run("revoke", "shop")
    assert Machine(secret).get("/cases").status_code == 401
    assert run("list") == ""


@pytest.mark.parametrize(
    "words",
    [
        ("add", "shop", "--member", "nobody", "--scopes", "cases:read"),
        ("add", "shop", "--member", "mei", "--scopes", "everything"),
        ("add", " ", "--member", "mei", "--scopes", "cases:read"),
        ("add", "shop", "--member", "mei", "--scopes", "cases:read", "--per-minute", "0"),
        ("revoke", "nothing"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_trace(handler: Member, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*words)
