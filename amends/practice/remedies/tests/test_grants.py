"""Granting and what becomes of it: all or nothing, each end once, books and shelf balanced at every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.utils import translation

from amends.casework.cases.actions import (
    ask_approval,
    close_case,
    decide_approval,
    merge_cases,
    register_complaint,
)
from amends.casework.cases.choices import ApprovalState
from amends.casework.cases.models import ApprovalRequest, Case
from amends.casework.customers.actions import record_order
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.choices import Power
from amends.practice.remedies import reactions
from amends.practice.remedies.actions import (
    Carrying,
    ask_for_grant,
    cancel_grant,
    carry_out_grant,
    choose_option,
    grant_came_back,
    grants,
    open_gate,
    settle_grant,
    write_card,
)
from amends.practice.remedies.actions.carrying_out import gate_of
from amends.practice.remedies.actions.grants import Wish
from amends.practice.remedies.budget.models import Entry
from amends.practice.remedies.cards import begun_card
from amends.practice.remedies.gifts import actions as gifts
from amends.practice.remedies.gifts.events import GiftDelivered
from amends.practice.remedies.gifts.models import Gift, Shipment
from amends.practice.remedies.models import Grant
from amends.practice.remedies.payments import actions as payments
from amends.practice.remedies.payments.actions.exporting import export_batch
from amends.practice.remedies.payments.models import Instruction, Voucher
from amends.practice.remedies.payments.queries.vouchers import code_of as code_on
from amends.practice.remedies.queries.grants import given_so_far, granted_alone
from amends.practice.remedies.tests.conftest import Giving, options

WHOLE = {"granted": -1000, "available": 1000}


def carried(giving: Giving, grant: Grant, **how: Any) -> Grant:
    return carry_out_grant(grant_id=grant.pk, by=giving.company.handler, carrying=Carrying(**how))


def with_card(giving: Giving, grant: Grant) -> Grant:
    handler = giving.company.handler
    write_card(grant_id=grant.pk, card=begun_card(grant, signed_by=handler), by=handler)
    return grant


def code_of(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    assert str(refused.value)
    return refused.value.code


def test_a_grant_binds_money_and_gift_and_gives_both_free_again(giving: Giving) -> None:
    grant = giving.present(key="one")
    assert giving.present(key="one").pk == grant.pk
    assert giving.books() == {"granted": -1000, "available": 960, "reserved": 40} and giving.stock() == (2, 1)
    cancelled = cancel_grant(grant_id=grant.pk, reason="想好再送", by=giving.company.handler)
    assert (
        cancel_grant(grant_id=grant.pk, reason="想好再送", by=giving.company.handler).state == cancelled.state
    )
    assert giving.books() == WHOLE and giving.stock() == (2, 0)


def test_what_is_refused_leaves_nothing_behind(giving: Giving) -> None:
    refusals = {
        "over_budget": {"amount": Decimal(1001), "by": giving.company.manager},
        "no_budget": {"amount": Decimal(10), "currency": "TWD", "by": giving.company.house},
        "needs_approval": {"amount": Decimal(501)},
        "not_chosen": {"basis": "solution"},
        "invalid": {"reason": " "},
    }
    for code, fields in refusals.items():
        assert code_of(partial(giving.grant, **fields)) == code
    giving.present(), giving.present()
    assert code_of(giving.present) == "out_of_stock"
    assert code_of(lambda: giving.grant(by=giving.company.east_handler)) == "not_found"
    assert code_of(lambda: giving.grant(by=giving.keeper)) == "not_permitted"
    assert Grant.objects.count() == 2
    assert giving.books() == {"granted": -1000, "available": 920, "reserved": 80} and giving.stock() == (2, 2)


def test_what_is_plainly_not_there_is_refused_before_anything_is_written(
    giving: Giving, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: dict[str, Any] = {"power": Power.GRANT, "what": "想多退一些", "amount": Decimal(1000)}
    request = ask_approval(case_id=giving.case.pk, by=giving.company.handler, **words)
    decide_approval(request_id=request.pk, grant=True, by=giving.company.manager)
    giving.present(), giving.present()
    for step in ("use", "insert", "save", "note_down", "publish", "bind"):
        monkeypatch.setattr(grants, step, lambda *a, done=step, **b: pytest.fail(f"{done} was done"))
    assert code_of(lambda: giving.grant(amount=Decimal(1000))) == "over_budget"
    assert (
        code_of(lambda: giving.grant(amount=Decimal(10), currency="TWD", by=giving.company.house))
        == "no_budget"
    )
    assert code_of(giving.present) == "out_of_stock"
    request.refresh_from_db()
    assert request.state == ApprovalState.GRANTED


def test_small_sums_add_up_and_an_approval_carries_one_grant(giving: Giving) -> None:
    giving.grant(amount=Decimal(300))
    # What else stands in a form belongs to other kinds and other days.
    rest = {"gift_id": giving.gift.pk, "points": 5, "due_on": date(2099, 1, 1)}
    wish = Wish(kind="voucher", basis="goodwill", reason="等得太久", amount=Decimal(300), **rest)
    assert code_of(lambda: giving.grant(amount=Decimal(300))) == "needs_approval"
    request = ask_for_grant(case_id=giving.case.pk, wish=wish, words="卡片的话", by=giving.company.handler)
    assert request.amount == 600 and request.asked_grant.words == "卡片的话"
    assert request.asked_grant.gift is None
    decide_approval(request_id=request.pk, grant=True, by=giving.company.lead)
    grant = giving.grant(amount=Decimal(300), **rest)
    assert (grant.approval, grant.gift, grant.points) == (request, None, None)
    assert grant.due_on == clock.today()
    assert code_of(lambda: giving.grant(amount=Decimal(300))) == "needs_approval"


def test_what_was_chosen_needs_no_authority_twice(
    propose: Any, giving: Giving, ready: Case, company: Any
) -> None:
    proposal = propose(options=options(amount=800))
    option = proposal.options.all()[0]
    choose_option(case_id=ready.pk, option_id=option.pk, by=company.portal)
    wish = {"kind": "refund", "basis": "solution", "option_id": option.pk}
    grant = giving.grant(amount=Decimal(800), **wish)
    assert grant.approval is None and grant.option == option
    assert code_of(lambda: giving.grant(amount=Decimal(800), **wish)) in {"needs_approval", "over_budget"}


def test_an_approval_is_spent_by_the_thing_it_was_asked_for_on_whichever_authority_that_is_granted(
    propose: Any, giving: Giving, ready: Case, company: Any
) -> None:
    def asked(amount: int, **fields: Any) -> ApprovalRequest:
        wish = Wish(kind="refund", basis="goodwill", reason="等得太久", amount=Decimal(amount), **fields)
        request = ask_for_grant(case_id=giving.case.pk, wish=wish, by=company.handler)
        return decide_approval(request_id=request.pk, grant=True, by=company.manager)

    same, other = asked(800), asked(700)
    open_question = ask_for_grant(
        case_id=giving.case.pk,
        wish=Wish(kind="refund", basis="goodwill", reason="还在问", amount=Decimal(800)),
        by=company.handler,
    )
    proposal = propose(options=options(amount=800))
    option = proposal.options.all()[0]
    choose_option(case_id=ready.pk, option_id=option.pk, by=company.portal)
    grant = giving.grant(amount=Decimal(800), kind="refund", basis="solution", option_id=option.pk)
    assert grant.approval is None
    for one in (same, other, open_question):
        one.refresh_from_db()
    assert [same.state, other.state, open_question.state] == ["used", "granted", "withdrawn"]


@pytest.mark.parametrize(
    ("made_for", "bought", "warned"),
    [
        ({}, "电饭锅", False),
        ({"categories": ["QA-MFG"]}, "", False),
        ({"categories": ["NP-HND"]}, "", True),
        ({"categories": ["NP-HND"], "products": ["茶"]}, "", False),
        ({"categories": ["NP-HND"], "products": ["茶"]}, "电饭锅", True),
        ({"products": ["茶", "饭锅/飯鍋/rice cooker"]}, "电饭锅", False),
        ({"departments": ["nowhere"]}, "", True),
    ],
)
def test_a_gift_that_has_to_do_with_nothing_here_is_marked_at_the_gate(
    giving: Giving, made_for: dict[str, list[str]], bought: str, warned: bool
) -> None:
    if bought:
        customer = giving.case.customer
        record_order(
            customer=customer,
            number="K-1",
            product=bought,
            amount=Decimal(1000),
            ordered_at=clock.now(),
            by=giving.company.house,
        )
    Case.objects.filter(pk=giving.case.pk).update(category="QA-MFG", order_number="K-1" if bought else "")
    Gift.objects.filter(pk=giving.gift.pk).update(**made_for)
    grant = Grant.objects.get(pk=giving.present().pk)
    assert ("unrelated" in [one.name for one in gate_of(grant).warnings]) == warned


def test_an_approval_of_a_mere_sum_is_spent_by_that_sum(giving: Giving) -> None:
    request = ask_approval(
        case_id=giving.case.pk, power="grant", amount=Decimal(600), what="多给一点", by=giving.company.handler
    )
    decide_approval(request_id=request.pk, grant=True, by=giving.company.lead)
    giving.grant(amount=Decimal(100), by=giving.company.manager)
    request.refresh_from_db()
    assert request.state == ApprovalState.GRANTED
    giving.grant(amount=Decimal(600), by=giving.company.manager)
    request.refresh_from_db()
    assert request.state == ApprovalState.USED


def test_the_gate_holds_a_gesture_until_all_is_right_or_a_lead_opens_it(giving: Giving) -> None:
    grant = giving.grant()
    assert code_of(lambda: carried(giving, grant)) == "gate"
    with translation.override("en"), pytest.raises(Refused, match="named at the gate"):
        carried(giving, grant)  # it stands above on one page, below on another, and beside it for a machine
    assert (
        code_of(lambda: open_gate(grant_id=grant.pk, reason="电话里已道歉", by=giving.company.handler))
        == "not_permitted"
    )
    opened = open_gate(grant_id=grant.pk, reason="电话里已道歉", by=giving.company.lead)
    assert carried(giving, opened).state == "committed" and Voucher.objects.count() == 1
    owed = giving.grant(kind="waiver", basis="entitlement", amount=Decimal(20))
    assert carried(giving, owed, done="滞纳金已免").state == "settled"


def test_a_gift_goes_all_its_way_and_says_everything_once(
    giving: Giving, run_jobs: Callable[[], int]
) -> None:
    giving.put_right()
    grant = giving.present()
    assert code_of(lambda: carried(giving, grant)) == "no_card"
    carried(giving, with_card(giving, grant), way="by_hand")
    assert giving.books()["committed"] == 40
    shipment = Shipment.objects.get(reference=grant.reference)
    assert "对不起" in shipment.card or "道歉" in shipment.card
    gifts.pack(shipment_id=shipment.pk, by=giving.keeper)
    assert giving.stock() == (1, 0)
    gifts.hand_over(shipment_id=shipment.pk, to="王先生", place="门店", by=giving.company.handler)
    run_jobs()
    reactions.settle_what_arrived(GiftDelivered(shipment_id=shipment.pk, reference=grant.reference))
    grant.refresh_from_db()
    assert grant.state == "settled" and giving.books() == {"granted": -1000, "available": 960, "spent": 40}
    assert Entry.objects.filter(kind="settled").count() == 1
    gifts.thanked(shipment_id=shipment.pk, words="谢谢你们", by=giving.company.handler)
    run_jobs()
    grant.refresh_from_db()
    assert grant.thanks == "谢谢你们"


def test_a_refund_fails_is_sent_again_and_is_paid(giving: Giving, run_jobs: Callable[[], int]) -> None:
    grant = giving.grant(kind="refund", basis="entitlement", amount=Decimal(200))
    carried(giving, grant, order_number="DD1")
    first = Instruction.objects.get(reference=grant.reference)
    export_batch(currency="CNY", by=giving.company.manager)
    payments.mark_failed(instruction_id=first.pk, reason="账户已销", by=giving.company.manager)
    run_jobs()
    grant.refresh_from_db()
    assert (grant.state, grant.trouble) == ("committed", "refund_failed")
    carried(giving, grant, order_number="DD2")
    second = Instruction.objects.get(reference=f"{grant.reference}:2")
    export_batch(currency="CNY", by=giving.company.manager)
    today = clock.today()
    payments.mark_paid(
        instruction_id=second.pk, paid_on=today, bank_reference="B7", by=giving.company.manager
    )
    run_jobs()
    grant.refresh_from_db()
    assert grant.state == "settled"
    # What is owed never comes out of what the team was given.
    assert giving.books()["available"] == 1000 and giving.books()["obliged_spent"] == 200


def test_a_voucher_is_redeemed_runs_out_or_is_called_off(giving: Giving, run_jobs: Callable[[], int]) -> None:
    giving.put_right()
    used, unused = giving.grant(), giving.grant(amount=Decimal(50))
    for one in (used, unused):
        carried(giving, one, valid_until=clock.today() + timedelta(days=9))
    vouchers = {one.reference: one for one in Voucher.objects.all()}
    code = code_on(vouchers[used.reference])
    payments.redeem_voucher(code=code, amount=None, place="门店", by=giving.company.handler)
    run_jobs()
    assert (
        code_of(lambda: cancel_grant(grant_id=used.pk, reason="撤回", by=giving.company.handler))
        == "wrong_state"
    )
    with clock.at(clock.now() + timedelta(days=30)):
        payments.expire_vouchers()
        run_jobs()
    states = dict(Grant.objects.values_list("pk", "state"))
    assert states == {used.pk: "settled", unused.pk: "cancelled"}
    assert giving.books() == {"granted": -1000, "available": 900, "spent": 100}


def test_points_are_given_at_once_and_come_back(giving: Giving) -> None:
    giving.put_right()
    grant = carried(giving, giving.grant(kind="points", points=500, amount=Decimal(5)))
    assert grant.state == "settled"
    back = grant_came_back(grant_id=grant.pk, reason="记错了人", by=giving.company.handler)
    assert back.state == "returned" and giving.books() == WHOLE
    assert settle_less(giving) == {"granted": -1000, "available": 970, "spent": 30}


def settle_less(giving: Giving) -> dict[str, int]:
    grant = giving.grant(amount=Decimal(100))
    settle_grant(grant_id=grant.pk, amount=Money(Decimal(30)), by=giving.company.handler)
    return giving.books()


def test_an_open_grant_is_a_loose_end(giving: Giving) -> None:
    giving.grant()
    end = {
        "case_id": giving.case.pk,
        "outcome": "WDN",
        "reason": "客户撤回",
        "ending": {"how": "phone"},
        "by": giving.company.manager,
    }
    assert code_of(lambda: close_case(**end)) == "wrong_state"
    assert close_case(**end, left_open="礼券照常发出").closed_at
    assert Grant.objects.get().state == "reserved"


def test_an_approval_of_too_little_carries_nothing(giving: Giving) -> None:
    request = ask_approval(
        case_id=giving.case.pk, power="grant", amount=Decimal(600), what="多给一点", by=giving.company.handler
    )
    decide_approval(request_id=request.pk, grant=True, by=giving.company.lead)
    assert code_of(lambda: giving.grant(amount=Decimal(700))) == "needs_approval"


def test_what_was_granted_alone_counts_on_after_a_merge(giving: Giving) -> None:
    giving.grant(amount=Decimal(120))
    company, customer = giving.company, giving.case.customer
    other = register_complaint(
        text="上次说的电饭锅还是没有人管。", customer=customer, channel="portal", by=company.portal
    )
    assert granted_alone(other, company.handler, "CNY") == 0
    merge_cases(case_id=giving.case.pk, into=other.pk, why="同一件事", by=company.manager)
    other.refresh_from_db()
    assert granted_alone(other, company.handler, "CNY") == 120
    assert given_so_far(other, "CNY").gestures == Money(Decimal(120))
