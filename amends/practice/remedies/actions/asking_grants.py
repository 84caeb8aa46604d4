"""Asking for a decision about something to be given, with what it is and what the customer is to read."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from amends.casework.cases.actions.approvals import ask_approval
from amends.casework.cases.actions.beats import locked
from amends.casework.cases.models import ApprovalRequest
from amends.casework.cases.text import cleaned
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.practice.remedies.actions.grants import Wish, looked_up
from amends.practice.remedies.models import AskedGrant
from amends.practice.remedies.queries.grants import granted_alone

WORDS_LENGTH = 4000
KEPT = ("kind", "basis", "reason", "currency", "timing", "outside_reason", "entitlement")


@transaction.atomic
def ask_for_grant(
    *, case_id: int, wish: Wish, by: Member, words: str = "", urgent: bool = False
) -> ApprovalRequest:
    """Asks whoever may decide it. The sum is all that was granted alone so far with this on top, as it is judged later."""
    case = locked(case_id, by=by)
    whole, _gift, _option = looked_up(case, wish)
    total = granted_alone(case, by, whole.currency) + (whole.amount or Decimal(0))
    request = ask_approval(
        case_id=case_id,
        power=Power.GRANT,
        amount=total,
        currency=whole.currency,
        what=whole.reason,
        urgent=urgent,
        by=by,
    )
    AskedGrant.objects.create(
        approval=request,
        kind=whole.kind,
        basis=whole.basis,
        gift_id=whole.gift_id,
        option_id=whole.option_id,
        entered=entered(whole),
        words=cleaned(words)[:WORDS_LENGTH],
    )
    return request


def entered(wish: Wish) -> dict[str, str]:
    """The form again, so that nothing has to be typed twice once it is granted."""
    found = {name: str(getattr(wish, name)) for name in KEPT}
    found["amount"] = str(wish.amount or "")
    for name in ("gift_id", "option_id", "points"):
        value = getattr(wish, name)
        found[name.removesuffix("_id")] = "" if value is None else str(value)
    found["quantity"] = str(wish.quantity)
    found["due_on"] = wish.due_on.isoformat() if wish.due_on else ""
    return found
