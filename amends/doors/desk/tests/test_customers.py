"""Customers on the desk: who sees whom, numbers that are shown on request, and changes that can be refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.customers.actions import add_identity, find_or_add_customer, merge_people, record_order
from amends.casework.customers.models import Consent, Customer, Merge, PossibleMatch
from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock

STATEMENTS_AT_MOST = 32
Signed = Callable[[str], Client]


@pytest.fixture
def signed(company: Any) -> Signed:
    def sign_in(name: str) -> Client:
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(company.members[name])
        return client

    return sign_in


@pytest.fixture
def known(register: Callable[..., Any], customer: Customer) -> Customer:
    """A customer with a case in the care department."""
    register()
    return customer


def at(name: str, *args: int) -> str:
    return reverse(f"desk:{name}", args=args)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


ADDRESSES = (
    ("change_customer", ()),
    ("customer_numbers", ()),
    ("add_identity", ()),
    ("identity", (1,)),
    ("consent", ()),
    ("contract", ()),
    ("contact", ()),
    ("end_contact", (1,)),
    ("merge", ()),
    ("undo_merge", (1,)),
)


@pytest.mark.parametrize(("name", "more"), ADDRESSES)
def test_nothing_is_changed_by_looking(
    signed: Signed, known: Customer, name: str, more: tuple[int, ...]
) -> None:
    assert signed("handler").get(at(name, known.pk, *more)).status_code == 405


@pytest.mark.parametrize(("name", "more"), [("customer", ()), *ADDRESSES])
def test_another_team_is_told_that_there_is_nobody(
    signed: Signed, known: Customer, name: str, more: tuple[int, ...]
) -> None:
    client = signed("east_handler")
    ask = client.get if name == "customer" else client.post
    assert ask(at(name, known.pk, *more)).status_code == 404
    assert "王小明" not in text_of(client.get(at("customers")))


@pytest.mark.parametrize("who", ["trainer", "administrator"])
@pytest.mark.parametrize(("name", "more"), [("customer", ()), *ADDRESSES])
def test_who_does_not_work_on_cases_is_refused(
    signed: Signed, known: Customer, who: str, name: str, more: tuple[int, ...]
) -> None:
    client = signed(who)
    ask = client.get if name == "customer" else client.post
    assert ask(at(name, known.pk, *more)).status_code == 403


def test_an_old_state_is_not_overwritten_and_what_was_typed_stays(signed: Signed, known: Customer) -> None:
    entered = {"name": "王晓明", "tier": "gold", "kind": "person", "reason": "来信更正", "version": "1"}
    Customer.objects.filter(pk=known.pk).update(version=2)
    answer = signed("handler").post(at("change_customer", known.pk), entered)
    assert answer.status_code == 409
    assert "王晓明" in text_of(answer) and "来信更正" in text_of(answer)
    known.refresh_from_db()
    assert (known.name, known.tier) == ("王小明", "standard")


def test_a_change_needs_a_reason_and_keeps_what_it_was(signed: Signed, known: Customer) -> None:
    client, entered = signed("handler"), {"tier": "gold", "no_calls": "on"}
    assert client.post(at("change_customer", known.pk), entered).status_code == 422
    answer = client.post(at("change_customer", known.pk), {**entered, "reason": "升级金卡"}, follow=True)
    assert answer.status_code == 200 and "Please do not call" in text_of(answer)
    entry = AuditEntry.objects.get(chain=known.chain)
    assert (entry.action, entry.reason) == ("customer.changed", "升级金卡")
    assert '"before":{"no_calls":false,"tier":"standard"}' in entry.body.replace(" ", "")


def test_numbers_are_covered_until_somebody_asks_and_that_is_on_record(
    signed: Signed, known: Customer, company: Any
) -> None:
    add_identity(customer_id=known.pk, kind="paper", value="110105194912310021", by=company.handler)
    client = signed("handler")
    covered = text_of(client.get(at("customer", known.pk)))
    assert "138****8000" in covered and "138 0013 8000" not in covered and "19491231" not in covered
    shown = text_of(client.post(at("customer_numbers", known.pk)))
    assert "138 0013 8000" in shown and "110105194912310021" in shown
    entry = AuditEntry.objects.filter(chain=known.chain).latest("n")
    assert (entry.action, entry.actor_id) == ("customer.numbers_shown", company.handler.pk)
    assert "138" not in "".join(AuditEntry.objects.filter(chain=known.chain).values_list("body", flat=True))


@pytest.mark.parametrize(
    "query", ["王小", "小明", "0013", "13800138000", "wang@exam", "E-77", "１３８００１３８０００"]
)
def test_a_customer_is_found_by_part_of_name_phone_address_or_order(
    signed: Signed, known: Customer, company: Any, query: str
) -> None:
    record_order(
        customer=known,
        number="E-77",
        product="锅",
        amount=Decimal(9),
        ordered_at=datetime(2026, 6, 1, tzinfo=UTC),
        by=company.house,
    )
    find_or_add_customer(name="李雷", phone="13999998888", by=company.portal)
    found = text_of(signed("manager").get(at("customers"), {"q": query}))
    assert "王小明" in found and "李雷" not in found


def test_the_list_goes_on_by_keyset_and_names_each_person_once(signed: Signed, company: Any) -> None:
    people = [
        find_or_add_customer(name=f"顾客{n:02d}", phone=f"138001390{n:02d}", by=company.portal)
        for n in range(30)
    ]
    merge_people(merged_id=people[0].pk, kept_id=people[1].pk, reason="同一人", by=company.manager)
    client, seen, address = signed("manager"), "", at("customers")
    while address:
        answer = client.get(address)
        seen += text_of(answer)
        address = at("customers") + answer.context["next_url"] if answer.context["next_url"] else ""
    assert [seen.count(f"<strong>{one.name}</strong>") for one in people] == [0, *[1] * 29]
    found = text_of(client.get(at("customers"), {"q": "顾客00"}))
    assert (
        "顾客00" in found and at("customer", people[1].pk) in found and "the same person as 顾客01" in found
    )


def test_a_merged_record_leads_to_the_person(signed: Signed, known: Customer, company: Any) -> None:
    other = find_or_add_customer(name="王小明", phone="13911112222", by=company.portal)
    client = signed("manager")
    answer = client.post(at("merge", known.pk), {"other": f"#{other.pk}", "reason": "同一人"}, follow=True)
    assert "One person from now on" in answer.content.decode()
    assert answer.status_code == 200 and "2 records" in text_of(answer)
    assert client.get(at("customer", other.pk)).headers["Location"] == at("customer", known.pk)
    undone = client.post(
        at("undo_merge", known.pk, Merge.objects.get().pk), {"reason": "是两个人"}, follow=True
    )
    assert undone.status_code == 200 and "2 records" not in text_of(undone)


def test_a_handler_sees_the_likeness_and_leaves_the_decision_to_the_lead(
    signed: Signed, known: Customer, register: Callable[..., Any], company: Any
) -> None:
    other = find_or_add_customer(name="王小红", phone="13800138000", by=company.portal)
    register(customer=other)
    assert other != known and PossibleMatch.objects.get().strength == "weak"
    page = text_of(signed("handler").get(at("customer", known.pk)))
    assert (
        "Possibly the same person" in page
        and "Phone (weak)" in page
        and "merge" not in page.split("<main")[1]
    )
    refused = signed("handler").post(at("merge", known.pk), {"other": other.pk, "reason": "像"})
    assert refused.status_code == 403
    lead = signed("lead")
    answer = lead.post(at("merge", known.pk), {"other": other.pk, "own": known.pk, "answer": "different"})
    assert answer.status_code == 302
    assert "Possibly the same person" not in text_of(lead.get(at("customer", known.pk)))


def test_consent_is_given_and_taken_back_and_both_stay(signed: Signed, known: Customer) -> None:
    client = signed("handler")
    for answer, how in (("given", "微信里说"), ("withdrawn", "来信写明")):
        client.post(at("consent", known.pk), {"purpose": "marketing", "answer": answer, "how": how})
    assert list(Consent.objects.order_by("id").values_list("given", "how")) == [
        (True, "微信里说"),
        (False, "来信写明"),
    ]
    page = text_of(client.get(at("customer", known.pk)))
    assert page.index("来信写明") < page.index("微信里说")
    assert client.post(at("consent", known.pk), {"purpose": "marketing", "how": ""}).status_code == 422


def test_a_number_that_a_file_vouched_for_says_so_in_words(
    signed: Signed, known: Customer, company: Any
) -> None:
    added = add_identity(customer_id=known.pk, kind="phone", value="13911112222", by=company.handler)
    added.verified_at, added.verified_how = clock.now(), "file"
    added.save()
    page = text_of(signed("handler").get(at("customer", known.pk)))
    assert ": Taken in from a file" in page


@pytest.mark.parametrize("answer", ["verify", "prefer", "end"])
def test_an_identity_is_kept_up(signed: Signed, known: Customer, company: Any, answer: str) -> None:
    added = add_identity(customer_id=known.pk, kind="phone", value="13911112222", by=company.handler)
    client = signed("handler")
    assert (
        client.post(at("identity", known.pk, added.pk), {"answer": answer, "words": "回拨过"}).status_code
        == 302
    )
    added.refresh_from_db()
    known.refresh_from_db()
    assert (added.is_verified, added.ended_at is not None) == (answer == "verify", answer == "end")
    assert known.phone == ("13911112222" if answer == "prefer" else "138 0013 8000")


def test_what_customers_call_themselves_is_shown_as_words(
    signed: Signed, register: Callable[..., Any], company: Any
) -> None:
    evil = find_or_add_customer(name="<script>alert(1)</script>", phone="13900000001", by=company.portal)
    register(customer=evil)
    for address in (at("customers"), at("customer", evil.pk)):
        assert "<script>alert(1)" not in text_of(signed("manager").get(address))


def test_an_organisation_shows_what_its_people_handed_in_for_it(
    signed: Signed, company: Any, register: Callable[..., Any]
) -> None:
    client = signed("manager")
    firm = find_or_add_customer(name="云栖书店", email="books@example.com", by=company.portal)
    buyer = find_or_add_customer(name="周敏", phone="13700001111", by=company.portal)
    client.post(at("change_customer", firm.pk), {"kind": "organisation", "reason": "是公司"})
    entered = {"contact": buyer.pk, "position": "purchasing", "may_speak": "on"}
    assert client.post(at("contact", firm.pk), entered).status_code == 302
    order = {"product": "曲奇", "amount": Decimal(9), "ordered_at": datetime(2026, 6, 1, tzinfo=UTC)}
    record_order(customer=firm, number="F-1", by=company.house, **order)  # type: ignore[arg-type]
    for_it = register(customer=buyer, order_number="F-1", subject="六罐凹陷")
    register(customer=buyer, subject="自己买的也坏了")
    page = text_of(client.get(at("customer", firm.pk)))
    assert for_it.number in page and "came by 周敏" in page and "自己买的也坏了" not in page
    assert client.post(at("contact", firm.pk), {**entered, "contact": "abc"}).status_code == 422


def test_an_organisation_and_a_landline_are_not_called_a_person_and_a_mobile(
    signed: Signed, company: Any, register: Callable[..., Any]
) -> None:
    client = signed("manager")
    firm = find_or_add_customer(name="云栖书店", phone="021-55558888", by=company.portal)
    register(customer=firm)
    client.post(at("change_customer", firm.pk), {"kind": "organisation", "reason": "是公司"})
    client.post(at("add_identity", firm.pk), {"kind": "phone", "value": "0571-88889999"})
    client.post(at("add_identity", firm.pk), {"kind": "phone", "value": "13700002222"})
    assert "This person" not in text_of(client.get(at("customer", firm.pk)))
    client.cookies["django_language"] = "zh-hant"
    page = text_of(client.get(at("customer", firm.pk)))
    assert "同一單位的多筆資料" in page
    known = page.partition('id="known-by"')[2].partition("</ul>")[0]
    assert (known.count(">電話<"), known.count(">手機號碼<")) == (2, 1)
    assert page.count("手機號碼") == 2, "once among what they are known by, once in the trail"


def test_the_page_costs_the_same_however_much_is_known(
    signed: Signed, known: Customer, company: Any, register: Callable[..., Any]
) -> None:
    client = signed("manager")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at("customer", known.pk)).status_code == 200
        return len(asked)

    client.get(at("customer", known.pk))
    few = cost()
    for n in range(6):
        register(subject=f"又来{n}")
        other = find_or_add_customer(name="王小明", phone=f"1391111000{n}", by=company.portal)
        merge_people(merged_id=other.pk, kept_id=known.pk, reason="同一人", by=company.manager)
    assert cost() <= few + 1 <= STATEMENTS_AT_MOST


def test_the_order_of_a_case_is_named_by_hand(signed: Signed, known: Customer, company: Any) -> None:
    case = known.cases.get()
    order = {"product": "电饭锅", "amount": Decimal(9), "ordered_at": datetime(2026, 6, 1, tzinfo=UTC)}
    stranger = find_or_add_customer(name="李雷", phone="13999998888", by=company.portal)
    record_order(customer=known, number="E-1", department=company.east, by=company.house, **order)  # type: ignore[arg-type]
    record_order(customer=stranger, number="E-2", by=company.house, **order)  # type: ignore[arg-type]
    client, address = signed("handler"), reverse("desk:case_order", args=[case.number])
    assert client.post(address, {"order_number": "E-2"}).status_code == 422
    assert client.post(address, {"order_number": "E-1", "version": "99"}).status_code == 409
    assert client.post(address, {"order_number": "E-1"}).status_code == 302
    case.refresh_from_db()
    assert (case.order_number, case.concerns) == ("E-1", company.east)
    assert "电饭锅" in text_of(client.get(reverse("desk:case_customer", args=[case.number])))
    assert signed("west_handler").post(address, {"order_number": ""}).status_code == 404
    assert signed("trainer").post(address, {"order_number": ""}).status_code == 403
    assert client.get(address).status_code == 405


def test_the_case_page_leads_to_the_customer(signed: Signed, known: Customer) -> None:
    page = text_of(signed("handler").get(reverse("desk:case", args=[known.cases.get().number])))
    assert at("customer", known.pk) in page


def test_how_somebody_wants_to_be_reached_stands_in_the_case_before_anybody_dials(
    client: Client, company: Any, owned_case: Case
) -> None:
    client.force_login(company.handler)
    page = text_of(client.get(f"/desk/cases/{owned_case.number}/"))
    assert "请勿致电" not in page and "方便的时间" not in page
    Customer.objects.filter(pk=owned_case.customer_id).update(
        no_calls=True, preferred_way="message", preferred_time="evening"
    )
    page = text_of(client.get(f"/desk/cases/{owned_case.number}/"))
    assert "请勿致电" in page and "方便的时间" in page and "联系方式" in page
