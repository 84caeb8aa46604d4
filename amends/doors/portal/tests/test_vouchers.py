from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.payments.actions import call_off_voucher, issue_voucher, redeem_voucher
from amends.practice.remedies.payments.models import Voucher
from amends.practice.remedies.payments.queries import code_of


def issued(case: Case, by: Any, reference: str) -> Voucher:
    return issue_voucher(
        case_id=case.pk,
        customer_id=case.customer_id,
        amount=Money(Decimal(88), "CNY"),
        valid_until=clock.today() + timedelta(days=30),
        reference=reference,
        by=by,
    )


@pytest.mark.django_db
def test_the_customer_finds_a_voucher_and_what_became_of_it(
    client: Client, owned_case: Case, register: Any, company: Any, no_limits: None
) -> None:
    voucher, off = (issued(owned_case, company.handler, f"grant:{number}") for number in (1, 2))
    call_off_voucher(voucher_id=off.pk, reason="内部原因", by=company.handler)
    page = reverse("portal:case", args=[owned_case.token])
    shown = client.get(page).content.decode()
    assert code_of(voucher) in shown and "vch-picture" in shown and "¥88.00" in shown
    assert code_of(off) not in shown and "内部原因" not in shown
    paper = reverse("portal:voucher_paper", args=[owned_case.token, voucher.pk])
    printed = client.get(paper)
    assert printed.status_code == 200
    assert b"".join(printed.streaming_content).startswith(b"%PDF")
    other = register()
    assert client.get(reverse("portal:voucher_paper", args=[other.token, voucher.pk])).status_code == 404
    redeem_voucher(code=code_of(voucher), amount=None, place="东店", by=company.handler)
    after = client.get(page).content.decode()
    assert code_of(voucher) not in after and "给您的代金券：¥88.00" in after
    assert client.get(paper).status_code == 422
