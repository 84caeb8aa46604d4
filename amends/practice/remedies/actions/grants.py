"""Granting: authority, range, budget and stock in one transaction, or nothing of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from amends.casework.cases.actions.approvals import use
from amends.casework.cases.actions.beats import locked, note_down, save
from amends.casework.cases.models import ApprovalRequest, Case
from amends.casework.cases.queries import visible_case
from amends.casework.cases.queries.approvals import granted, verdict_in
from amends.casework.cases.text import cleaned, kept_key, required
from amends.foundation.kernel import clock
from amends.foundation.kernel.acts import in_turn, reading_first
from amends.foundation.kernel.errors import Invalid, NotFound, NotPermitted, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.money import Money
from amends.foundation.kernel.writing import insert
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.rules import Verdict as Allowed
from amends.practice.remedies.actions.binding import bind, ensure_there
from amends.practice.remedies.actions.settling_asked import settle_asked
from amends.practice.remedies.choices import GrantBasis, GrantKind, GrantTiming, Verdict
from amends.practice.remedies.events import RemedyGranted
from amends.practice.remedies.gifts.models import Gift
from amends.practice.remedies.gifts.queries.catalogue import gift_in_use
from amends.practice.remedies.models import Grant, Option
from amends.practice.remedies.queries.advising import range_of
from amends.practice.remedies.queries.grants import given_so_far, granted_alone, left_of_option
from amends.practice.remedies.rules.fairness import judge_gesture
from amends.practice.remedies.rules.policy import Range

REASON_LENGTH = 400
MOST_AT_ONCE = 20


@dataclass(frozen=True)
class Wish:
    """What somebody wants to give. For a gift the catalogue says the amount; money says its own."""

    kind: str
    basis: str
    reason: str
    amount: Decimal | None = None
    currency: str = "CNY"
    gift_id: int | None = None
    quantity: int = 1
    warehouse_id: int | None = None
    points: int | None = None
    option_id: int | None = None
    timing: str = GrantTiming.NOW
    due_on: date | None = None
    outside_reason: str = ""
    entitlement: str = ""


def grant_remedy(
    *, case_id: int, wish: Wish, by: Member, version: int | None = None, idempotency_key: str | None = None
) -> Grant:
    """Grants one thing: whoever grants may decide it, the money is reserved and the gift set aside, or nothing happens.

    Refused with `needs_approval`, `outside_range`, `over_budget`, `no_budget` or `out_of_stock`, each saying what to do.
    """
    # The range only reads, and takes as long as all the rest: nobody waits for a lock meanwhile.
    with reading_first():
        seen = None if wish.basis == GrantBasis.ENTITLEMENT else visible_case(case_id, member=by)
        fair = range_of(seen, member=by) if seen is not None else None
        return granted_with(
            fair=fair, case_id=case_id, wish=wish, by=by, version=version, idempotency_key=idempotency_key
        )


@in_turn
def granted_with(
    *,
    fair: Range | None,
    case_id: int,
    wish: Wish,
    by: Member,
    version: int | None = None,
    idempotency_key: str | None = None,
) -> Grant:
    """The grant, measured by this range."""
    case = locked(case_id, by=by, version=version)
    key = kept_key(idempotency_key)
    if key and (known := Grant.objects.filter(case=case, idempotency_key=key).first()):
        return known
    ensure_not_merged(case)
    wish, gift, option = looked_up(case, wish)
    money = Money(wish.amount or Decimal(0), wish.currency)
    verdict = judged(case, wish, money, fair)
    request = authorised(case, option, money, by=by)
    payer = ensure_there(
        case, gift, money, quantity=wish.quantity, warehouse_id=wish.warehouse_id, basis=wish.basis, by=by
    )
    if request is not None:
        use(request, by=by)
    measured = {
        "amount": money.amount,
        "currency": money.currency,
        "verdict": verdict,
        "idempotency_key": key,
    }
    grant = drawn_up(
        wish, fair, case=case, gift=gift, option=option, approval=request, granted_by=by, **measured
    )
    insert(grant)
    settle_asked(grant, by=by)
    save(case)
    note_down(case, "grant.granted", by=by, data=told(grant), reason=grant.reason)
    publish(RemedyGranted(case_id=case.pk, grant_id=grant.pk))
    # Last of all: others who draw on the same budget wait from here to the end.
    bind(grant, payer, warehouse_id=wish.warehouse_id, by=by)
    return grant


def drawn_up(wish: Wish, fair: Range | None, **of_case: Any) -> Grant:
    """The grant as it was wished for and measured; `of_case` says what it belongs to and who gives it."""
    return Grant(
        kind=wish.kind,
        basis=wish.basis,
        entitlement=wish.entitlement,
        points=wish.points,
        quantity=wish.quantity,
        timing=wish.timing,
        due_on=day_of(wish),
        reason=wish.reason,
        outside_reason=wish.outside_reason,
        policy_edition=fair.edition if fair else None,
        range_low=fair.lowest if fair else None,
        range_high=fair.highest if fair else None,
        granted_at=clock.now(),
        **of_case,
    )


def day_of(wish: Wish) -> date:
    """What is given at once is given today, whatever day stands in a form."""
    later = wish.due_on if wish.timing != GrantTiming.NOW else None
    return later or clock.today()


def looked_up(case: Case, wish: Wish) -> tuple[Wish, Gift | None, Option | None]:
    """The wish made whole: what its kind needs is there, its gift and its option are those of this house and case."""
    ensure_words(wish)
    option = option_in(case, wish)
    gift = None
    if wish.kind == GrantKind.GIFT:
        gift = gift_in_use(wish.gift_id) if wish.gift_id else None
        if gift is None:
            raise Invalid(_("Choose a gift of the catalogue."), field="gift")
        wish = replace(wish, amount=gift.unit_cost * wish.quantity, currency=gift.currency)
    ensure_amounts(wish)
    return (
        replace(
            wish,
            reason=required(wish.reason, limit=REASON_LENGTH, field="reason"),
            outside_reason=cleaned(wish.outside_reason)[:REASON_LENGTH],
            entitlement=cleaned(wish.entitlement)[:60],
            gift_id=gift.pk if gift else None,
            points=wish.points if wish.kind == GrantKind.POINTS else None,
            quantity=wish.quantity if gift else 1,
        ),
        gift,
        option,
    )


def ensure_words(wish: Wish) -> None:
    if wish.kind not in GrantKind.values:
        raise Invalid(_("Choose what is given."), field="kind")
    if wish.basis not in GrantBasis.values:
        raise Invalid(
            _("Say why it is given: as a gesture, as the solution, or because it is owed."), field="basis"
        )
    if wish.timing not in GrantTiming.values:
        raise Invalid(_("Choose when it is given."), field="timing")
    today = clock.today()
    if wish.timing != GrantTiming.NOW and (wish.due_on is None or wish.due_on < today):
        raise Invalid(_("Say on which day it is given, today or later."), field="due_on")
    if wish.kind == GrantKind.GIFT and wish.basis != GrantBasis.GOODWILL:
        raise Invalid(
            _("A gift is a gesture on top. What puts it right is a refund, a replacement or a service."),
            field="basis",
        )


def ensure_amounts(wish: Wish) -> None:
    if not 1 <= wish.quantity <= MOST_AT_ONCE:
        raise Invalid(_("Up to %(n)d pieces at once.") % {"n": MOST_AT_ONCE}, field="quantity")
    if wish.kind == GrantKind.POINTS and not 0 < (wish.points or 0) < 10**8:
        raise Invalid(_("Say how many points."), field="points")
    try:
        minor = Money(wish.amount or Decimal(0), wish.currency).minor
    except (ValueError, ArithmeticError) as error:
        raise Invalid(_("Write the currency as three letters, such as CNY."), field="currency") from error
    if not 0 < minor < 10**13:
        raise Invalid(_("Say what it costs: an amount above zero."), field="amount")


def option_in(case: Case, wish: Wish) -> Option | None:
    """The option that it comes from; as the solution only what the customer chose is given."""
    option = None
    if wish.option_id is not None:
        option = Option.objects.filter(pk=wish.option_id, proposal__case=case).first()
        if option is None:
            raise NotFound(_("This option is no longer offered."))
    if wish.basis == GrantBasis.SOLUTION and (option is None or not option.chosen):
        raise WrongState(
            _(
                "Only what the customer chose is given as the solution. Offer options first, or give it as a gesture."
            ),
            code="not_chosen",
        )
    return option


def ensure_not_merged(case: Case) -> None:
    if case.merged_into_id is not None:
        raise WrongState(_("This case was merged into another one. Give it there."))


def judged(case: Case, wish: Wish, money: Money, fair: Range | None) -> str:
    """Where the gestures of the case lie with this one; outside the range somebody says why.

    A first part is not too little: more is to come. What the customer chose was measured when it was offered.
    """
    if wish.basis != GrantBasis.GOODWILL:
        return Verdict.UNKNOWN
    before = given_so_far(case, money.currency)
    verdict = judge_gesture(money, before, fair)
    early_part = verdict == "under" and wish.timing == GrantTiming.STAGED
    if verdict in ("under", "over") and not wish.outside_reason and not early_part and fair:
        measured = before.whole if verdict == "under" else before.gestures
        why = why_outside(verdict, fair, measured, money)
        raise Invalid(why, field="outside_reason", code="outside_range")
    return verdict


def why_outside(verdict: str, fair: Range, before: Money, money: Money) -> str:
    said = {"low": fair.low, "high": fair.high, "before": before, "sum": before + money}
    if before:
        words = {
            "under": _(
                "The fair range for this case is %(low)s to %(high)s. With the %(before)s given already it comes to %(sum)s, which is less. Say why it is right."
            ),
            "over": _(
                "The fair range for this case is %(low)s to %(high)s. With the %(before)s given already it comes to %(sum)s, which is more. Say why it is right."
            ),
        }
    else:
        words = {
            "under": _(
                "The fair range for this case is %(low)s to %(high)s; this is less. Say why it is right."
            ),
            "over": _(
                "The fair range for this case is %(low)s to %(high)s; this is more. Say why it is right."
            ),
        }
    return words[verdict] % said


def authorised(case: Case, option: Option | None, money: Money, *, by: Member) -> ApprovalRequest | None:
    """Whoever grants may decide it: alone, because the option was offered with authority, or by the approval that this returns."""
    if option is not None and option.currency == money.currency and money.amount <= left_of_option(option):
        return None
    total = granted_alone(case, by, money.currency) + money.amount
    if verdict_in(case, by, Power.GRANT, total, money.currency) == Allowed.YES:
        return None
    request = granted(case, by, Power.GRANT, money.amount, money.currency)
    if request is None:
        raise NotPermitted(
            _(
                "%(amount)s is above what you may grant alone in this case. Ask for an approval below; it is filled in already."
            )
            % {"amount": Money(total, money.currency)},
            code="needs_approval",
        )
    request.case = case
    return request


def told(grant: Grant) -> dict[str, object]:
    """What the trail says of a grant."""
    return {
        "grant": grant.pk,
        "kind": grant.kind,
        "basis": grant.basis,
        "amount": str(grant.money),
        "gift": str(grant.gift) if grant.gift else "",
        "verdict": grant.verdict,
        "outside": grant.outside_reason,
    }
