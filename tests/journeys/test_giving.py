"""A moderate and a severe case made good to the end, by the people who do it: handler, lead, warehouse, finance, customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.actions import confirm_solution, decide_approval, mark_solved, post_reply
from amends.casework.cases.models import Case
from amends.casework.customers.models import Order
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.budget.actions import open_budget
from amends.practice.remedies.budget.models import Budget
from amends.practice.remedies.budget.queries import verify_books
from amends.practice.remedies.gifts import actions as gifts
from amends.practice.remedies.gifts.models import Gift, Shipment, StockLevel
from amends.practice.remedies.gifts.queries.balance import differences
from amends.practice.remedies.models import Grant
from amends.practice.remedies.payments.actions import mark_paid
from amends.practice.remedies.payments.actions.exporting import export_batch
from amends.practice.remedies.payments.models import Instruction
from amends.practice.remedies.queries.balance import grants_out_of_step

LETTER = "王先生，这件事让您受累了，对不起。请您选一个办法。"


@pytest.fixture
def staff(company: Any) -> dict[str, Member]:
    found = {}
    for role in ("warehouse", "finance"):
        found[role] = Member(username=role, display_name=role, role=role, department=company.head)
        found[role].set_unusable_password()
        found[role].save()
    return found


@pytest.fixture
def shelf(company: Any, staff: dict[str, Member]) -> Gift:
    said = gifts.Described(name="龙井小罐", kind="useful", unit_cost=Decimal(40), price_class="small")
    gift = gifts.add_gift(code="TEA", described=said, by=company.lead)
    room = gifts.add_warehouse(code="HZ", name="杭州", department_id=company.head.pk, by=staff["warehouse"])
    gifts.bring_in(gift_id=gift.pk, warehouse_id=room.pk, quantity=2, by=staff["warehouse"])
    return gift


@pytest.fixture
def budget(company: Any) -> Budget:
    today = clock.today()
    return open_budget(
        department_id=company.care.pk,
        currency="CNY",
        starts_on=today,
        ends_on=today + timedelta(days=30),
        amount=Money(Decimal(2000)),
        by=company.manager,
    )


@pytest.fixture
def desk() -> Callable[[Member], Client]:
    def of(member: Member) -> Client:
        client = Client(headers={"accept-language": "zh-hans"})
        client.force_login(member)
        return client

    return of


def books(budget: Budget) -> dict[str, int]:
    return {one.kind: one.balance // 100 for one in budget.accounts.all() if one.balance}


def ready(case: Case, bring_to: Any, severity: str, spent: int) -> None:
    Order.objects.create(
        number="DD1", customer=case.customer, product="电饭锅", amount=Decimal(spent), ordered_at=clock.now()
    )
    bring_to(case, "carry_out")
    Case.objects.filter(pk=case.pk).update(severity=severity, order_number="DD1", heat=10)


def test_a_moderate_case_from_the_choice_to_the_thanks(
    company: Any,
    staff: dict[str, Member],
    shelf: Gift,
    budget: Budget,
    owned_case: Case,
    bring_to: Any,
    run_jobs: Any,
    desk: Any,
) -> None:
    """The customer chose a refund: one click. A gift waits at the gate until all is put right, then goes its way."""
    ready(owned_case, bring_to, "moderate", 600)
    number, handler = owned_case.number, desk(company.handler)

    def post(name: str, *args: Any, **data: Any) -> Any:
        return handler.post(reverse(f"desk:{name}", args=[number, *args]), data)

    sheet = handler.get(reverse("desk:case_giving", args=[number]))
    assert sheet.status_code == 200 and "按顾客所选批出" in sheet.content.decode()
    assert post("grant_chosen", form="chosen", key="c").status_code == 302
    refund = Grant.objects.get()
    assert (refund.basis, refund.amount) == ("solution", 100)
    assert post("carry_out_grant", refund.pk, order_number="DD1").status_code == 302
    paid_by(staff["finance"], refund)
    form = {"form": "grant", "kind": "gift", "basis": "goodwill", "gift": shelf.pk, "timing": "now"}
    assert post("grant", **form, reason="跑了两趟", outside_reason="与退款合计合适").status_code == 302
    gift = Grant.objects.get(kind="gift")
    held = post("carry_out_grant", gift.pk, form=f"carry-{gift.pk}", way="by_hand")
    assert held.status_code == 409 and "事情还没办妥" in held.content.decode()
    post_reply(case_id=owned_case.pk, body=LETTER, by=company.handler)
    mark_solved(case_id=owned_case.pk, what="已退款", by=company.handler)
    confirm_solution(case_id=owned_case.pk, by=company.portal)
    words = drafted(handler, number)
    assert post("write_grant_card", gift.pk, form=f"card-{gift.pk}", **words).status_code == 302
    is_no_message(handler, number, gift)
    assert post("carry_out_grant", gift.pk, way="by_hand").status_code == 302
    packed_and_handed_over(gift, staff["warehouse"], company.handler)
    run_jobs()
    assert dict(Grant.objects.values_list("kind", "state")) == {"refund": "settled", "gift": "settled"}
    assert Grant.objects.get(kind="gift").thanks == "有心了"
    assert books(budget) == {"granted": -2000, "available": 1860, "spent": 140}
    assert StockLevel.objects.get().on_shelf == 1
    adds_up()
    assert desk(staff["warehouse"]).get(reverse("desk:case_giving", args=[number])).status_code == 403
    assert desk(staff["warehouse"]).get(reverse("desk:giving")).status_code == 200


def test_a_severe_case_with_an_approval_a_return_and_an_opened_gate(
    company: Any,
    staff: dict[str, Member],
    shelf: Gift,
    budget: Budget,
    owned_case: Case,
    bring_to: Any,
    run_jobs: Any,
    desk: Any,
) -> None:
    """Above the handler's authority: asked with the letter, decided with both sides in view; a parcel comes back."""
    ready(owned_case, bring_to, "severe", 1500)
    number, handler, lead = owned_case.number, desk(company.handler), desk(company.lead)
    here = reverse("desk:grant", args=[number])
    form = {"form": "grant", "kind": "upgrade", "basis": "goodwill", "amount": "700", "timing": "now"}
    form |= {"currency": "CNY", "reason": "锅冒烟，险些失火", "outside_reason": "按影响"}
    refused = handler.post(here, form)
    assert refused.status_code == 403 and "锅冒烟" in refused.content.decode()
    assert handler.post(here, {**form, "ask": "1", "words": LETTER}).status_code == 302
    request = owned_case.approvals.get(state="asked")
    shown = lead.get(reverse("desk:case_approvals", args=[number])).content.decode()
    assert owned_case.messages.order_by("pk")[0].body[:20] in shown and LETTER in shown
    decide_approval(request_id=request.pk, grant=True, by=company.lead)
    assert handler.post(here, {**form, "key": "k"}).status_code == 302
    upgrade = Grant.objects.get()
    assert upgrade.approval == request
    opening = reverse("desk:open_gate", args=[number, upgrade.pk])
    assert handler.post(opening, {"reason": "已当面道歉"}).status_code == 403
    assert lead.post(opening, {"reason": "已当面道歉"}).status_code == 302
    carry = reverse("desk:carry_out_grant", args=[number, upgrade.pk])
    assert handler.post(carry, {"done": "已登记免费升级"}).status_code == 302
    gift = {"form": "grant", "kind": "gift", "basis": "goodwill", "gift": shelf.pk, "timing": "now"}
    lead.post(here, {**gift, "reason": "探望", "outside_reason": "按影响"})
    parcel = Grant.objects.get(kind="gift")
    lead.post(reverse("desk:open_gate", args=[number, parcel.pk]), {"reason": "顾客在家休养"})
    card = lead.get(reverse("desk:case_giving", args=[number])).context["rows"][0]["card"]["card"]
    words = {name: getattr(card, name) for name in ("greeting", "apology", "thanks", "promise", "signed")}
    lead.post(reverse("desk:write_grant_card", args=[number, parcel.pk]), {**words, "solution": "锅已退款。"})
    way = {"way": "by_hand"}
    assert lead.post(reverse("desk:carry_out_grant", args=[number, parcel.pk]), way).status_code == 302
    shipment = Shipment.objects.get(reference=parcel.reference)
    gifts.pack(shipment_id=shipment.pk, by=staff["warehouse"])
    gifts.call_off(shipment_id=shipment.pk, reason="顾客婉拒", by=company.lead)
    run_jobs()
    states = dict(Grant.objects.values_list("kind", "state"))
    assert states == {"upgrade": "settled", "gift": "cancelled"}
    assert books(budget) == {"granted": -2000, "available": 1300, "spent": 700}
    assert StockLevel.objects.get().on_shelf == 2
    adds_up()


