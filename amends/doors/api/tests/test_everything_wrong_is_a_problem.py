from __future__ import annotations

from errno import ENOSPC

import pytest
from django.db import OperationalError

from amends.doors.api.endpoints import pages
from amends.doors.api.tests.conftest import Machine, problem_in


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/cases/A26-000001/dance", "/openapi.json/x", "/complaints/"]
)
def test_an_unknown_address(machine: Machine, path: str) -> None:
    assert problem_in(machine.get(path), 404)["code"] == "not_found"


def test_a_wrong_method(machine: Machine) -> None:
    answer = machine.client.delete("/api/v1/cases", headers=machine.headers)
    assert problem_in(answer, 405)["code"] == "wrong_method"
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuntimeError("secret detail"), 500, "server_error"),
        (OperationalError("secret detail"), 503, "database_away"),
        (OperationalError("database or disk is full: secret detail"), 507, "disk_full"),
        (OSError(ENOSPC, "secret detail"), 507, "disk_full"),
    ],
)
def test_what_nobody_expected_says_nothing_about_the_inside(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr(pages, "keyset_page", fail)
    answer = machine.get("/cases")
    assert problem_in(answer, status)["code"] == code
    assert "secret" not in answer.content.decode() and "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "word"), [("zh-CN", "没有找到"), ("zh-TW", "沒有找到"), ("en", "could not be found")]
)
def test_problems_speak_the_readers_language(machine: Machine, language: str, word: str) -> None:
    machine.headers["Accept-Language"] = language
    answer = machine.get("/nothing")
    assert word in problem_in(answer, 404)["detail"]


ADDRESSES = {
    "/api/v1/complaints",
    "/api/v1/orders",
    "/api/v1/contracts",
    "/api/v1/articles",
    "/api/v1/articles/{code}",
    "/api/v1/articles/{code}/pictures/{number}",
    "/api/v1/cases",
    "/api/v1/cases/{number}",
    "/api/v1/cases/{number}/messages",
    "/api/v1/cases/{number}/advance",
    "/api/v1/cases/{number}/assign",
    "/api/v1/cases/{number}/solved",
    "/api/v1/cases/{number}/followed-up",
    "/api/v1/cases/{number}/close",
    "/api/v1/cases/{number}/reopen",
    "/api/v1/cases/{number}/points",
    "/api/v1/cases/{number}/points/{id}/correct",
    "/api/v1/cases/{number}/points/{id}/remove",
    "/api/v1/cases/{number}/points/{id}/finding",
    "/api/v1/cases/{number}/points/{id}/promise",
    "/api/v1/cases/{number}/points/{id}/evidence",
    "/api/v1/cases/{number}/points/{id}/evidence/{evidence_id}/drop",
    "/api/v1/cases/{number}/label",
    "/api/v1/labels",
    "/api/v1/cases/{number}/tasks",
    "/api/v1/cases/{number}/tasks/{id}/accept",
    "/api/v1/cases/{number}/tasks/{id}/return",
    "/api/v1/cases/{number}/tasks/{id}/give-again",
    "/api/v1/cases/{number}/tasks/{id}/finish",
    "/api/v1/cases/{number}/tasks/{id}/urge",
    "/api/v1/cases/{number}/tasks/{id}/raise",
    "/api/v1/cases/{number}/tasks/{id}/withdraw",
    "/api/v1/tasks",
    "/api/v1/cases/{number}/promises",
    "/api/v1/cases/{number}/promises/{id}/confirm",
    "/api/v1/cases/{number}/promises/{id}/keep",
    "/api/v1/cases/{number}/promises/{id}/break",
    "/api/v1/cases/{number}/promises/{id}/strike",
    "/api/v1/promises",
    "/api/v1/cases/{number}/clocks",
    "/api/v1/cases/{number}/clocks/{id}/pause",
    "/api/v1/cases/{number}/clocks/{id}/resume",
    "/api/v1/cases/{number}/clocks/{id}/end",
    "/api/v1/cases/{number}/advice",
    "/api/v1/cases/{number}/reading",
    "/api/v1/cases/{number}/reading/corrections",
    "/api/v1/cases/{number}/reading/confirmations",
    "/api/v1/reviews",
    "/api/v1/readings",
    "/api/v1/reply-checks",
    "/api/v1/customers/{id}",
    "/api/v1/budgets",
    "/api/v1/budgets/{budget_id}/entries",
    "/api/v1/cases/{number}/fair-range",
    "/api/v1/cases/{number}/grants",
    "/api/v1/cases/{number}/grants/{id}/cancel",
    "/api/v1/cases/{number}/grants/{id}/carry-out",
    "/api/v1/cases/{number}/shipments",
    "/api/v1/cases/{number}/shipments/{id}/delivered",
    "/api/v1/cases/{number}/shipments/{id}/failed",
    "/api/v1/gifts",
    "/api/v1/keeping-terms",
    "/api/v1/refunds/{key}",
    "/api/v1/refunds/{key}/failed",
    "/api/v1/refunds/{key}/paid",
    "/api/v1/vouchers/redemptions",
    "/api/v1/vouchers/{code}",
}


def test_the_document_names_every_address_and_its_scheme(machine: Machine) -> None:
    document = machine.client.get("/api/v1/openapi.json").json()
    assert set(document["paths"]) == ADDRESSES
    for methods in document["paths"].values():
        for operation in methods.values():
            assert "application/problem+json" in operation["responses"]["default"]["content"]
            assert operation["security"]
    assert document["components"]["securitySchemes"]["Token"]["scheme"] == "bearer"
