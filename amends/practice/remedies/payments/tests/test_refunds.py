from __future__ import annotations

import csv
import hashlib
import io
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import gathered
from amends.foundation.kernel.money import Money
from amends.foundation.notices.models import Notice
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions import (
    apply_answer,
    call_off_instruction,
    confirm_instruction,
    export_batch,
    fetch_batch,
    mark_failed,
    mark_paid,
    read_answer,
)
from amends.practice.remedies.payments.events import RefundCalledOff, RefundFailed, RefundPaid, RefundReady
from amends.practice.remedies.payments.models import Batch, Instruction
from amends.practice.remedies.payments.queries import payments_of
from amends.practice.remedies.payments.queries.answers import compared_now, lines_of
from amends.practice.remedies.payments.rules.bank_answer import Match
from amends.practice.remedies.payments.tests.conftest import yuan

Instruct = Callable[..., Instruction]


@pytest.mark.django_db
def test_a_large_refund_takes_a_second_person_before_it_leaves(
    instruct: Instruct, finance: Member, finance2: Member, company: Any
) -> None:
    with gathered() as events:
        small = instruct(1000, reference="grant:1")
        large = instruct(1001)
        foreign = instruct(reference="grant:3", amount=Money.from_minor(100, "USD"))
    assert events == [RefundReady(small.pk)]
    assert (small.needs_second, large.needs_second, foreign.needs_second) == (False, True, True)
    assert instruct(reference="grant:1").pk == small.pk
    assert export_batch(currency="CNY", by=finance).count == 1
    with pytest.raises(NotPermitted):
        confirm_instruction(instruction_id=large.pk, by=company.handler)
    confirm_instruction(instruction_id=large.pk, by=finance)
    with pytest.raises(WrongState):
        export_batch(currency="CNY", by=finance)
    assert export_batch(currency="CNY", by=finance2).count == 1
    own = instruct(5000, by=company.manager)
    with pytest.raises(NotPermitted):
        confirm_instruction(instruction_id=own.pk, by=company.manager)


@pytest.mark.django_db
def test_what_cannot_be_instructed_is_refused(instruct: Instruct, company: Any) -> None:
    for fields in ({"amount": 0}, {"order_number": " "}, {"why": ""}):
        with pytest.raises(Invalid):
            instruct(**fields)
    for fields, refusal in (
        ({"by": company.west_handler}, NotFound),
        ({"by": company.trainer}, NotPermitted),
        ({"customer_id": 0}, NotFound),
    ):
        with pytest.raises(refusal):
            instruct(**fields)
    assert not Instruction.objects.exists()


@pytest.mark.django_db
def test_a_batch_holds_each_refund_once_and_stays_the_same(
    instruct: Instruct, finance: Member, company: Any, owned_case: Any
) -> None:
    first, second = instruct(100, order_number="=HYPERLINK(1)"), instruct("20.50")
    with pytest.raises(NotPermitted):
        export_batch(currency="CNY", by=company.handler)
    batch = export_batch(currency="CNY", by=finance)
    assert (batch.count, batch.total) == (2, yuan("120.50"))
    content = fetch_batch(batch_id=batch.pk, by=finance)[1]
    assert fetch_batch(batch_id=batch.pk, by=finance)[1] == content
    assert hashlib.sha256(content).hexdigest() == batch.sha256
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["refund"], row["amount"], row["case"]) for row in rows] == [
        (first.number, "100.00", owned_case.number),
        (second.number, "20.50", owned_case.number),
    ]
    assert rows[0]["order_number"] == "'=HYPERLINK(1)"
    assert owned_case.customer.name not in content.decode()
    with pytest.raises(WrongState):
        export_batch(currency="CNY", by=finance)
    with pytest.raises(WrongState):
        call_off_instruction(instruction_id=first.pk, reason="x", by=finance)
    Batch.objects.filter(pk=batch.pk).update(content=batch.content.replace("20.50", "90.50"))
    with pytest.raises(WrongState):
        fetch_batch(batch_id=batch.pk, by=finance)