def is_no_message(client: Client, number: str, grant: Grant) -> None:
    """A tin of tea is neither offered to be sent electronically nor sent so."""
    here = reverse("desk:carry_out_grant", args=[number, grant.pk])
    refused = client.post(here, {"form": f"carry-{grant.pk}", "way": "electronic"})
    assert refused.status_code == 422 and "不能线上发送" in refused.content.decode()
    offered = [value for value, _label in refused.context["rows"][0]["ways"]]
    assert offered == ["post", "by_hand", "pick_up"]


def drafted(client: Client, number: str) -> dict[str, str]:
    """The card of the newest grant, as it would begin."""
    page = client.get(reverse("desk:case_giving", args=[number])).context
    return {name: words for name, _label, words in page["rows"][0]["card"]["parts"]}


def paid_by(finance: Member, grant: Grant) -> None:
    export_batch(currency="CNY", by=finance)
    refund = Instruction.objects.get(reference=grant.reference)
    mark_paid(instruction_id=refund.pk, paid_on=clock.today(), bank_reference="B1", by=finance)


def packed_and_handed_over(grant: Grant, keeper: Member, handler: Member) -> None:
    shipment = Shipment.objects.get(reference=grant.reference)
    gifts.pack(shipment_id=shipment.pk, by=keeper)
    gifts.hand_over(shipment_id=shipment.pk, to="王先生", place="门店", by=handler)
    gifts.thanked(shipment_id=shipment.pk, words="有心了", by=handler)


def adds_up() -> None:
    assert verify_books().balanced and not differences() and not grants_out_of_step()
