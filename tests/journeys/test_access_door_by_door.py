"""One test a door at which other help desks forgot the access check (FreeScout's list of security fixes)."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import add_note, assign_case, mark_concerned, restrict_case
from amends.casework.cases.models import Attachment, Case
from amends.casework.cases.vault import keep
from amends.doors.api import allowance, recent
from amends.doors.api.actions import add_token
from amends.doors.api.choices import Scope
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound
from amends.practice.replies.actions import approve_reply, save_draft, submit_reply
from amends.practice.replies.models import Reply

# Somebody of the same team while the case is restricted; a manager whom the complaint is about; another team.
KEPT_OUT = ("colleague", "manager", "east_lead")
SECRET = "绝密内容"


@pytest.fixture
def secret(company: Any, register: Callable[..., Case]) -> Case:
    case = register(SECRET)
    assign_case(case_id=case.pk, to=company.handler, by=company.house)
    mark_concerned(case_id=case.pk, member=company.manager, reason="录音", by=company.legal)
    return restrict_case(case_id=case.pk, reason="涉及经理", by=company.legal)


@pytest.fixture(params=KEPT_OUT)
def outsider(request: pytest.FixtureRequest, company: Any) -> Any:
    return company.members[request.param]


@pytest.fixture
def desk(outsider: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(outsider)
    return client


@pytest.fixture
def machine(outsider: Any, company: Any) -> Callable[..., Any]:
    allowance.forget()
    recent.forget()
    scopes = [Scope.CASES_READ, Scope.CASES_WRITE, Scope.CUSTOMERS_READ]
    _token, key = add_token(name="m", member=outsider, scopes=scopes, by=company.administrator)
    client = Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=False)

    def ask(path: str, body: Any = None, **query: Any) -> Any:
        if body is None:
            return client.get(f"/api/v1{path}", query)
        return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")

    return ask


def test_the_filter_by_owner(machine: Callable[..., Any], desk: Client, secret: Case) -> None:
    assert machine("/cases", owner="handler", phase="all").json()["items"] == []
    assert SECRET not in desk.get(reverse("desk:list"), {"view": "all", "owner": "handler"}).content.decode()


def test_the_search_by_number_and_by_words(machine: Callable[..., Any], desk: Client, secret: Case) -> None:
    for words in (secret.number, SECRET, str(secret.pk)):
        assert machine("/cases", q=words, phase="all").json()["items"] == []
        page = desk.get(reverse("desk:list"), {"view": "all", "q": words}).content.decode()
        assert f"/desk/cases/{secret.number}" not in page


def test_live_updates(desk: Client, secret: Case) -> None:
    since = (clock.now() - timedelta(minutes=5)).isoformat()
    assert desk.get(reverse("desk:pulse"), {"since": since}).json()["cases"] == []


def test_what_is_shown_of_the_customer(
    machine: Callable[..., Any], desk: Client, outsider: Any, secret: Case
) -> None:
    answers = (
        machine(f"/customers/{secret.customer_id}"),
        desk.get(reverse("desk:customer", args=[secret.customer_id])),
        desk.get(reverse("desk:customers"), {"q": secret.customer.name}),
    )
    for answer in answers:
        assert secret.number not in answer.content.decode()
        assert SECRET not in answer.content.decode()


def test_notes(outsider: Any, secret: Case) -> None:
    with pytest.raises(NotFound):
        add_note(case_id=secret.pk, body="我看看", by=outsider)


def test_drafts(outsider: Any, secret: Case) -> None:
    with pytest.raises(NotFound):
        save_draft(case_id=secret.pk, kind="reply", body="您好", by=outsider)


def test_replies_on_the_desk_and_by_machine(
    machine: Callable[..., Any], desk: Client, outsider: Any, secret: Case
) -> None:
    with pytest.raises(NotFound):
        submit_reply(case_id=secret.pk, body="您好，我们马上处理。", by=outsider)
    path = reverse("desk:reply", args=[secret.number])
    assert desk.post(path, {"body": "您好"}, headers={"accept": "application/json"}).status_code == 404
    body = {"kind": "reply", "text": "您好，我们马上处理。"}
    assert machine(f"/cases/{secret.number}/messages", body).status_code == 404


def test_approving_somebody_elses_reply(company: Any, outsider: Any, secret: Case) -> None:
    reply = Reply.objects.create(
        case=secret,
        author=company.handler,
        kind="solution",
        body=SECRET,
        state="awaiting_approval",
        submitted_at=clock.now(),
    )
    with pytest.raises(NotFound):
        approve_reply(reply_id=reply.pk, by=outsider)


@pytest.fixture
def file(secret: Case, files: Any, photo: bytes) -> Attachment:
    kept = keep("a.jpg", io.BytesIO(photo), len(photo))
    return Attachment.objects.create(
        case=secret,
        message=secret.messages.get(),
        name="a.jpg",
        content_type=kept.content_type,
        size=kept.size,
        sha256=kept.sha256,
        added_at=clock.now(),
    )


def test_files_by_their_address(desk: Client, file: Attachment) -> None:
    assert desk.get(reverse("desk:attachment", args=[file.pk])).status_code == 404


def test_files_without_signing_in_or_with_another_customers_link(
    client: Client, file: Attachment, register: Callable[..., Case]
) -> None:
    assert client.get(reverse("desk:attachment", args=[file.pk])).status_code == 302
    other = register("另一件")
    for token in (other.token, "x" * 24):
        assert client.get(reverse("portal:attachment", args=[token, file.pk])).status_code == 404


def test_a_follow_up_from_somebody_who_only_knows_the_number(client: Client, secret: Case) -> None:
    answer = client.post(reverse("portal:follow"), {"number": secret.number, "phone": "13900000000"})
    assert SECRET not in answer.content.decode()
    assert answer.status_code != 302


def test_every_change_by_machine(machine: Callable[..., Any], secret: Case) -> None:
    for step, body in (
        ("advance", {"record": "x"}),
        ("assign", {"to": "colleague"}),
        ("close", {"outcome": "WDN", "reason": "x", "ending": {"how": "phone"}}),
    ):
        assert machine(f"/cases/{secret.number}/{step}", body).status_code == 404


def test_what_others_work_on_beside_it(desk: Client, secret: Case) -> None:
    for name in ("start", "tasks", "promises", "approvals", "reports"):
        assert secret.number not in desk.get(reverse(f"desk:{name}")).content.decode()
