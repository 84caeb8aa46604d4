"""Instructions leave by the webhook: written down first, tried again until somebody says yes or no, sent again by hand."""

from __future__ import annotations

import random
import time
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.jobs.enqueue import enqueue
from amends.foundation.kernel.rules import LONGEST_PAUSE, MAX_ATTEMPTS, pause_before_retry
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions.beats import because, told
from amends.practice.remedies.payments.actions.exporting import as_order
from amends.practice.remedies.payments.actions.instructing import locked_instruction
from amends.practice.remedies.payments.choices import DeliveryState, RefundState, Way
from amends.practice.remedies.payments.events import RefundNotTaken
from amends.practice.remedies.payments.models import Delivery, DeliveryTry, Instruction
from amends.practice.remedies.payments.permissions import ensure_may_pay
from amends.practice.remedies.payments.provider.ways import Handed
from amends.practice.remedies.payments.provider.webhook import Webhook

# Finance hears of it before the last try: by then some minutes have gone.
TOLD_AFTER = 3
SEND = "amends.practice.remedies.payments.actions.delivering.send"


@transaction.atomic
def send_refund(*, instruction_id: int, by: Member) -> Delivery:
    """Sends an instruction to the webhook, or once more with the same key; while one is on its way, that one is given back."""
    ensure_may_pay(by)
    instruction = locked_instruction(instruction_id)
    if under_way := instruction.deliveries.filter(state=DeliveryState.WAITING).first():
        return under_way
    if not Webhook().is_set_up():
        raise WrongState(_("No webhook is set up. Export a file instead, or ask an administrator."))
    is_again = instruction.way == Way.WEBHOOK and instruction.state == RefundState.EXPORTED
    if not is_again and not (instruction.is_ready and instruction.way != Way.FILE):
        raise WrongState(
            _("This refund cannot be sent: it waits for a second person, went by file, or is over.")
        )
    instruction.way = Way.WEBHOOK
    instruction.save(update_fields=["way"])
    now = clock.now()
    delivery = Delivery.objects.create(instruction=instruction, asked_by=by, asked_at=now, next_at=now)
    told(instruction.case, "refund.sent", by=by, refund=instruction.number, delivery=delivery.pk)
    ask(delivery)
    return delivery


@transaction.atomic
def turn_to_file(*, instruction_id: int, reason: str, by: Member) -> Instruction:
    """Lets an instruction that the webhook did not take leave by file; the reason says how one knows that it was not paid."""
    ensure_may_pay(by)
    instruction = locked_instruction(instruction_id)
    if instruction.way == Way.NONE:
        return instruction
    waits = instruction.deliveries.filter(state=DeliveryState.WAITING).exists()
    if instruction.state != RefundState.INSTRUCTED or instruction.way != Way.WEBHOOK or waits:
        raise WrongState(_("This refund was taken, is still being sent, or left by file already."))
    why = because(reason)
    instruction.way = Way.NONE
    instruction.save(update_fields=["way"])
    told(instruction.case, "refund.turned_to_file", by=by, why=why, refund=instruction.number)
    return instruction


def send(delivery_id: int) -> None:
    """One try, outside of any transaction; a worker that dies in it sends again with the same key."""
    rows = Delivery.objects.select_related("instruction__case")
    delivery = rows.get(pk=delivery_id)
    if delivery.state != DeliveryState.WAITING:
        return
    at, begun = clock.now(), time.monotonic()
    handed = Webhook().hand_over([as_order(delivery.instruction)], name=str(delivery.pk), at=at)
    with transaction.atomic():
        note_try(delivery_id, handed, milliseconds=int((time.monotonic() - begun) * 1000))


def note_try(delivery_id: int, handed: Handed, *, milliseconds: int) -> None:
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery_id)
    if delivery.state != DeliveryState.WAITING:
        return
    now = clock.now()
    DeliveryTry.objects.create(
        delivery=delivery, at=now, status=handed.status, problem=handed.problem, milliseconds=milliseconds
    )
    tries = delivery.tries.count()
    if not (handed.taken or handed.refused) and tries < MAX_ATTEMPTS:
        pause = pause_before_retry(tries, jitter=random.random())
        asked = min(timedelta(seconds=handed.after or 0), LONGEST_PAUSE)
        delivery.next_at = now + max(pause, asked)
        delivery.save(update_fields=["next_at"])
        ask(delivery)
        if tries == TOLD_AFTER:
            publish(RefundNotTaken(delivery_id=delivery_id, tries=tries, ended=False))
        return
    delivery.state = state_after(handed)
    delivery.ended_at, delivery.next_at = now, None
    delivery.save(update_fields=["state", "ended_at", "next_at"])
    if handed.taken:
        hand_over(delivery)
    else:
        publish(RefundNotTaken(delivery_id=delivery_id, tries=tries, ended=True))


def state_after(handed: Handed) -> DeliveryState:
    if handed.taken:
        return DeliveryState.TAKEN
    return DeliveryState.REFUSED if handed.refused else DeliveryState.GIVEN_UP


def hand_over(delivery: Delivery) -> None:
    instruction = locked_instruction(delivery.instruction_id)
    if instruction.state != RefundState.INSTRUCTED:
        return
    instruction.state, instruction.exported_at = RefundState.EXPORTED, clock.now()
    instruction.save(update_fields=["state", "exported_at"])
    told(instruction.case, "refund.taken", by=delivery.asked_by, refund=instruction.number)


def ask(delivery: Delivery) -> None:
    enqueue(SEND, {"delivery_id": delivery.pk}, run_at=delivery.next_at, unique_key=f"refund:{delivery.pk}")
