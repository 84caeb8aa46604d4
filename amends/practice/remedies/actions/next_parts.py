"""The next part of what is given in stages: something small now, something larger once the first was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions.grant_beats import locked_grant, written
from amends.practice.remedies.actions.grants import Wish, grant_remedy
from amends.practice.remedies.choices import GrantState, GrantTiming
from amends.practice.remedies.models import Grant
from amends.practice.remedies.queries.grants import gate_facts
from amends.practice.remedies.queries.stages import case_of_next, part_after
from amends.practice.remedies.rules.gate import judge_giving


@dataclass(frozen=True)
class NextPart:
    """What the next part is; its kind, basis and option are those of the part before it."""

    due_on: date | None
    gift_id: int | None = None
    quantity: int = 1
    amount: Decimal | None = None
    points: int | None = None
    more_follow: bool = False
    reason: str = ""
    outside_reason: str = ""


@transaction.atomic
def grant_next_part(*, grant_id: int, part: NextPart, by: Member) -> Grant:
    """Grants the part after this one, planned for its day; granted already, nothing changes.

    Refused with `gate` while the case is not ready for a gesture, and with `part_waits` while the part before has not gone out.
    """
    before = locked_grant(grant_id, by=by)
    if (known := part_after(before)) is not None:
        return known
    case = case_of_next(before)
    ensure_next(before, case)
    written(before, "next_part", by=by)
    made = grant_remedy(
        case_id=case.pk,
        wish=Wish(
            kind=before.kind,
            basis=before.basis,
            reason=part.reason or before.reason,
            amount=part.amount,
            currency=before.currency,
            gift_id=part.gift_id,
            quantity=part.quantity,
            points=part.points,
            option_id=before.option_id,
            timing=GrantTiming.STAGED if part.more_follow else GrantTiming.LATER,
            due_on=part.due_on,
            outside_reason=part.outside_reason,
            entitlement=before.entitlement,
        ),
        by=by,
    )
    made.follows = before
    made.save(update_fields=["follows"])
    return made


def ensure_next(before: Grant, case: Case) -> None:
    if before.timing != GrantTiming.STAGED or before.state in (GrantState.CANCELLED, GrantState.RETURNED):
        raise WrongState(_("Only what is given in stages and was not taken back has a next part."))
    if before.state == GrantState.RESERVED:
        raise WrongState(_("The part before it has not gone out yet. Carry it out first."), code="part_waits")
    if not judge_giving(gate_facts(case, kind=before.kind, basis=before.basis)).is_open:
        raise WrongState(
            _("Not yet: the gate for gestures is closed. What is missing stands above."), code="gate"
        )
