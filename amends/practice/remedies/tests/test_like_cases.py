"""Like cases: of those that the reader may see, and of nobody else's, in count, in median and in the range."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from amends.casework.cases.models import Case, Message
from amends.casework.customers.actions import find_or_add_customer, record_order
from amends.casework.customers.models import Customer
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.choices import GrantBasis, GrantState
from amends.practice.remedies.models import Grant, Option, Proposal
from amends.practice.remedies.queries import advice, option_drafts, precedents
from amends.practice.remedies.queries.advising import Advice, remarks
from amends.practice.remedies.queries.weighing import weigh


@pytest.fixture
def given(company: Any, register: Callable[..., Case]) -> Callable[..., Case]:
    """A case of somebody in which a sum was chosen."""

    def act(amount: int, phone: str, **more: Any) -> Case:
        customer = find_or_add_customer(name="李雷", phone=phone, by=company.portal)
        number = f"L-{phone}"
        record_order(
            customer=customer,
            number=number,
            product="电饭锅",
            amount=Decimal(1000),
            ordered_at=clock.now(),
            by=company.house,
        )
        case = register(customer=customer, order_number=number)
        Case.objects.filter(pk=case.pk).update(**{"category": "quality", "severity": "moderate", **more})
        message = Message.objects.filter(case=case).latest("pk")
        proposal = Proposal.objects.create(
            case=case,
            round=1,
            message=message,
            proposed_by=company.lead,
            proposed_at=clock.now(),
            decision="accepted",
            decided_at=clock.now(),
        )
        Option.objects.create(
            proposal=proposal,
            position=0,
            title="退款",
            amount=amount,
            due_on=clock.today(),
            chosen=True,
            kind="refund",
        )
        case.refresh_from_db()
        return case

    return act


def test_what_like_cases_got_and_what_a_restricted_one_does_not_tell(
    company: Any, given: Callable[..., Case]
) -> None:
    own = given(0, "13900000000")
    for n, amount in enumerate((100, 150, 150, 200, 400)):
        given(amount, f"1380000000{n}")
    given(9000, "13800000009", restricted=True)
    given(8000, "13800000008", severity="severe")
    seen = precedents(own, member=company.handler)
    assert (seen.count, str(seen.lowest), str(seen.median), str(seen.highest)) == (
        5,
        "¥100.00",
        "¥150.00",
        "¥400.00",
    )
    assert seen.by_meaning
    assert 9000 not in [one.amount.amount for one in seen.cases]
    assert precedents(own, member=company.manager).count == 6
    assert precedents(own, member=company.east_handler).count == 0
    assert precedents(own, "voucher", member=company.handler).count == 0
    assert precedents(own, member=company.handler, currency="HKD").count == 0
    fair = advice(own, member=company.handler).fair
    assert fair is not None
    assert (str(fair.low), str(fair.high)) == ("¥180.00", "¥300.00")


def test_other_cases_of_the_same_person_are_no_precedent_and_move_no_range(
    company: Any, given: Callable[..., Case]
) -> None:
    often = given(0, "13900000000")
    for n in range(3):
        twin = given(300, f"1370000000{n}")
        Case.objects.filter(pk=twin.pk).update(customer=often.customer)
    once = given(0, "13911111111")
    found, other = advice(often, member=company.handler), advice(once, member=company.handler)
    assert found.precedents.count == 0
    assert [one.code for one in found.warnings] == ["given_often", "given_share"]
    assert other.warnings == []
    assert found.fair == other.fair
    assert [one.amount for one in option_drafts(often, found.fair)] == [
        one.amount for one in option_drafts(once, found.fair)
    ]


def test_drafts_lie_inside_the_range_in_the_customers_language(
    company: Any, given: Callable[..., Case]
) -> None:
    case = given(0, "13900000000", language="en")
    fair = advice(case, member=company.handler).fair
    assert fair is not None
    rounds = []
    for turned_down in range(4):
        case.rejections = turned_down
        found = option_drafts(case, fair)
        assert [one.kind for one in found] == ["refund", "voucher", "upgrade"]
        assert all(fair.low <= one.amount <= fair.high for one in found)
        assert found[0].cost == found[0].amount
        assert found[1].amount > found[0].amount
        assert found[1].cost < found[1].amount
        assert str(found[0].amount).removesuffix(".00") in found[0].title
        assert found[0].title.startswith("Part of")
        rounds.append(found[0].amount)
    assert rounds == sorted(rounds)
    assert option_drafts(case, None) == []


def test_a_person_who_got_far_more_than_like_people_is_remarked_on(
    company: Any, given: Callable[..., Case]
) -> None:
    """Of the same tier, each person once; a restricted case does not tell, and the case at hand counts for nothing."""
    for n, amount in enumerate((100, 150, 150, 200, 400)):
        given(amount, f"1380000000{n}")
    given(300, "13800000000")
    given(9000, "13800000009", restricted=True)
    given(9000, "13900000001")
    own = given(0, "13900000001")
    said = {one.code: one.values for one in advice(own, member=company.handler).warnings}
    assert said["person_far_more"] == {"sum": "¥9,000.00", "median": "¥200.00", "n": "5"}
    Customer.objects.filter(pk=own.customer_id).update(tier="gold")
    own = Case.objects.get(pk=own.pk)
    assert "person_far_more" not in {one.code for one in advice(own, member=company.handler).warnings}


def test_a_gesture_is_held_against_gestures_not_against_what_solutions_gave_back(
    company: Any, given: Callable[..., Case]
) -> None:
    """Full refunds that customers chose made every small gesture far less than like cases got."""
    for n in range(5):
        given(1000, f"1380000000{n}")
    own = given(0, "13900000000")
    small, large = Money(Decimal(120)), Money(Decimal(900))
    found = advice(own, member=company.handler)
    assert "far_less_share" in [one.code for one in remarks(found, small)]
    assert far_from_like(found, small) == []
    for n in range(5, 10):
        gesture(given(0, f"1380000000{n}"), company.lead)
    found = advice(own, member=company.handler)
    assert far_from_like(found, small) == []
    assert far_from_like(found, Money(Decimal(5))) == ["far_less_share"]
    assert far_from_like(found, large) == ["far_more_share"]


def far_from_like(found: Advice, amount: Money) -> list[str]:
    said = weigh(found, amount, basis=GrantBasis.GOODWILL).remarks
    return [one.code for one in said if one.code.startswith("far_")]


def gesture(case: Case, by: Any) -> None:
    Grant.objects.create(
        case=case,
        kind="voucher",
        basis=GrantBasis.GOODWILL,
        state=GrantState.COMMITTED,
        amount=Decimal(100),
        currency="CNY",
        reason="等了两次",
        due_on=clock.today(),
        granted_by=by,
        granted_at=clock.now(),
    )


def test_a_worth_that_was_turned_down_is_not_drafted_again(company: Any, given: Callable[..., Case]) -> None:
    case = given(0, "13900000002")
    fair = advice(case, member=company.handler).fair
    case.rejections = 1
    refund = option_drafts(case, fair)[0]
    Option.objects.filter(proposal__case=case).update(title="退一部分", amount=refund.amount.amount)
    Proposal.objects.filter(case=case).update(decision="rejected")
    assert [one.kind for one in option_drafts(case, fair)] == ["voucher", "upgrade"]
