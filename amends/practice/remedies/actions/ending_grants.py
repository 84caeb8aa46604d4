"""How a grant ends: given, cancelled, or with us again; each end said twice is one end."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.foundation.kernel import clock
from amends.foundation.kernel.acts import in_turn
from amends.foundation.kernel.errors import WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions.grant_beats import ended, ensure_state, locked_grant, why_in, written
from amends.practice.remedies.budget.actions import commit, release, settle, take_back
from amends.practice.remedies.budget.choices import HoldState
from amends.practice.remedies.choices import GRANTS_UNDER_WAY, GrantKind, GrantState
from amends.practice.remedies.events import GrantCameBack, GrantCancelled, GrantFailed, GrantSettled
from amends.practice.remedies.gifts.actions import call_off, let_go
from amends.practice.remedies.gifts.choices import HoldState as StockState
from amends.practice.remedies.gifts.models import Shipment
from amends.practice.remedies.gifts.rules.shipping import ENDS
from amends.practice.remedies.models import Grant
from amends.practice.remedies.payments.actions import (
    call_off_instruction,
    call_off_voucher,
    take_points_back,
)
from amends.practice.remedies.payments.choices import EntryKind, RefundState, VoucherState
from amends.practice.remedies.payments.models import Instruction, PointsEntry, Voucher


@in_turn
def settle_grant(*, grant_id: int, by: Member, amount: Money | None = None, thanks: str = "") -> Grant:
    """The customer has it. With less than was held, the rest goes back to the budget; settled already, nothing changes."""
    grant = locked_grant(grant_id, by=by)
    if grant.state == GrantState.SETTLED:
        return grant
    ensure_state(grant, *GRANTS_UNDER_WAY)
    if grant.hold is not None:
        if grant.hold.state == HoldState.RESERVED:
            commit(hold_id=grant.hold.pk, by=by)
        settle(hold_id=grant.hold.pk, amount=amount, by=by)
    if thanks:
        grant.thanks, grant.thanked_at = cleaned(thanks)[:1000], clock.now()
    ended(grant, GrantState.SETTLED, "", "thanks", "thanked_at", by=by)
    written(grant, "settled", by=by, **({"given": str(amount)} if amount is not None else {}))
    publish(GrantSettled(case_id=grant.case_id, grant_id=grant.pk))
    return grant


@in_turn
def cancel_grant(*, grant_id: int, reason: str, by: Member) -> Grant:
    """It is not given after all: what is on its way is called off, money and gift are free again. Cancelled again, no change."""
    grant = locked_grant(grant_id, by=by)
    if grant.state == GrantState.CANCELLED:
        return grant
    words = why_in(reason)
    if grant.state == GrantState.SETTLED:
        raise WrongState(_("The customer has it already. Say that it came back, if it did."))
    ensure_state(grant, *GRANTS_UNDER_WAY)
    # Stock first, budget second, as when they were bound: so nobody waits in a ring.
    call_off_what_is_out(grant, words, by=by)
    give_stock_free(grant, by=by)
    if grant.hold is not None:
        release(hold_id=grant.hold.pk, reason=words, by=by)
    ended(grant, GrantState.CANCELLED, words, by=by)
    written(grant, "cancelled", by=by, reason=words)
    publish(GrantCancelled(case_id=grant.case_id, grant_id=grant.pk))
    return grant


def call_off_what_is_out(grant: Grant, words: str, *, by: Member) -> None:
    """Parcel, voucher or refund; what has left the house refuses by itself, and nothing is changed."""
    if grant.kind == GrantKind.GIFT:
        for shipment in Shipment.objects.filter(reference=grant.reference).exclude(state__in=ENDS):
            call_off(shipment_id=shipment.pk, reason=words, by=by)
    elif grant.kind == GrantKind.VOUCHER:
        for voucher in Voucher.objects.filter(reference=grant.attempt, state=VoucherState.ISSUED):
            if voucher.used_minor:
                raise WrongState(
                    _("A part of this voucher is redeemed. It stays until the customer has used it.")
                )
            call_off_voucher(voucher_id=voucher.pk, reason=words, by=by)
    elif grant.kind == GrantKind.REFUND:
        out = Instruction.objects.filter(reference=grant.attempt)
        for refund in out.exclude(state__in=(RefundState.FAILED, RefundState.CALLED_OFF)):
            call_off_instruction(instruction_id=refund.pk, reason=words, by=by)


def give_stock_free(grant: Grant, *, by: Member) -> None:
    if grant.stock_hold is not None:
        grant.stock_hold.refresh_from_db(fields=["state"])
        if grant.stock_hold.state == StockState.SET_ASIDE:
            let_go(hold_id=grant.stock_hold.pk, by=by)


@in_turn
def grant_came_back(*, grant_id: int, reason: str, by: Member, kept_cost: bool = False) -> Grant:
    """It is with us again. Its money is free again, unless what came back cannot be given any more (`kept_cost`)."""
    grant = locked_grant(grant_id, by=by)
    if grant.state == GrantState.RETURNED:
        return grant
    words = why_in(reason)
    ensure_state(grant, GrantState.COMMITTED, GrantState.SETTLED)
    if grant.kind == GrantKind.POINTS:
        given = PointsEntry.objects.filter(kind=EntryKind.GIVEN, reference=grant.attempt).first()
        if given is not None:
            take_points_back(entry_id=given.pk, reason=words, by=by)
    book_return(grant, words, kept_cost=kept_cost, by=by)
    ended(grant, GrantState.RETURNED, words, by=by)
    written(grant, "returned", by=by, reason=words)
    publish(GrantCameBack(case_id=grant.case_id, grant_id=grant.pk))
    return grant


def book_return(grant: Grant, words: str, *, kept_cost: bool, by: Member) -> None:
    hold = grant.hold
    if hold is None:
        return
    if kept_cost:
        if hold.state == HoldState.COMMITTED:
            settle(hold_id=hold.pk, by=by)
    elif hold.state == HoldState.SETTLED:
        take_back(hold_id=hold.pk, amount=None, reason=words, reference=grant.reference, by=by)
    elif hold.state != HoldState.RELEASED:
        release(hold_id=hold.pk, reason=words, by=by)


@transaction.atomic
def grant_failed(*, grant_id: int, what: str, why: str, by: Member) -> Grant:
    """It stands still and somebody has to look: money stays committed. Said twice of the same try, nothing changes."""
    grant = locked_grant(grant_id, by=by)
    if grant.state != GrantState.COMMITTED or grant.trouble == what:
        return grant
    grant.trouble = what
    grant.save(update_fields=["trouble"])
    written(grant, "stands_still", by=by, reason=why, what=what)
    publish(GrantFailed(case_id=grant.case_id, grant_id=grant.pk, what=what))
    return grant


@transaction.atomic
def note_thanks(*, grant_id: int, words: str, by: Member) -> Grant:
    """The customer said thank you; once is enough."""
    grant = locked_grant(grant_id, by=by)
    if grant.thanked_at is None:
        grant.thanked_at, grant.thanks = clock.now(), cleaned(words)[:1000]
        grant.save(update_fields=["thanked_at", "thanks"])
        written(grant, "thanked", by=by)
    return grant
