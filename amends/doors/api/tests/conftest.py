from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from amends.casework.cases.actions import register_complaint
from amends.casework.cases.models import Case
from amends.casework.customers.rules import Contact
from amends.doors.api import allowance, recent
from amends.doors.api.actions import add_token
from amends.doors.api.choices import Scope
from amends.foundation.kernel import clock
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Department, Member
from amends.foundation.organisation.queries import house_member

WORDS = "蒸汽熨斗用了两次就漏水，客服让我自己换垫圈，我要求退货。"


class Machine:
    """Another system with a token of its own."""

    def __init__(self, secret: str) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def post(self, path: str, body: Any, *, key: str | None = None) -> HttpResponse:
        return self.send(path, json.dumps(body), key=key)

    def send(self, path: str, body: str | bytes, *, key: str | None = None) -> HttpResponse:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=headers)


def new_process() -> None:
    """What a process remembers of tokens is gone, as after a start or a few seconds."""
    allowance.forget()
    recent.forget()


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    new_process()
    yield
    new_process()


@pytest.fixture
def standstill(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Time stands still, so that no memory of a token runs out and no new minute is counted while statements are."""
    monkeypatch.setattr(recent, "monotonic", lambda: 1000.0)
    with clock.at(datetime(2026, 5, 4, 4, 0, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def centre(db: None) -> Department:
    return Department.objects.create(code="centre", name="顾客服务中心", takes_in=True)


@pytest.fixture
def elsewhere(db: None) -> Department:
    return Department.objects.create(code="hotel", name="滨江酒店")


@pytest.fixture
def handler(centre: Department) -> Member:
    return Member.objects.create_user("mei", display_name="梅姐", role=Role.HANDLER, department=centre)


@pytest.fixture
def lead(centre: Department) -> Member:
    return Member.objects.create_user("zhou", display_name="周组长", role=Role.LEAD, department=centre)


@pytest.fixture
def stranger(elsewhere: Department) -> Member:
    return Member.objects.create_user("he", display_name="何前台", role=Role.HANDLER, department=elsewhere)


def machine_of(member: Member, *scopes: Scope, per_minute: int = 600) -> Machine:
    name = f"{member.username} {len(scopes)} {per_minute}"
    wanted = [scope.value for scope in scopes or Scope]
    return Machine(
        add_token(name=name, member=member, scopes=wanted, per_minute=per_minute, by=house_member())[1]
    )


@pytest.fixture
def machine(handler: Member) -> Machine:
    return machine_of(handler)


@pytest.fixture
def case(handler: Member) -> Case:
    return register(handler)


def register(by: Member, text: str = WORDS, **more: Any) -> Case:
    contact = more.pop("customer", Contact(name="沈女士", phone="13800001111"))
    return register_complaint(text=text, customer=contact, channel="api", by=by, **more)


def problem_in(response: HttpResponse, status: int) -> dict[str, Any]:
    """The problem details of an answer, after a look at what all of them have in common."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    problem: dict[str, Any] = json.loads(response.content)
    assert problem["status"] == status
    assert problem["type"] == f"urn:amends:problem:{problem['code']}"
    assert problem["title"] and problem["detail"] and problem["instance"].startswith("/api/v1")
    return problem
