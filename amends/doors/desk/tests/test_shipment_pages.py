"""The piles of the warehouse and the page of one shipment: who sees what, what is refused, and nothing entered is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.foundation.organisation.models import Member
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.letters import slip_of
from amends.practice.remedies.gifts.models import Gift, Shipment
from amends.practice.remedies.gifts.papers import Slip, slip_page
from amends.practice.remedies.gifts.tests.shipments import HOME, gift_on_the_shelf, planned, warehouse_member
from amends.practice.replies.choices import ReplyState
from amends.practice.replies.models import Reply

NUMBER = "SF1234567890123"


@pytest.fixture
def store(company: Any) -> Member:
    return warehouse_member(company)


@pytest.fixture
def tea(company: Any) -> Gift:
    return gift_on_the_shelf(company)


@pytest.fixture
def shipment(company: Any, owned_case: Case, tea: Gift) -> Shipment:
    one = planned(owned_case, tea, by=company.handler)
    return actions.enter_address(shipment_id=one.pk, address=HOME, reason="电话", by=company.handler)


@pytest.fixture
def show(client: Client) -> Callable[..., Any]:
    def get(member: Member, name: str, *args: object, query: str = "") -> Any:
        client.force_login(member)
        return client.get(reverse(f"desk:{name}", args=args) + query)

    return get


@pytest.fixture
def post(client: Client) -> Callable[..., Any]:
    def send(member: Member, name: str, *args: object, **data: Any) -> Any:
        client.force_login(member)
        return client.post(reverse(f"desk:{name}", args=args), data)

    return send


def test_who_sees_the_piles_and_the_address(
    company: Any, shipment: Shipment, store: Member, show: Callable[..., Any]
) -> None:
    listed = show(store, "shipments").content.decode()
    assert shipment.number in listed and shipment.case.number in listed
    assert "王＊＊" in listed and "汉中路" not in listed and "13800138000" not in listed.replace(" ", "")
    assert reverse("desk:case", args=[shipment.case.number]) not in listed
    for member, status in (
        (store, 200),
        (company.handler, 200),
        (company.lead, 200),
        (company.east_handler, 404),
    ):
        answer = show(member, "shipment", shipment.pk)
        assert answer.status_code == status
        assert ("汉中路" in answer.content.decode()) == (status == 200)
    for member in (company.trainer, company.administrator):
        assert show(member, "shipments").status_code == 403
        assert show(member, "packing_slip", shipment.pk).status_code == 403
    for name in ("pack_shipments", "send_shipments"):
        assert show(store, name).status_code == 405
    assert show(store, "move_shipment", shipment.pk, "pack").status_code == 405


def test_packed_and_sent_row_by_row_and_from_a_pasted_list(
    company: Any, owned_case: Case, tea: Gift, shipment: Shipment, store: Member, post: Callable[..., Any]
) -> None:
    second = planned(owned_case, tea, by=company.handler)
    actions.enter_address(shipment_id=second.pk, address=HOME, reason="电话", by=company.handler)
    assert post(company.handler, "pack_shipments", ids=[shipment.pk]).status_code == 403
    assert post(store, "pack_shipments", ids=[shipment.pk, second.pk, "x", "9" * 30]).status_code == 302
    wrong = post(
        store,
        "send_shipments",
        **{f"tracking-{shipment.pk}": NUMBER, f"carrier-{shipment.pk}": "sf"},
        **{f"tracking-{second.pk}": "<b>", f"carrier-{second.pk}": "ems"},
    )
    words = wrong.content.decode()
    assert wrong.status_code == 409 and 'value="&lt;b&gt;"' in words and "<b>" not in words
    lost = post(store, "send_shipments", carrier="ems", list="nonsense\nS-99999 EA123456789CN")
    assert lost.status_code == 409 and "nonsense" in lost.content.decode()
    assert (
        post(store, "send_shipments", list=f"{second.number}\tems\tEA123456789CN", carrier="sf").status_code
        == 302
    )
    for one, number in ((shipment, NUMBER), (second, "EA123456789CN")):
        one.refresh_from_db()
        assert (one.state, one.tracking) == ("sent", number)


def test_a_refused_step_stands_there_again_with_what_was_entered(
    company: Any, shipment: Shipment, store: Member, post: Callable[..., Any]
) -> None:
    one = shipment.pk
    entered = {
        "recipient": "李四",
        "phone": "1",
        "area": "cn",
        "region": "上海市",
        "detail": "人民路1号",
        "reason": "电话",
    }
    answer = post(company.handler, "move_shipment", one, "enter", **entered)
    assert answer.status_code == 422 and 'value="人民路1号"' in answer.content.decode()
    assert post(company.handler, "move_shipment", one, "pack").status_code == 403
    assert post(store, "move_shipment", one, "send", carrier="sf", tracking=NUMBER).status_code == 409
    assert post(company.handler, "move_shipment", one, "call_off", reason="").status_code == 422
    assert post(company.handler, "move_shipment", one, "nonsense").status_code == 404
    assert post(company.east_handler, "move_shipment", one, "call_off", reason="x").status_code == 404
    shipment.refresh_from_db()
    assert (shipment.state, shipment.detail) == ("known", HOME.detail)


def test_the_link_is_shown_once_to_whoever_made_it(
    company: Any, shipment: Shipment, show: Callable[..., Any], post: Callable[..., Any]
) -> None:
    assert post(company.handler, "move_shipment", shipment.pk, "ask", only="1").status_code == 302
    first, second = (show(company.handler, "shipment", shipment.pk).content.decode() for _ in range(2))
    assert "http://testserver/gift/" in first and "/gift/" not in second


@pytest.mark.parametrize(
    ("severity", "told"), [("minor", "带链接的话正在发给顾客"), ("severe", "等第二人批准后发给顾客")]
)
def test_a_message_with_the_link_that_waits_for_a_second_person_is_not_said_to_be_under_way(
    company: Any, shipment: Shipment, client: Client, severity: str, told: str
) -> None:
    Case.objects.filter(pk=shipment.case_id).update(severity=severity, risks=[])
    client.force_login(company.handler)
    address = reverse("desk:move_shipment", args=[shipment.pk, "ask"])
    words = "王先生，您好。茶已经备好，请在这里填写地址：{link}"
    answer = client.post(address, {"words": words}, follow=True).content.decode()
    waits = Reply.objects.get().state == ReplyState.AWAITING_APPROVAL
    assert waits == (severity == "severe")
    assert told in answer


def test_the_slip_names_what_a_packer_needs_and_escapes_it(shipment: Shipment) -> None:
    slip = slip_of(shipment)
    assert slip.to[0] == "王小明" and "汉中路 8 号 502" in slip.to[2]
    assert "对不起" not in f"{slip.rows}"
    hostile = Slip("zh-Hans", "<i>", "S-1", ["<script>x</script>", "“'&"], [("<b>", "<img src=x>")])
    assert "<script>" not in slip_page(hostile) and "<img" not in slip_page(hostile)


def test_the_slip_is_a_pdf(shipment: Shipment, store: Member, show: Callable[..., Any]) -> None:
    answer = show(store, "packing_slip", shipment.pk)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
