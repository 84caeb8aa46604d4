from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from amends.casework.cases.models import Case
from amends.doors.api import recent
from amends.doors.api.actions import add_token, revoke_token
from amends.doors.api.choices import Scope
from amends.doors.api.models import ApiToken
from amends.doors.api.tests.conftest import Machine, machine_of, new_process, problem_in
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotPermitted
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member

NOON = datetime(2026, 5, 4, 4, 0, 10, tzinfo=UTC)
ADDRESSES = [
    ("post", "/complaints"),
    ("get", "/cases"),
    ("get", "/cases/A26-000001"),
    ("post", "/cases/A26-000001/messages"),
    ("post", "/cases/A26-000001/advance"),
    ("post", "/cases/A26-000001/assign"),
    ("post", "/cases/A26-000001/solved"),
    ("post", "/cases/A26-000001/followed-up"),
    ("post", "/cases/A26-000001/close"),
    ("post", "/cases/A26-000001/reopen"),
    ("get", "/cases/A26-000001/reading"),
    ("post", "/cases/A26-000001/reading/corrections"),
    ("post", "/cases/A26-000001/reading/confirmations"),
    ("post", "/readings"),
    ("post", "/reply-checks"),
    ("get", "/customers/1"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), ADDRESSES)
@pytest.mark.parametrize("header", [None, "Bearer amends_wrong", "Basic bWVpOg==", "Bearer", "Bearer \xff"])
def test_nobody_gets_in_without_a_valid_token(method: str, path: str, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    answer = getattr(Client(), method)(f"/api/v1{path}", headers=headers, content_type="application/json")
    assert problem_in(answer, 401)["code"] == "token_needed"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_browser_session_is_no_token(handler: Member) -> None:
    client = Client()
    client.force_login(handler, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/v1/cases").status_code == 401


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_a_token_without_the_scope_is_refused(handler: Member, case: Case, method: str, path: str) -> None:
    needed = {
        "/complaints": Scope.COMPLAINTS_WRITE,
        "/readings": Scope.TEXTS_READ,
        "/reply-checks": Scope.TEXTS_READ,
        "/customers/1": Scope.CUSTOMERS_READ,
        "/cases/A26-000001/reading/corrections": Scope.READINGS_WRITE,
        "/cases/A26-000001/reading/confirmations": Scope.READINGS_WRITE,
    }
    scope = needed.get(path, Scope.CASES_READ if method == "get" else Scope.CASES_WRITE)
    others = [one for one in Scope if one != scope]
    machine = machine_of(handler, *others)
    answer = machine.get(path) if method == "get" else machine.post(path, {})
    assert scope.value in problem_in(answer, 403)["detail"]


def test_a_revoked_token_is_refused(machine: Machine) -> None:
    assert machine.get("/cases").status_code == 200
    revoke_token(name=ApiToken.objects.get().name, by=house_member())
    new_process()
    assert machine.get("/cases").status_code == 401


def test_a_revoked_token_counts_for_two_seconds_at_most(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = 1000.0
    monkeypatch.setattr(recent, "monotonic", lambda: moment)
    assert machine.get("/cases").status_code == 200
    revoke_token(name=ApiToken.objects.get().name, by=house_member())
    moment += 2.1
    assert machine.get("/cases").status_code == 401


def test_the_token_of_a_member_who_left_is_refused(machine: Machine, handler: Member) -> None:
    handler.is_active = False
    handler.save()
    new_process()
    assert machine.get("/cases").status_code == 401


def test_the_secret_is_kept_nowhere(handler: Member) -> None:
    token, secret = add_token(name="shop", member=handler, scopes=["cases:read"], by=house_member())
    assert secret.startswith("amends_") and len(secret) > 40
    assert all(secret not in str(value) for value in ApiToken.objects.filter(pk=token.pk).values_list()[0])
    assert secret not in AuditEntry.objects.get(action="api.token_added").body


def test_only_administrators_issue_tokens(handler: Member, lead: Member) -> None:
    with pytest.raises(NotPermitted):
        add_token(name="shop", member=handler, scopes=["cases:read"], by=lead)


def test_no_token_acts_as_the_house_or_as_somebody_without_cases(handler: Member) -> None:
    trainer = Member.objects.create_user("li", display_name="李老师", role=Role.TRAINER)
    for member in (house_member(), trainer):
        with pytest.raises(Invalid):
            add_token(name="shop", member=member, scopes=["cases:read"], by=house_member())


@pytest.mark.parametrize("scopes", [[], ["everything"], ["cases:read", "root"]])
def test_unknown_scopes_are_refused(handler: Member, scopes: list[str]) -> None:
    with pytest.raises(Invalid):
        add_token(name="shop", member=handler, scopes=scopes, by=house_member())


def test_a_name_in_use_is_refused_and_free_again_after_revoking(handler: Member) -> None:
    wanted = {"name": "shop", "member": handler, "scopes": ["cases:read"], "by": house_member()}
    add_token(**wanted)
    with pytest.raises(Conflict):
        add_token(**wanted)
    revoke_token(name="shop", by=house_member())
    add_token(**wanted)


def test_use_is_noted_to_the_minute_only(machine: Machine) -> None:
    for seconds in (0, 5, 40):
        with clock.at(NOON + timedelta(seconds=seconds)):
            machine.get("/cases")
    assert ApiToken.objects.get().last_used_at == NOON
    with clock.at(NOON + timedelta(seconds=70)):
        machine.get("/cases")
    assert ApiToken.objects.get().last_used_at == NOON + timedelta(seconds=70)


def test_who_asks_too_often_is_told_when_to_come_back(handler: Member) -> None:
    machine = machine_of(handler, per_minute=3)
    with clock.at(NOON):
        assert [machine.get("/cases").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
        answer = machine.get("/cases")
    assert problem_in(answer, 429)["code"] == "too_many"
    assert answer.headers["Retry-After"] == "50"
    with clock.at(NOON + timedelta(seconds=50)):
        assert machine.get("/cases").status_code == 200


def test_the_allowance_is_shared_by_all_processes(handler: Member) -> None:
    machine = machine_of(handler, per_minute=40)
    with clock.at(NOON):
        answers = []
        for _ in range(50):
            # Each round is a process that starts with an empty memory and takes a handful of two.
            new_process()
            answers.append(machine.get("/cases").status_code)
    assert (answers.count(200), answers.count(429)) == (20, 30)


@pytest.mark.usefixtures("standstill")
def test_refused_requests_cost_the_database_nothing(
    handler: Member, django_assert_num_queries: object
) -> None:
    machine = machine_of(handler, per_minute=1)
    with clock.at(NOON):
        machine.get("/cases")
        machine.get("/cases")
        with django_assert_num_queries(0):
            machine.get("/cases")
