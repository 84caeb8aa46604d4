"""What payments do when something happened."""

from __future__ import annotations

from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.payments.actions.delivering import send_refund
from amends.practice.remedies.payments.actions.telling import tell_of_refund, tell_of_voucher, tell_payers
from amends.practice.remedies.payments.events import (
    RefundFailed,
    RefundNotTaken,
    RefundReady,
    VoucherExpired,
)
from amends.practice.remedies.payments.models import Instruction
from amends.practice.remedies.payments.provider.webhook import Webhook


def send_what_is_ready(event: RefundReady) -> None:
    """Where a webhook is set up. Once: what finance has put into a file meanwhile, or was sent before, stays as it is."""
    if not Webhook().is_set_up():
        return
    if not Instruction.objects.for_a_file().filter(pk=event.instruction_id).exists():
        return
    try:
        send_refund(instruction_id=event.instruction_id, by=house_member())
    except WrongState:
        # Called off or exported between the look and the lock.
        return


def tell_that_it_failed(event: RefundFailed) -> None:
    tell_of_refund(event.instruction_id, "failed")


def tell_that_it_was_not_taken(event: RefundNotTaken) -> None:
    tell_payers(event.delivery_id, event.tries, ended=event.ended)


def tell_that_it_ran_out(event: VoucherExpired) -> None:
    tell_of_voucher(event.voucher_id, "expired")
