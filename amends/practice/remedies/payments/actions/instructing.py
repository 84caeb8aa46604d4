"""A refund is instructed, looked at by a second person where it is large, and called off before it leaves."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions.beats import (
    because,
    case_for,
    end,
    ensure_may_change,
    locked_with_case,
    money,
    plain,
    something,
    told,
    words,
)
from amends.practice.remedies.payments.choices import RefundState, Way
from amends.practice.remedies.payments.events import RefundCalledOff, RefundReady
from amends.practice.remedies.payments.models import Instruction
from amends.practice.remedies.payments.permissions import ensure_may_pay
from amends.practice.remedies.payments.rules.refunds import limits_in, needs_second


@transaction.atomic
def instruct_refund(
    *,
    case_id: int,
    customer_id: int,
    order_number: str,
    amount: Money,
    reference: str,
    why: str,
    by: Member,
) -> Instruction:
    """Asks finance to pay back to where the order was paid from; for a reference that has one already, that one is given back."""
    case, customer = case_for(case_id, customer_id, by=by)
    if known := Instruction.objects.filter(reference=reference).first():
        return known
    order = words(order_number, limit=60)
    if not order:
        raise Invalid(
            _("Name the order: the refund goes to where it was paid from, so no account details are needed."),
            field="order_number",
        )
    instruction = Instruction.objects.create(
        case=case,
        customer=customer,
        order_number=order,
        amount_minor=something(amount).minor,
        currency=amount.currency,
        why=because(why),
        reference=reference,
        needs_second=needs_second(amount, limits_in(settings.PAYMENTS_SECOND_OVER)),
        instructed_by=by,
        instructed_at=clock.now(),
    )
    told(case, "refund.instructed", by=by, why=instruction.why, refund=instruction.number, **money(amount))
    if instruction.is_ready:
        publish(RefundReady(instruction.pk))
    return instruction


@transaction.atomic
def confirm_instruction(*, instruction_id: int, by: Member) -> Instruction:
    """A second person of finance lets a large refund go; confirmed again, nothing changes."""
    ensure_may_pay(by)
    instruction = locked_instruction(instruction_id)
    if instruction.confirmed_at is not None:
        return instruction
    if instruction.state != RefundState.INSTRUCTED or not instruction.needs_second:
        raise WrongState(_("This refund does not wait for a second person."))
    if instruction.instructed_by_id == by.pk:
        raise NotPermitted(_("You instructed this refund yourself. Somebody else of finance confirms it."))
    instruction.confirmed_by, instruction.confirmed_at = by, clock.now()
    instruction.save(update_fields=["confirmed_by", "confirmed_at"])
    told(instruction.case, "refund.confirmed", by=by, refund=instruction.number, **money(instruction.amount))
    publish(RefundReady(instruction.pk))
    return instruction


@transaction.atomic
def call_off_instruction(*, instruction_id: int, reason: str, by: Member) -> Instruction:
    """Takes a refund back before it leaves the house; called off again, nothing changes."""
    instruction = locked_instruction(instruction_id)
    ensure_may_change(instruction, by)
    if instruction.state == RefundState.CALLED_OFF:
        return instruction
    if instruction.state != RefundState.INSTRUCTED or instruction.way != Way.NONE:
        raise WrongState(
            _("This refund has left the house already. Ask finance whether the payment can still be stopped.")
        )
    why = because(reason)
    instruction.save(update_fields=end(instruction, RefundState.CALLED_OFF, by=by, why=why))
    told(instruction.case, "refund.called_off", by=by, why=why, refund=instruction.number)
    publish(
        RefundCalledOff(
            instruction.pk, instruction.case_id, instruction.reference, *plain(instruction.amount)
        )
    )
    return instruction


def locked_instruction(instruction_id: int) -> Instruction:
    return locked_with_case(Instruction, instruction_id, _("There is no such refund."))
