"""What a person is told while they fill in what they want to give, and who is told nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.casework.cases.models import Case
from amends.casework.customers.actions import record_order
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.choices import GrantState
from amends.practice.remedies.models import Grant
from amends.practice.remedies.rules.fairness import GivenSoFar
from amends.practice.remedies.tests.conftest import Giving


@pytest.fixture
def bought(giving: Giving) -> Giving:
    """The case is about something for 1,000 yuan, of which a fifth to three tenths are fair."""
    record_order(
        customer=giving.case.customer,
        number="W-1",
        product="电饭锅",
        amount=Decimal(1000),
        ordered_at=clock.now(),
        by=giving.company.house,
    )
    Case.objects.filter(pk=giving.case.pk).update(
        order_number="W-1", severity="moderate", category="quality", demands=[]
    )
    return giving


def told(giving: Giving, member: Any, **form: Any) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    entered = {"kind": "voucher", "basis": "goodwill", "currency": "CNY", **form}
    answer = client.get(reverse("desk:weigh_grant", args=[giving.case.number]), entered)
    assert answer.status_code == 200
    return answer.content.decode().strip()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"amount": "30"}, "¥30.00 is below the fair range"),
        ({"amount": "250"}, "¥250.00 lies within the fair range"),
        ({"amount": "700"}, "¥700.00 is above the fair range"),
        ({"kind": "gift"}, "¥40.00 is below the fair range"),
        ({"amount": "30", "basis": "entitlement"}, ""),
        ({"amount": "30", "basis": "solution"}, ""),
        ({"amount": "thirty"}, ""),
        ({"amount": ""}, ""),
        ({"kind": "gift", "gift": "x"}, ""),
    ],
)
def test_a_sum_is_held_against_the_range_before_it_is_given(
    bought: Giving, form: dict[str, str], words: str
) -> None:
    said = told(bought, bought.company.handler, **{"gift": str(bought.gift.pk), **form})
    assert (words in said) if words else said == ""


def test_what_was_given_before_counts(bought: Giving) -> None:
    bought.grant(amount=Decimal(100))
    said = told(bought, bought.company.handler, amount="50")
    assert "With the ¥100.00 given already it comes to ¥150.00, which is below" in said
    assert "it comes to ¥250.00, which lies within" in told(bought, bought.company.handler, amount="150")
    assert "it comes to ¥700.00, which is above" in told(bought, bought.company.handler, amount="600")


def test_a_gesture_beside_a_large_solution_is_not_said_to_be_more_than_it_is(
    bought: Giving, monkeypatch: Any
) -> None:
    before = GivenSoFar(Money(Decimal(20)), Money(Decimal(1000)))
    monkeypatch.setattr(
        "amends.practice.remedies.queries.weighing.given_so_far", lambda case, currency: before
    )
    said = told(bought, bought.company.handler, amount="40")
    assert "Beside the solution of ¥1,000.00 the gestures come to ¥60.00, which does not exceed" in said


def test_who_does_not_see_the_case_is_told_nothing(bought: Giving) -> None:
    client = Client()
    client.force_login(bought.keeper)
    address = reverse("desk:weigh_grant", args=[bought.case.number])
    assert client.get(address, {"kind": "voucher", "amount": "30"}).status_code in (403, 404)


def test_the_customers_page_counts_what_was_carried_out(giving: Giving) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(giving.company.handler)
    grant = giving.grant(amount=Decimal(70))
    page = reverse("desk:customer", args=[giving.case.customer_id])
    assert client.get(page).context["given"] == ""
    Grant.objects.filter(pk=grant.pk).update(state=GrantState.COMMITTED)
    assert client.get(page).context["given"] == client.get(page).context["given_ever"] == "¥70"
