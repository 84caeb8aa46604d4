from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from amends.foundation.audit.models import AuditEntry
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, NotFound, NotPermitted, Refused, WrongState
from amends.foundation.kernel.events import gathered
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions import (
    call_off_voucher,
    expire_vouchers,
    look_up,
    redeem_voucher,
    set_conditions,
)
from amends.practice.remedies.payments.choices import VoucherState
from amends.practice.remedies.payments.events import VoucherCalledOff, VoucherExpired, VoucherRedeemed
from amends.practice.remedies.payments.models import Redemption, Voucher
from amends.practice.remedies.payments.queries import code_of
from amends.practice.remedies.payments.rules.codes import sealed_code
from amends.practice.remedies.payments.tests.conftest import yuan

Issue = Callable[..., Voucher]


@pytest.mark.django_db
def test_a_voucher_is_issued_once_for_what_it_is_given_for(issue: Issue, company: Any) -> None:
    made = issue(reference="grant:7")
    assert issue(reference="grant:7", amount=900).pk == made.pk
    assert made.amount == yuan(100)
    assert code_of(made).endswith(made.ending)
    kept = {str(value) for value in Voucher.objects.values().get().values()}
    bare = code_of(made).replace("-", "")
    assert not any(bare in value for value in kept), "the code can be read off the table"
    assert AuditEntry.objects.filter(action="voucher.issued").count() == 1


@pytest.mark.django_db
def test_what_cannot_be_issued_is_refused(issue: Issue, company: Any) -> None:
    today = clock.today()
    for fields in (
        {"amount": 0},
        {"amount": -5},
        {"valid_until": today - timedelta(days=2)},
        {"valid_until": today + timedelta(days=3000)},
        {"valid_from": today + timedelta(days=9), "valid_until": today + timedelta(days=3)},
    ):
        with pytest.raises(Invalid):
            issue(**fields)
    with pytest.raises(NotFound):
        issue(customer_id=0)
    with pytest.raises(NotFound):
        issue(by=company.west_handler)
    with pytest.raises(NotPermitted):
        issue(by=company.trainer)
    assert not Voucher.objects.exists()


@pytest.mark.django_db
def test_a_redeemed_voucher_is_not_redeemed_again(issue: Issue, finance: Member, company: Any) -> None:
    made = issue()
    with gathered() as events:
        first = redeem_voucher(
            code=code_of(made).lower(), amount=None, place="人民路店", by=finance, idempotency_key="a"
        )
    assert events == [VoucherRedeemed(made.pk, made.case_id, made.reference, 10000, "CNY", used_up=True)]
    again = redeem_voucher(code=code_of(made), amount=None, place="", by=finance, idempotency_key="a")
    assert again.pk == first.pk
    with pytest.raises(WrongState) as refused:
        redeem_voucher(code=code_of(made), amount=None, place="人民路店", by=finance, idempotency_key="b")
    assert refused.value.code == "redeemed"
    with pytest.raises(Conflict):
        redeem_voucher(code=code_of(issue()), amount=None, place="店", by=finance, idempotency_key="a")
    with pytest.raises(NotPermitted):
        redeem_voucher(code=code_of(issue()), amount=None, place="店", by=company.trainer)
    with pytest.raises(WrongState):
        call_off_voucher(voucher_id=made.pk, reason="反悔", by=finance)


@pytest.mark.django_db
def test_parts_are_redeemed_where_that_is_allowed(issue: Issue, finance: Member) -> None:
    whole, parts = issue(), issue(partial=True)
    with pytest.raises(Invalid):
        redeem_voucher(code=code_of(whole), amount=yuan(40), place="店", by=finance)
    redeem_voucher(code=code_of(parts), amount=yuan(40), place="店", by=finance)
    parts.refresh_from_db()
    assert (parts.left, parts.state) == (yuan(60), VoucherState.ISSUED)
    for wrong in (yuan(61), yuan(0)):
        with pytest.raises(Invalid):
            redeem_voucher(code=code_of(parts), amount=wrong, place="店", by=finance)
    redeem_voucher(code=code_of(parts), amount=None, place="店", by=finance)
    parts.refresh_from_db()
    assert parts.state == VoucherState.REDEEMED


