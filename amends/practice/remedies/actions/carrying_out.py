"""Sending a grant on its way: the gate looks first, then the voucher is issued, the refund instructed, the parcel started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import required
from amends.foundation.kernel import clock
from amends.foundation.kernel.acts import in_turn
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions.grant_beats import (
    ended,
    ensure_state,
    locked_grant,
    turned,
    why_in,
    written,
)
from amends.practice.remedies.budget.actions import commit, settle
from amends.practice.remedies.cards import remarks_on_card
from amends.practice.remedies.choices import BY_HAND, GrantKind, GrantState, GrantTiming
from amends.practice.remedies.events import GrantCarriedOut, GrantSettled
from amends.practice.remedies.gifts.actions import start_shipment
from amends.practice.remedies.models import Grant
from amends.practice.remedies.payments.actions import give_points, instruct_refund, issue_voucher
from amends.practice.remedies.permissions import ensure_may_open_gate
from amends.practice.remedies.queries.grants import facts_of_grant
from amends.practice.remedies.rules.cards import stopping
from amends.practice.remedies.rules.gate import Gate, judge_giving

VOUCHERS_LAST = timedelta(days=365)
DONE_LENGTH = 400


@dataclass(frozen=True)
class Carrying:
    """How it is carried out; each kind takes what it needs of it."""

    way: str = "post"
    place: str = ""
    packaging: str = ""
    order_number: str = ""
    valid_until: date | None = None
    done: str = ""


@in_turn
def carry_out_grant(*, grant_id: int, by: Member, carrying: Carrying | None = None) -> Grant:
    """Sends it on its way; on its way already, nothing changes. Refused with `gate` while a gesture has to wait."""
    carrying = carrying or Carrying()
    grant = locked_grant(grant_id, by=by)
    if grant.state in (GrantState.COMMITTED, GrantState.SETTLED) and not grant.trouble:
        return grant
    ensure_state(grant, GrantState.RESERVED, GrantState.COMMITTED)
    ensure_gate(grant)
    ensure_card(grant, by=by)
    done = required(carrying.done, limit=DONE_LENGTH, field="done") if grant.kind in BY_HAND else ""
    grant.tries += 1
    grant.trouble = ""
    if grant.hold_id:
        commit(hold_id=grant.hold_id, by=by)
    set_going(grant, carrying, by=by)
    grant.carried_out_by, grant.carried_out_at, grant.done = by, clock.now(), done
    turned(grant, GrantState.COMMITTED, "tries", "trouble", "carried_out_by", "carried_out_at", "done")
    written(grant, "carried_out", by=by, **({"done": done} if done else {}))
    publish(GrantCarriedOut(case_id=grant.case_id, grant_id=grant.pk))
    if grant.kind in BY_HAND or grant.kind == GrantKind.POINTS:
        given_now(grant, by=by)
    return grant


def ensure_gate(grant: Grant) -> None:
    gate = gate_of(grant)
    if not gate.is_open:
        raise WrongState(
            _("Not yet: the gate is closed. What is missing is named at the gate; a team lead may open it."),
            code="gate",
        )


def gate_of(grant: Grant) -> Gate:
    return judge_giving(facts_of_grant(grant), opened=grant.gate_opened_at is not None)


def ensure_card(grant: Grant, *, by: Member) -> None:
    """A gift never goes without its card, and a card with gaps does not go."""
    if grant.kind != GrantKind.GIFT:
        return
    card = getattr(grant, "card", None)
    if card is None:
        raise WrongState(
            _("Write the card first: a gift without an apology is only a parcel."), code="no_card"
        )
    if stopping(remarks_on_card(grant, card.words, member=by)):
        raise WrongState(_("Something in the card has to be mended first."), code="card")


def set_going(grant: Grant, carrying: Carrying, *, by: Member) -> None:
    case = grant.case
    match grant.kind:
        case GrantKind.GIFT:
            start_shipment(
                case_id=case.pk,
                customer_id=case.customer_id,
                stock_hold_id=grant.stock_hold_id,
                way=carrying.way,
                not_before=None if grant.timing == GrantTiming.NOW else grant.due_on,
                card=grant.card.words.text,
                reference=grant.reference,
                packaging=carrying.packaging,
                place=carrying.place,
                by=by,
            )
        case GrantKind.VOUCHER:
            issue_voucher(
                case_id=case.pk,
                customer_id=case.customer_id,
                amount=grant.money,
                valid_until=last_day(carrying.valid_until),
                reference=grant.attempt,
                by=by,
            )
        case GrantKind.REFUND:
            instruct_refund(
                case_id=case.pk,
                customer_id=case.customer_id,
                order_number=carrying.order_number or case.order_number,
                amount=grant.money,
                reference=grant.attempt,
                why=grant.reason,
                by=by,
            )
        case GrantKind.POINTS:
            give_points(
                case_id=case.pk,
                customer_id=case.customer_id,
                points=grant.points or 0,
                reference=grant.attempt,
                by=by,
            )


def last_day(chosen: date | None) -> date:
    today = clock.today()
    if chosen is not None and chosen < today:
        raise Invalid(_("The last day of the voucher has passed."), field="valid_until")
    return chosen or today + VOUCHERS_LAST


def given_now(grant: Grant, *, by: Member) -> None:
    """What is with the customer the moment it is done."""
    if grant.hold_id:
        settle(hold_id=grant.hold_id, by=by)
    ended(grant, GrantState.SETTLED, "", by=by)
    written(grant, "settled", by=by)
    publish(GrantSettled(case_id=grant.case_id, grant_id=grant.pk))


@transaction.atomic
def open_gate(*, grant_id: int, reason: str, by: Member) -> Grant:
    """A lead lets a gesture go although the gate holds it; opened already, nothing changes."""
    ensure_may_open_gate(by)
    words = why_in(reason)
    grant = locked_grant(grant_id, by=by)
    ensure_state(grant, GrantState.RESERVED)
    if grant.gate_opened_at is not None:
        return grant
    held = [one.name for one in gate_of(grant).holding]
    if not held:
        raise WrongState(_("The gate is open already."))
    grant.gate_opened_by, grant.gate_opened_at, grant.gate_reason = by, clock.now(), words
    grant.save(update_fields=["gate_opened_by", "gate_opened_at", "gate_reason"])
    written(grant, "gate_opened", by=by, reason=words, held=held)
    return grant


@transaction.atomic
def plan_grant(*, grant_id: int, timing: str, due_on: date | None, by: Member) -> Grant:
    """Gives it on another day."""
    grant = locked_grant(grant_id, by=by)
    ensure_state(grant, GrantState.RESERVED)
    today = clock.today()
    if timing not in GrantTiming.values:
        raise Invalid(_("Choose when it is given."), field="timing")
    day = today if timing == GrantTiming.NOW else due_on
    if day is None or day < today:
        raise Invalid(_("Say on which day it is given, today or later."), field="due_on")
    before = grant.due_on
    grant.timing, grant.due_on = timing, day
    grant.save(update_fields=["timing", "due_on"])
    written(grant, "planned", by=by, before=before.isoformat(), after=day.isoformat())
    return grant
