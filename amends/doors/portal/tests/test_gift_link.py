"""The customer says by a link where a gift may go: confirmed, corrected, declined, run out, tampered with."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid
from amends.foundation.notices.models import Notice
from amends.practice.remedies.gifts import actions
from amends.practice.remedies.gifts.models import Gift, Shipment, StockLevel
from amends.practice.remedies.gifts.queries.links import LinkState, link_behind, token_for
from amends.practice.remedies.gifts.queries.messages import words_for_asking
from amends.practice.remedies.gifts.tests.shipments import gift_on_the_shelf, planned, warehouse_member
from amends.practice.replies.actions import approve_reply

FORM = {
    "recipient": "王小明",
    "phone": "",
    "area": "cn",
    "region": "江苏省南京市鼓楼区",
    "detail": "汉中路 8 号 502",
    "postcode": "",
    "note": "",
    "good_time": "any",
}


@pytest.fixture
def tea(company: Any) -> Gift:
    return gift_on_the_shelf(company)


@pytest.fixture
def shipment(company: Any, owned_case: Case, tea: Gift, no_limits: None) -> Shipment:
    one = planned(owned_case, tea, by=company.handler)
    actions.ask_address(shipment_id=one.pk, words="", link_to=str, by=company.handler)
    one.refresh_from_db()
    return one


@pytest.fixture
def address(shipment: Shipment) -> str:
    return reverse("portal:gift", args=[token_for(shipment)])


def words_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_the_link_goes_out_in_the_conversation_and_can_be_pressed(
    company: Any, client: Client, owned_case: Case, tea: Gift, no_limits: None, run_jobs: Callable[[], int]
) -> None:
    one = planned(owned_case, tea, by=company.lead)
    words = words_for_asking(one, company.lead)

    def link_to(token: str) -> str:
        return f"https://amends.example{reverse('portal:gift', args=[token])}"

    with pytest.raises(Invalid):
        actions.ask_address(shipment_id=one.pk, words="没有链接", link_to=link_to, by=company.lead)
    actions.ask_address(shipment_id=one.pk, words=words, link_to=link_to, by=company.lead)
    reply = owned_case.replies.get()
    assert "{link}" not in reply.body
    # In a case of this weight a second person reads it first.
    approve_reply(reply_id=reply.pk, by=company.manager)
    run_jobs()
    page = client.get(reverse("portal:case", args=[owned_case.token])).content.decode()
    found = re.search(r'<a class="link" href="(/gift/[^"]+/)">https://amends', page)
    assert found is not None
    assert client.get(found[1]).status_code == 200


def test_the_customer_confirms_and_corrects_until_it_is_packed(
    company: Any, client: Client, shipment: Shipment, address: str
) -> None:
    page = client.get(address)
    assert page.status_code == 200 and page.headers["Cache-Control"].find("no-store") >= 0
    assert "白茶" not in words_of(page)
    assert "13800138000" not in words_of(page).replace(" ", "")
    assert client.post(address, FORM).status_code == 302
    shipment.refresh_from_db()
    assert (shipment.state, shipment.phone, shipment.region) == ("known", "138 0013 8000", FORM["region"])
    assert shipment.confirmed_at is not None
    client.post(address, {**FORM, "detail": "中山路 1 号"})
    shipment.refresh_from_db()
    assert shipment.detail == "中山路 1 号"
    actions.pack(shipment_id=shipment.pk, by=warehouse_member(company))
    after = client.post(address, {**FORM, "detail": "别处"})
    shipment.refresh_from_db()
    assert (after.status_code, shipment.detail) == (409, "中山路 1 号")
    settled = words_of(client.get(address))
    assert "中山路" not in settled and "王小明" not in settled


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"detail": ""}, "江苏省南京市鼓楼区"),
        ({"detail": " \x00\u202e"}, "江苏省南京市鼓楼区"),
        ({"phone": "12"}, 'value="12"'),
        ({"region": "<script>alert(1)</script>", "detail": ""}, "&lt;script&gt;"),
        ({"area": "zz"}, "汉中路"),
        ({"note": "长" * 5000}, "汉中路"),
        ({"recipient": "名" * 81}, "汉中路"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_entered_is_lost(
    client: Client, shipment: Shipment, address: str, changes: dict[str, str], shown: str
) -> None:
    answer = client.post(address, {**FORM, **changes})
    assert answer.status_code == 422
    raw = answer.content.decode()
    assert shown in raw and "field-error" in raw and "<script>alert" not in raw
    shipment.refresh_from_db()
    assert (shipment.state, shipment.detail) == ("asked", "")


def test_no_gift_thank_you(
    client: Client, shipment: Shipment, address: str, run_jobs: Callable[[], int]
) -> None:
    url = reverse("portal:gift_decline", args=[token_for(shipment)])
    assert client.get(url).status_code == 405
    for _ in range(2):
        assert client.post(url, {"words": "心意领了，不用破费"}).status_code == 302
    run_jobs()
    shipment.refresh_from_db()
    step = shipment.steps.last()
    assert step is not None
    assert (shipment.state, step.words) == ("declined", "心意领了，不用破费")
    assert StockLevel.objects.get().set_aside == 0
    assert Notice.objects.filter(kind="gift", data__what="declined").count() == 1
    assert client.post(address, FORM).status_code == 409


def test_a_link_that_ran_out_gives_nothing_away_and_leads_to_a_person_once(
    client: Client, shipment: Shipment, address: str, run_jobs: Callable[[], int]
) -> None:
    client.post(address, FORM)
    again = reverse("portal:gift_again", args=[token_for(shipment)])
    with clock.at(clock.now() + timedelta(days=8)):
        page = words_of(client.get(address))
        assert "汉中路" not in page and "王小明" not in page and again in page
        assert client.post(address, {**FORM, "detail": "别处"}).status_code == 409
        for _ in range(3):
            assert client.post(again).status_code == 302
        run_jobs()
    shipment.refresh_from_db()
    assert shipment.detail == FORM["detail"]
    assert Notice.objects.filter(kind="gift", data__what="link_asked").count() == 1


def test_only_the_latest_link_of_this_shipment_works(
    company: Any, client: Client, shipment: Shipment, owned_case: Case, tea: Gift
) -> None:
    old = token_for(shipment)
    actions.ask_address(shipment_id=shipment.pk, words="", link_to=str, by=company.handler)
    assert client.post(reverse("portal:gift", args=[old]), FORM).status_code == 409
    actions.revoke_link(shipment_id=shipment.pk, reason="发错人了", by=company.handler)
    shipment.refresh_from_db()
    link = link_behind(token_for(shipment))
    assert (shipment.state, link and link.state) == ("planned", LinkState.EXPIRED)
    forged = [
        old[:-1] + ("A" if old[-1] != "A" else "B"),
        "x",
        "a" * 5000,
        signing.Signer().sign_object([shipment.pk, shipment.link_number]),
        signing.Signer(salt="amends.gifts.address").sign_object({"s": shipment.pk}),
        signing.Signer(salt="amends.gifts.address").sign_object([10**9, 1]),
    ]
    for token in forged:
        assert client.get(reverse("portal:gift", args=[token])).status_code == 404


def test_who_tries_many_links_is_asked_to_wait(client: Client, no_limits: None, db: None) -> None:
    codes = [client.get(reverse("portal:gift", args=[f"guess-{n}"])).status_code for n in range(21)]
    assert codes == [404] * 20 + [429]


def test_the_page_speaks_the_language_of_the_complaint_unless_another_is_chosen(
    client: Client, shipment: Shipment, address: str
) -> None:
    Case.objects.filter(pk=shipment.case_id).update(language="zh-Hant")
    assert 'lang="zh-Hant"' in words_of(client.get(address))
    client.cookies["django_language"] = "en"
    assert "Where may we send you something?" in words_of(client.get(address))