@pytest.mark.django_db
def test_a_bound_voucher_asks_whose_it_is(issue: Issue, finance: Member) -> None:
    set_conditions(zh_hans="凭券兑换", zh_hant="", en="", partial=False, bound=True, by=finance)
    made = issue()
    assert made.bound
    assert made.conditions is not None
    assert made.conditions.text_in("en") == "凭券兑换"
    for wrong in ("", "0000", "139"):
        with pytest.raises(Invalid):
            redeem_voucher(code=code_of(made), amount=None, place="店", by=finance, holder=wrong)
    redeem_voucher(code=code_of(made), amount=None, place="店", by=finance, holder=" WANG@example.com ")


@pytest.mark.django_db
def test_vouchers_run_out_and_are_called_off(issue: Issue, finance: Member, company: Any) -> None:
    old, off = issue(), issue()
    with gathered() as events, clock.at(clock.now() + timedelta(days=95)):
        # Before the job comes round, too.
        with pytest.raises(WrongState) as refused:
            redeem_voucher(code=code_of(old), amount=None, place="店", by=finance)
        assert refused.value.code == "expired"
        off = call_off_voucher(voucher_id=off.pk, reason="补发", by=company.handler)
        assert expire_vouchers() == 1
        assert expire_vouchers() == 0
    assert events == [
        VoucherCalledOff(off.pk, off.case_id, off.reference, 10000, "CNY"),
        VoucherExpired(old.pk, old.case_id, old.reference, 10000, "CNY"),
    ]
    assert call_off_voucher(voucher_id=off.pk, reason="补发", by=company.handler).state == "called_off"
    with pytest.raises(NotFound):
        call_off_voucher(voucher_id=issue().pk, reason="x", by=company.west_handler)
    with pytest.raises(Invalid):
        call_off_voucher(voucher_id=issue().pk, reason=" ", by=finance)


@pytest.mark.django_db
def test_forged_codes_are_refused_without_the_table_and_guessing_ends(
    issue: Issue, finance: Member, settings: Any, no_limits: None, django_assert_num_queries: Any
) -> None:
    made = issue()
    code = code_of(made)
    forged = sealed_code(made.serial, b"another key")
    with pytest.raises(Invalid):
        look_up(code[:-1] + ("2" if code[-1] != "2" else "3"), by=finance)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    with django_assert_num_queries(0), pytest.raises(NotFound):
        look_up(forged, by=finance)
    assert look_up(code, by=finance) == made
    settings.SECRET_KEY = "another secret of this house, long enough"
    with pytest.raises(NotFound):
        look_up(code, by=finance)
    assert code_of(made) == ""


@pytest.mark.django_db
def test_many_wrong_codes_end_in_a_wait(issue: Issue, finance: Member, no_limits: None) -> None:
    code = code_of(issue())
    with clock.at(clock.now()):
        for _try in range(20):
            with pytest.raises(Invalid):
                look_up("ABCD", by=finance)
        with pytest.raises(Refused) as refused:
            look_up(code, by=finance)
    assert refused.value.status == 429


@pytest.mark.django_db(transaction=True)
def test_of_many_who_redeem_at_once_exactly_one_succeeds(issue: Issue, finance: Member) -> None:
    code = code_of(issue())
    done: list[Redemption] = []
    refused: list[str] = []

    def act() -> None:
        try:
            done.append(redeem_voucher(code=code, amount=None, place="店", by=finance))
        except WrongState as error:
            refused.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), refused) == (1, ["redeemed"] * 4)
    assert Redemption.objects.count() == 1
