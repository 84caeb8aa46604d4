from __future__ import annotations

import pytest

from amends.casework.cases.models import Case, Message
from amends.doors.api.tests.conftest import WORDS, Machine, problem_in


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00", "\ufeff", "\u202e"])
def test_nothing_said_is_refused_with_the_field(machine: Machine, text: str) -> None:
    problem = problem_in(machine.post("/complaints", {"text": text}), 422)
    assert problem["errors"][0]["field"] == "text"
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "差",
        "😡😡😡",
        "<script>alert(1)</script>",
        "a\x00b",
        "\u202e钱退\u202c",
        "半个\ud83d字符",
        "'; DROP TABLE--",
    ],
)
def test_strange_words_are_kept(machine: Machine, text: str) -> None:
    assert machine.post("/complaints", {"text": text}).status_code == 201
    body = Message.objects.get().body
    assert body and not set(body) & {"\x00", "\u202e", "\ud83d"}


def test_a_text_that_is_too_long_is_refused_with_the_limit(machine: Machine) -> None:
    problem = problem_in(machine.post("/complaints", {"text": "长" * 200_000}), 413)
    assert "60,000" in problem["detail"]


def test_a_body_that_is_too_large_is_refused(machine: Machine) -> None:
    assert (
        problem_in(machine.send("/complaints", b'{"text": "' + b"x" * 5_000_000 + b'"}'), 413)["code"]
        == "too_large"
    )


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"text"', b"\xff\xfe{}", b'{"text": "\xb2\xee"}', b"[" * 100_000, b"null"]
)
def test_a_body_that_is_no_json_object_is_refused(machine: Machine, body: bytes) -> None:
    answer = machine.send("/complaints", body)
    assert answer.status_code in {400, 422}
    problem_in(answer, answer.status_code)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"txet": "打错的名字"}, "txet"),
        ({"customer": {"email": "not an address"}}, "customer.email"),
        ({"customer": {"name": "名" * 81}}, "customer.name"),
        ({"customer": {"phone": 13800001111}}, "customer.phone"),
        ({"customer": []}, "customer"),
        ({"channel": "pigeon"}, "channel"),
        ({"order_number": "9" * 61}, "order_number"),
        ({"wish": "愿" * 501}, "wish"),
        ({"text": None}, "text"),
        ({"text": ["词"]}, "text"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(
    machine: Machine, change: dict[str, object], field: str
) -> None:
    problem = problem_in(machine.post("/complaints", {"text": WORDS, **change}), 422)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["errors"][0]["message"]
    assert not Case.objects.exists()


def test_a_missing_text_is_named(machine: Machine) -> None:
    assert problem_in(machine.post("/complaints", {}), 422)["errors"] == [
        {"field": "text", "message": "This is missing."}
    ]


def test_a_key_that_is_too_long_is_refused(machine: Machine) -> None:
    answer = machine.post("/complaints", {"text": WORDS}, key="k" * 201)
    assert problem_in(answer, 422)["errors"][0]["field"] == "Idempotency-Key"
