"""What was paid out in some of the demonstration's cases: vouchers, refunds in every state, points."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from amends.casework.cases.models import Case
from amends.config.demonstration.cases import key_of
from amends.config.demonstration.company import table
from amends.foundation.kernel import clock
from amends.foundation.kernel.choices import JobState
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.events import gathered
from amends.foundation.kernel.jobs import enqueue, nobody_waits
from amends.foundation.kernel.models import Job
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments import actions
from amends.practice.remedies.payments.models import Conditions, Instruction, Voucher
from amends.practice.remedies.payments.queries import code_of

FILE = "payments.toml"
PLAY, STORIES = "amends.config.demonstration.payments.play", "amends.config.demonstration.stories.tell"
LATER = timedelta(seconds=20)


@nobody_waits
def play() -> None:
    """Played once, after all stories were told; cases that are not there, or are closed to it, are left out."""
    if Job.objects.filter(name=STORIES, state__in=(JobState.READY, JobState.RUNNING)).exists():
        enqueue(PLAY, {}, run_at=clock.now() + LATER, unique_key=PLAY)
        return
    if Conditions.objects.exists():
        return
    told, now = table(FILE), clock.now()
    people = {one.username: one for one in Member.objects.filter(is_active=True)}
    with transaction.atomic(), gathered():
        with clock.at(now - timedelta(days=120)):
            actions.set_conditions(**told["conditions"], by=people["finance"])
        for row in told["vouchers"]:
            played(row, people, now, voucher)
        leaving = [row for row in told["refunds"] if "outcome" in row]
        left = [(made, row) for row in leaving if (made := played(row, people, now, refund))]
        with clock.at(now - timedelta(days=3)):
            hand_over(left, people)
        for row in told["refunds"]:
            if "outcome" not in row:
                played(row, people, now, refund)
        for row in told["points"]:
            played(row, people, now, points)


def played(row: dict[str, Any], people: dict[str, Member], now: datetime, act: Any) -> Any:
    case = Case.objects.filter(idempotency_key=key_of({"key": row["case"]})).first()
    if case is None:
        return None
    try:
        with transaction.atomic(), clock.at(now - timedelta(days=row["days_ago"])):
            return act(case, row, people, now)
    except Refused:
        return None


def voucher(case: Case, row: dict[str, Any], people: dict[str, Member], now: datetime) -> None:
    made = actions.issue_voucher(
        case_id=case.pk,
        customer_id=case.customer_id,
        amount=Money.from_minor(row["cents"], row.get("currency", "CNY")),
        valid_until=localdate(clock.now()) + timedelta(days=row["valid_days"]),
        reference=f"demo:{row['case']}:voucher",
        partial=row.get("partial"),
        by=case.owner or people["manager"],
    )
    if "redeemed_days_ago" in row:
        with clock.at(now - timedelta(days=row["redeemed_days_ago"])):
            redeem(made, row, people)
    if row.get("expired"):
        with clock.at(now):
            actions.expire_vouchers()


def redeem(made: Voucher, row: dict[str, Any], people: dict[str, Member]) -> None:
    part = Money.from_minor(row["part"], made.currency) if "part" in row else None
    actions.redeem_voucher(code=code_of(made), amount=part, place=row["place"], by=people["handler"])


def refund(case: Case, row: dict[str, Any], people: dict[str, Member], now: datetime) -> Instruction:
    made = actions.instruct_refund(
        case_id=case.pk,
        customer_id=case.customer_id,
        order_number=case.order_number,
        amount=Money.from_minor(row["cents"], row.get("currency", "CNY")),
        reference=f"demo:{row['case']}:refund",
        why=row["why"],
        by=case.owner or people["manager"],
    )
    if row.get("confirmed"):
        actions.confirm_instruction(instruction_id=made.pk, by=people["manager"])
    if row.get("called_off"):
        actions.call_off_instruction(instruction_id=made.pk, reason=row["called_off"], by=people["finance"])
    return made


def hand_over(refunds: list[tuple[Instruction, dict[str, Any]]], people: dict[str, Member]) -> None:
    """One batch of all there is, and what the bank says to some of them."""
    if not refunds:
        return
    actions.export_batch(currency="CNY", by=people["finance"])
    for made, row in refunds:
        if row["outcome"] == "paid":
            actions.mark_paid(
                instruction_id=made.pk,
                paid_on=localdate(clock.now()),
                bank_reference=row["bank_reference"],
                by=people["finance"],
            )
        elif row["outcome"] == "failed":
            actions.mark_failed(instruction_id=made.pk, reason=row["because"], by=people["finance"])


def points(case: Case, row: dict[str, Any], people: dict[str, Member], now: datetime) -> None:
    by = case.owner or people["manager"]
    actions.give_points(
        customer_id=case.customer_id,
        case_id=case.pk,
        points=row["points"],
        reference=f"demo:{row['case']}:points",
        by=by,
    )
    if "used" in row:
        with clock.at(now - timedelta(days=row["used_days_ago"])):
            actions.use_points(
                customer_id=case.customer_id, points=row["used"], place=row["place"], by=people["finance"]
            )
