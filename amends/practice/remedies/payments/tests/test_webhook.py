from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from amends.foundation.kernel import clock, jobs
from amends.foundation.kernel.errors import NotPermitted, WrongState
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions import (
    confirm_instruction,
    export_batch,
    send_refund,
    turn_to_file,
)
from amends.practice.remedies.payments.actions.telling import tell_payers
from amends.practice.remedies.payments.models import Delivery, Instruction
from amends.practice.remedies.payments.provider import webhook
from amends.practice.remedies.payments.tests.receiver import Receiver, receiving

SECRET = "a common secret of both sides"
Instruct = Callable[..., Instruction]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as running:
        settings.PAYMENTS_WEBHOOK, settings.PAYMENTS_WEBHOOK_SECRET = running.address, SECRET
        settings.PAYMENTS_WEBHOOK_INSIDE = True
        yield running


def run_for(hours: float) -> None:
    """What a worker would do in these hours, without waiting for them."""
    end = clock.now() + timedelta(hours=hours)
    at = clock.now()
    while at < end:
        with clock.at(at):
            jobs.run_due(reraise=True)
        at += timedelta(minutes=5)


@pytest.mark.django_db
def test_a_refund_is_sent_signed_and_once_it_may_leave(
    instruct: Instruct, receiver: Receiver, finance: Member, owned_case: Any
) -> None:
    small, large = instruct(), instruct(2000)
    run_for(0.1)
    assert len(receiver.got) == 1
    path, headers, body = receiver.got[0]
    assert path == "/refunds?desk=1"
    seconds, _, made = headers["Amends-Signature"].removeprefix("t=").partition(",v1=")
    assert hmac.new(SECRET.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest() == made
    assert abs(int(seconds) - clock.now().timestamp()) < 3600
    assert headers["Idempotency-Key"] == str(small.key) == json.loads(body)["key"]
    assert json.loads(body)["amount"] == "100.00"
    assert owned_case.customer.name not in body.decode()
    small.refresh_from_db()
    assert (small.state, small.way) == ("exported", "webhook")
    confirm_instruction(instruction_id=large.pk, by=finance)
    run_for(0.1)
    assert [json.loads(one[2])["refund"] for one in receiver.got] == [small.number, large.number]
    with pytest.raises(WrongState):
        export_batch(currency="CNY", by=finance)


@pytest.mark.django_db
def test_it_is_tried_again_with_the_same_key_and_sent_again_by_hand(
    instruct: Instruct, receiver: Receiver, finance: Member, company: Any
) -> None:
    receiver.answers = [(503, {"Retry-After": "1200"}), (500, {}), (200, {})]
    one = instruct()
    with clock.at(clock.now()) as start:
        jobs.run_due(reraise=True)
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.tries.get().status) == ("waiting", 503)
    assert waiting.next_at is not None
    assert waiting.next_at >= start + timedelta(seconds=1200)
    assert send_refund(instruction_id=one.pk, by=finance).pk == waiting.pk
    run_for(2)
    one.refresh_from_db()
    assert (one.state, len(receiver.got)) == ("exported", 3)
    with pytest.raises(NotPermitted):
        send_refund(instruction_id=one.pk, by=company.handler)
    send_refund(instruction_id=one.pk, by=finance)
    run_for(0.1)
    assert {headers["Idempotency-Key"] for _path, headers, _body in receiver.got} == {str(one.key)}
    assert [delivery.state for delivery in Delivery.objects.order_by("pk")] == ["taken", "taken"]


@pytest.mark.django_db
def test_what_is_refused_or_never_answered_ends_and_may_go_by_file(
    instruct: Instruct, receiver: Receiver, finance: Member
) -> None:
    elsewhere = receiver.address.replace("/refunds", "/elsewhere")
    receiver.answers = [(307, {"Location": elsewhere}), (503, {})]
    refused = instruct()
    run_for(0.1)
    assert [path for path, _headers, _body in receiver.got] == ["/refunds?desk=1"], "a redirect was followed"
    assert Delivery.objects.get(instruction=refused).state == "refused"
    silent = instruct()
    run_for(24)
    given_up = Delivery.objects.get(instruction=silent)
    assert (given_up.state, given_up.tries.count()) == ("given_up", 10)
    told = Notice.objects.filter(kind="payment").order_by("pk")
    assert {one.member_id for one in told} == {finance.pk}
    assert [(one.data["what"], one.data["refund"], one.data["tries"]) for one in told] == [
        ("not_taken", refused.number, "1"),
        ("slow", silent.number, "3"),
        ("not_taken", silent.number, "10"),
    ]
    tell_payers(given_up.pk, 10, ended=True)
    assert told.count() == 3
    with pytest.raises(WrongState):
        export_batch(currency="CNY", by=finance)
    turn_to_file(instruction_id=silent.pk, reason="对方确认没有收到", by=finance)
    assert export_batch(currency="CNY", by=finance).count == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "inside", "problem"),
    [
        ("http://127.0.0.1:9/x", False, "inside"),
        ("https://127.0.0.1:9/x", False, "inside"),
        ("https://10.0.0.7/x", False, "inside"),
        ("https://[::ffff:192.168.1.1]/x", False, "inside"),
        ("https://169.254.169.254/latest", True, "inside"),
        ("https://0.0.0.0/x", True, "inside"),
        ("http://10.0.0.7/x", True, "not https"),
        ("http://8.8.8.8/x", True, "not https"),
        ("ftp://8.8.8.8/x", True, "not set up"),
    ],
)
def test_where_nothing_is_sent_to(
    address: str, inside: bool, problem: str, instruct: Instruct, settings: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(webhook.socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    settings.PAYMENTS_WEBHOOK, settings.PAYMENTS_WEBHOOK_SECRET = address, SECRET
    settings.PAYMENTS_WEBHOOK_INSIDE = inside
    from amends.practice.remedies.payments.actions.exporting import as_order

    handed = webhook.Webhook().hand_over([as_order(instruct())], name="1", at=clock.now())
    assert (handed.refused, handed.problem) == (True, problem)