@pytest.mark.django_db(transaction=True)
def test_two_who_export_at_once_share_the_refunds_between_them(
    instruct: Instruct, finance: Member, finance2: Member
) -> None:
    for _number in range(6):
        instruct()

    def act(by: Member) -> None:
        try:
            export_batch(currency="CNY", by=by)
        except WrongState:
            return
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(by,)) for by in (finance, finance2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [line.split(",")[1] for one in Batch.objects.all() for line in one.content.split("\r\n")[1:-1]]
    assert sorted(numbers) == sorted(one.number for one in Instruction.objects.all())


@pytest.mark.django_db
def test_a_refund_is_paid_fails_or_is_called_off(
    instruct: Instruct, finance: Member, company: Any, owned_case: Any, run_jobs: Callable[[], int]
) -> None:
    paid, failed, off = instruct(), instruct(), instruct()
    today = clock.today()
    with pytest.raises(WrongState):
        mark_paid(instruction_id=paid.pk, paid_on=today, bank_reference="B1", by=finance)
    with gathered() as events:
        call_off_instruction(instruction_id=off.pk, reason="客户改要换货", by=company.handler)
        export_batch(currency="CNY", by=finance)
        for day, reference in ((today - timedelta(days=400), "B1"), (today, "")):
            with pytest.raises(Invalid):
                mark_paid(instruction_id=paid.pk, paid_on=day, bank_reference=reference, by=finance)
        for _again in range(2):
            mark_paid(instruction_id=paid.pk, paid_on=today, bank_reference="B1", by=finance)
    mark_failed(instruction_id=failed.pk, reason="原卡已注销", by=finance)
    assert events == [
        RefundCalledOff(off.pk, off.case_id, off.reference, 10000, "CNY"),
        RefundPaid(paid.pk, paid.case_id, paid.reference, 10000, "CNY"),
    ]
    with pytest.raises(WrongState):
        mark_failed(instruction_id=paid.pk, reason="x", by=finance)
    with pytest.raises(NotPermitted):
        mark_failed(instruction_id=failed.pk, reason="x", by=company.handler)
    run_jobs()
    told = Notice.objects.get(member=company.handler, origin=f"refund:{failed.pk}:failed")
    assert told.data["refund"] == failed.number
    assert [one.state for one in payments_of(owned_case).refunds] == ["paid", "failed", "called_off"]
    assert RefundFailed(1, 2, "grant:1", 250, "CNY").amount == yuan("2.50")


ANSWER = """退款号;结果;付款日期;银行流水号;金额;原因
{paid};成功;2026/11/20;'=cmd|'/c calc'!A1;100.00;
{failed};失败;;;;"<script>alert(1)</script>\u202e"
{other};paid;2026-11-20;B3;999.00;
{open};paid;2026-11-20;B4;100;
{twice};paid;2026-11-20;B5;100;
{twice};failed;;;;
{no_day};paid;heute;B6;100;
{unclear};maybe;2026-11-20;B7;100;
R-999999;paid;2026-11-20;B8;100;
=1+1;paid;2026-11-20;B9;100;
"""


@pytest.mark.django_db
def test_the_banks_answer_is_looked_at_before_it_counts(
    instruct: Instruct, finance: Member, company: Any
) -> None:
    names = ("paid", "failed", "other", "twice", "no_day", "unclear")
    with clock.at(clock.now().replace(year=2026, month=11, day=20, hour=4)):
        made = {name: instruct() for name in names}
        export_batch(currency="CNY", by=finance)
        made["open"] = instruct()
        text = ANSWER.format(**{name: one.number for name, one in made.items()})
        answer = read_answer(name="回单\u202e.csv", content=text.encode("gb18030", "replace"), by=finance)
        assert read_answer(name="x", content=text.encode("gb18030", "replace"), by=finance).pk == answer.pk
        found = [match for _line, match in compared_now(lines_of(answer))]
        assert found == [
            *(Match.PAID, Match.FAILED, Match.OTHER_AMOUNT, Match.NOT_HANDED_OVER, Match.TWICE, Match.TWICE),
            *(Match.NO_DAY, Match.NO_OUTCOME, Match.UNKNOWN, Match.UNKNOWN),
        ]
        assert Instruction.objects.get(pk=made["paid"].pk).state == "exported"
        with pytest.raises(NotPermitted):
            apply_answer(answer_id=answer.pk, by=company.handler)
        done = apply_answer(answer_id=answer.pk, by=finance)
        assert done.result == {"paid": 1, "failed": 1, "left_out": 8}
        assert apply_answer(answer_id=answer.pk, by=finance).result == done.result
        again = read_answer(name="x", content=text.encode("gb18030", "replace"), by=finance)
        assert [match for _line, match in compared_now(lines_of(again))][:2] == [Match.SAME, Match.SAME]
    paid = Instruction.objects.get(pk=made["paid"].pk)
    assert (paid.state, paid.bank_reference) == ("paid", "=cmd|'/c calc'!A1")
    assert Instruction.objects.get(pk=made["failed"].pk).ended_because == "<script>alert(1)</script>"
    for content in (
        b"",
        b"\xff\xfe\x00\x00\xff",
        b"a,b\n1,2\n",
        b"refund,outcome\n",
        b"refund,outcome\n" + b"R-1,paid\n" * 5001,
        b"x" * (2 * 1024 * 1024 + 1),
    ):
        with pytest.raises(Invalid):
            read_answer(name="x", content=content, by=finance)
