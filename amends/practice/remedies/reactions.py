from __future__ import annotations

from amends.casework.cases.actions.telling import tell_of_rejection
from amends.casework.clocks.actions import apply_effect
from amends.foundation.kernel import clock
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.actions.ending_grants import (
    cancel_grant,
    grant_came_back,
    grant_failed,
    note_thanks,
    settle_grant,
)
from amends.practice.remedies.choices import GrantKind, GrantState
from amends.practice.remedies.events import SolutionRejected
from amends.practice.remedies.gifts.choices.shipping import ShipmentMove
from amends.practice.remedies.gifts.events import (
    GiftCalledOff,
    GiftDeclined,
    GiftDelivered,
    GiftReturned,
    GiftThanked,
)
from amends.practice.remedies.gifts.models import ShipmentStep
from amends.practice.remedies.models import Grant, Proposal
from amends.practice.remedies.payments.events import (
    RefundCalledOff,
    RefundFailed,
    RefundPaid,
    VoucherCalledOff,
    VoucherExpired,
    VoucherRedeemed,
)
from amends.practice.remedies.payments.models import Instruction, Voucher
from amends.practice.remedies.queries.grants import grant_named


def run_the_solution_clock_again(event: SolutionRejected) -> None:
    decided = Proposal.objects.values_list("decided_at", flat=True).get(pk=event.proposal_id)
    apply_effect(
        case_id=event.case_id, happening="solution_rejected", at=decided or clock.now(), by=house_member()
    )


def tell_that_it_was_turned_down(event: SolutionRejected) -> None:
    number = Proposal.objects.values_list("round", flat=True).get(pk=event.proposal_id)
    tell_of_rejection(event.case_id, str(event.proposal_id), number)


def settle_what_arrived(event: GiftDelivered) -> None:
    """The customer has the gift: its money is spent now."""
    if grant_id := grant_there(event.reference, GrantState.COMMITTED):
        settle_grant(grant_id=grant_id, by=house_member())


def take_back_what_returned(event: GiftReturned) -> None:
    """The gift is in the warehouse again; what cannot be given any more has cost its money all the same."""
    step = (
        ShipmentStep.objects.filter(shipment=event.shipment_id, move=ShipmentMove.RETURN)
        .order_by("-id")
        .first()
    )
    if grant_id := grant_there(event.reference, GrantState.COMMITTED, GrantState.SETTLED):
        grant_came_back(
            grant_id=grant_id,
            reason=(step.reason if step else "") or "↩",
            kept_cost=bool(step and step.data.get("fit") is False),
            by=house_member(),
        )


def cancel_what_is_not_sent(event: GiftCalledOff | GiftDeclined) -> None:
    """Called off by somebody, or not wanted by the customer: the money is free again."""
    step = ShipmentStep.objects.filter(shipment=event.shipment_id).order_by("-id").first()
    if grant_id := grant_there(event.reference, GrantState.RESERVED, GrantState.COMMITTED):
        words = step.reason if step and step.reason else str(step.get_move_display() if step else "↩")
        cancel_grant(grant_id=grant_id, reason=words, by=house_member())


def keep_the_thanks(event: GiftThanked) -> None:
    step = (
        ShipmentStep.objects.filter(shipment=event.shipment_id, move=ShipmentMove.THANK)
        .order_by("-id")
        .first()
    )
    if grant_id := grant_there(event.reference, *GrantState.values):
        note_thanks(grant_id=grant_id, words=step.words if step else "", by=house_member())


def settle_what_was_redeemed(event: VoucherRedeemed) -> None:
    """Once nothing is left of a voucher its money is spent; until then it stays bound."""
    if event.used_up and (grant_id := grant_there(event.reference, GrantState.COMMITTED)):
        settle_grant(grant_id=grant_id, by=house_member())


def release_what_expired(event: VoucherExpired | VoucherCalledOff) -> None:
    """What nobody redeemed is free again; what was redeemed is spent."""
    grant_id = grant_there(event.reference, GrantState.COMMITTED)
    if grant_id is None:
        return
    voucher = Voucher.objects.get(pk=event.voucher_id)
    if voucher.used_minor:
        settle_grant(grant_id=grant_id, amount=voucher.used, by=house_member())
    else:
        why = voucher.ended_because or voucher.get_state_display()
        cancel_grant(grant_id=grant_id, reason=why, by=house_member())


def settle_what_was_paid(event: RefundPaid) -> None:
    if grant_id := grant_there(event.reference, GrantState.COMMITTED):
        settle_grant(grant_id=grant_id, by=house_member())


def look_at_what_failed(event: RefundFailed) -> None:
    """The money stays bound; somebody mends it and sends it again, or cancels."""
    if grant_id := grant_there(event.reference, GrantState.COMMITTED):
        refund = Instruction.objects.get(pk=event.instruction_id)
        grant_failed(grant_id=grant_id, what="refund_failed", why=refund.ended_because, by=house_member())


def cancel_what_was_called_off(event: RefundCalledOff) -> None:
    if grant_id := grant_there(event.reference, GrantState.COMMITTED):
        refund = Instruction.objects.get(pk=event.instruction_id)
        cancel_grant(grant_id=grant_id, reason=refund.ended_because or "↩", by=house_member())


def grant_there(reference: str, *states: str) -> int | None:
    """The grant of this reference, while it is in one of these states: said again, nothing is left to do."""
    named = grant_named(reference)
    found = Grant.objects.filter(pk=named or 0, state__in=states).first()
    if found is None or (found.kind != GrantKind.GIFT and reference != found.attempt):
        return None
    return found.pk
