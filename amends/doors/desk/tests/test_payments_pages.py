"""Refunds, vouchers and points on the desk: who sees which page, and what a form that is refused shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amends.casework.cases.models import Case
from amends.doors.desk.templatetags.desk_words import moment
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions import give_points, instruct_refund, issue_voucher
from amends.practice.remedies.payments.models import Batch, Instruction, Redemption, Voucher
from amends.practice.remedies.payments.queries import code_of

As = Callable[[str], Client]


@pytest.fixture
def as_(client: Client, company: Any, no_limits: None) -> As:
    for name, role in (("finance", "finance"), ("warehouse", "warehouse")):
        company.members[name] = Member.objects.create(username=name, role=role, department=company.head)

    def sign_in(who: str) -> Client:
        client.force_login(company.members[who])
        return client

    return sign_in


def given(case: Case, by: Member, amount: int = 100, reference: str = "grant:1") -> dict[str, Any]:
    money = Money(Decimal(amount), "CNY")
    return {
        "case_id": case.pk,
        "customer_id": case.customer_id,
        "amount": money,
        "reference": reference,
        "by": by,
    }


def refund_for(case: Case, by: Member, amount: int = 100) -> Instruction:
    return instruct_refund(**given(case, by, amount, f"grant:{amount}"), order_number="E1", why="<b>退款</b>")


def voucher_for(case: Case, by: Member, **fields: Any) -> Voucher:
    until = clock.today() + timedelta(days=30)
    return issue_voucher(**given(case, by), valid_until=until, **fields)


@pytest.mark.django_db
def test_who_sees_which_page(as_: As, owned_case: Case, company: Any) -> None:
    refund = refund_for(owned_case, company.handler)
    voucher = voucher_for(owned_case, company.handler)
    give_points(
        customer_id=owned_case.customer_id, case_id=owned_case.pk, points=9, reference="g", by=company.handler
    )
    customer = owned_case.customer_id
    pages: dict[str, set[str]] = {
        "payments/": {"finance", "manager"},
        "payments/?view=export": {"finance", "manager"},
        "payments/?view=sent": {"finance", "manager"},
        f"payments/{refund.pk}/": {"finance", "manager"},
        "payments/batches/": {"finance", "manager"},
        "payments/webhook/": {"finance", "manager"},
        "points/": {"finance", "manager"},
        f"points/{customer}/": {"finance", "manager", "handler"},
        "vouchers/": {"finance", "manager", "handler", "west_handler", "warehouse"},
        "vouchers/issued/": {"finance", "manager", "handler", "west_handler"},
        "vouchers/conditions/": {"finance", "manager"},
        f"vouchers/{voucher.pk}/": {"finance", "manager", "handler"},
    }
    for who in ("finance", "manager", "handler", "west_handler", "warehouse", "trainer"):
        client = as_(who)
        for page, allowed in pages.items():
            status = client.get(f"/desk/{page}").status_code
            assert (status == 200) == (who in allowed), (who, page, status)
            assert status in (200, 403, 404)
    shown = as_("west_handler").get("/desk/vouchers/issued/?view=all").content.decode()
    assert voucher.ending not in shown
    page = as_("finance").get(f"/desk/payments/{refund.pk}/").content.decode()
    assert "&lt;b&gt;退款" in page and "<b>退款" not in page
    assert f"/desk/cases/{owned_case.number}/" not in page


@pytest.mark.django_db
def test_finance_hands_over_and_writes_down_what_the_bank_says(
    as_: As, owned_case: Case, company: Any
) -> None:
    small, large = (refund_for(owned_case, company.handler, amount) for amount in (100, 3000))
    client = as_("finance")
    assert client.get("/desk/payments/export").status_code == 405
    assert client.post(f"/desk/payments/{large.pk}/confirm").status_code == 302
    assert client.post("/desk/payments/export", {"currency": "CNY"}).status_code == 302
    assert client.post("/desk/payments/export", {"currency": "CNY"}).status_code == 409
    batch = Batch.objects.get()
    assert client.get(f"/desk/payments/batches/{batch.pk}/").status_code == 200
    file = client.get(f"/desk/payments/batches/{batch.pk}/file.csv")
    assert file["Content-Disposition"].startswith("attachment")
    assert small.number.encode() in b"".join(file.streaming_content)
    wrong = client.post(f"/desk/payments/{small.pk}/paid", {"paid_on": "", "bank_reference": "B<1"})
    assert wrong.status_code == 422 and b"B&lt;1" in wrong.content
    nothing = client.post("/desk/payments/answers", {})
    assert nothing.status_code == 422
    rows = f"refund,outcome,paid_on,bank_reference\n{small.number},paid,{clock.today():%Y-%m-%d},<i>B1\nR-9,paid,,\n"
    read = client.post("/desk/payments/answers", {"file": SimpleUploadedFile("b.csv", rows.encode())})
    page = client.get(read["Location"]).content.decode()
    assert "&lt;i&gt;B1" in page and Instruction.objects.get(pk=small.pk).state == "exported"
    assert client.post(f"{read['Location']}apply").status_code == 302
    assert Instruction.objects.get(pk=small.pk).state == "paid"
    assert client.get(read["Location"]).status_code == 200
    assert as_("handler").post(f"/desk/payments/{large.pk}/failed", {"reason": "x"}).status_code == 403
    assert as_("manager").post(f"/desk/payments/{large.pk}/nonsense").status_code == 404


@pytest.mark.django_db
def test_a_till_sees_first_and_redeems_then(as_: As, owned_case: Case, company: Any) -> None:
    voucher = voucher_for(owned_case, company.handler, bound=True)
    code, client = code_of(voucher), as_("warehouse")
    assert client.post("/desk/vouchers/look", {"code": "<script>"}).status_code == 422
    page = client.post("/desk/vouchers/look", {"code": code.lower()}).content.decode()
    assert "¥100.00" in page
    assert owned_case.customer.name not in page and owned_case.number not in page
    form = {"code": code, "place": "东店", "holder": "0000", "key": "one"}
    wrong = client.post("/desk/vouchers/redeem", form)
    assert wrong.status_code == 422 and "东店" in wrong.content.decode()
    for _twice in range(2):
        done = client.post("/desk/vouchers/redeem", {**form, "holder": "8000"})
        assert done.status_code == 200
    assert Redemption.objects.count() == 1
    assert client.post("/desk/vouchers/redeem", {**form, "holder": "8000", "key": "two"}).status_code == 409
    again = client.post("/desk/vouchers/look", {"code": code}).content.decode()
    assert '<p class="vch-sum">¥100.00</p>' in again and "¥0.00" not in again
    assert f"¥100.00 · 东店 · {moment(Redemption.objects.get().at)}" in again


@pytest.mark.django_db
def test_a_code_is_shown_again_on_record_and_called_off(as_: As, owned_case: Case, company: Any) -> None:
    voucher = voucher_for(owned_case, company.handler)
    code, page = code_of(voucher), f"/desk/vouchers/{voucher.pk}/"
    assert code not in as_("finance").get(page).content.decode()
    assert as_("west_handler").post(f"{page}code").status_code == 404
    assert code in as_("handler").post(f"{page}code").content.decode()
    assert as_("handler").post(f"{page}call-off", {"reason": ""}).status_code == 422
    assert as_("handler").post(f"{page}call-off", {"reason": "补发"}).status_code == 302
    assert as_("handler").post(f"{page}code").status_code == 409


@pytest.mark.django_db
def test_points_are_used_and_taken_back(as_: As, owned_case: Case, company: Any) -> None:
    entry = give_points(
        customer_id=owned_case.customer_id,
        case_id=owned_case.pk,
        points=90,
        reference="g",
        by=company.handler,
    )
    client, page = as_("finance"), f"/desk/points/{owned_case.customer_id}/"
    assert client.post(f"{page}use", {"points": "100", "place": "东店"}).status_code == 409
    assert client.post(f"{page}use", {"points": "30", "place": "东店", "key": "k"}).status_code == 302
    assert client.post(f"{page}{entry.pk}/back", {"reason": ""}).status_code == 422
    assert client.post(f"{page}{entry.pk}/back", {"reason": "多给了"}).status_code == 302
    assert client.get(page).status_code == 200
    assert as_("west_handler").get(page).status_code == 404
