"""What became of a refund: paid, or not."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions.beats import because, end, money, plain, told, words
from amends.practice.remedies.payments.actions.instructing import locked_instruction
from amends.practice.remedies.payments.choices import RefundState
from amends.practice.remedies.payments.events import RefundFailed, RefundPaid
from amends.practice.remedies.payments.models import Instruction
from amends.practice.remedies.payments.permissions import ensure_may_pay


@transaction.atomic
def mark_paid(*, instruction_id: int, paid_on: date, bank_reference: str, by: Member) -> Instruction:
    """The bank has paid; said again with the same day and reference, nothing changes."""
    ensure_may_pay(by)
    instruction = locked_instruction(instruction_id)
    said = words(bank_reference, limit=80)
    if instruction.state == RefundState.PAID and (instruction.paid_on, instruction.bank_reference) == (
        paid_on,
        said,
    ):
        return instruction
    ensure_handed_over(instruction)
    ensure_likely(instruction, paid_on)
    if not said:
        raise Invalid(
            _("Enter the bank’s reference, so that the payment can be found again."), field="bank_reference"
        )
    instruction.paid_on, instruction.bank_reference = paid_on, said
    changed = end(instruction, RefundState.PAID, by=by)
    instruction.save(update_fields=["paid_on", "bank_reference", *changed])
    day = paid_on.isoformat()
    told(
        instruction.case,
        "refund.paid",
        by=by,
        refund=instruction.number,
        paid_on=day,
        **money(instruction.amount),
    )
    publish(
        RefundPaid(instruction.pk, instruction.case_id, instruction.reference, *plain(instruction.amount))
    )
    return instruction


@transaction.atomic
def mark_failed(*, instruction_id: int, reason: str, by: Member) -> Instruction:
    """The money did not go out or came back; said again, nothing changes."""
    ensure_may_pay(by)
    instruction = locked_instruction(instruction_id)
    if instruction.state == RefundState.FAILED:
        return instruction
    ensure_handed_over(instruction)
    why = because(reason)
    instruction.save(update_fields=end(instruction, RefundState.FAILED, by=by, why=why))
    told(
        instruction.case,
        "refund.failed",
        by=by,
        why=why,
        refund=instruction.number,
        **money(instruction.amount),
    )
    publish(
        RefundFailed(instruction.pk, instruction.case_id, instruction.reference, *plain(instruction.amount))
    )
    return instruction


def ensure_handed_over(instruction: Instruction) -> None:
    if instruction.state != RefundState.EXPORTED:
        raise WrongState(
            _("Refund %(number)s is “%(state)s”. Only what was handed over can be paid or fail.")
            % {"number": instruction.number, "state": instruction.get_state_display()}
        )


def ensure_likely(instruction: Instruction, paid_on: date) -> None:
    today = clock.today()
    first = timezone.localdate(instruction.instructed_at)
    if not first <= paid_on <= today + timedelta(days=7):
        raise Invalid(
            _("The day of payment lies before the instruction, or more than a week ahead."), field="paid_on"
        )
