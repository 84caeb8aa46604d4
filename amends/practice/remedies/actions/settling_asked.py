"""What was asked for and is granted now, on whichever authority: the question is over, and its approval carries nothing else."""

from __future__ import annotations

from decimal import Decimal

from amends.casework.cases.actions.approvals import let_go, use
from amends.casework.cases.choices import ApprovalState
from amends.casework.cases.models import ApprovalRequest
from amends.foundation.kernel.prepared import Rows
from amends.foundation.organisation.choices import Power
from amends.foundation.organisation.models import Member
from amends.practice.remedies.models import Grant

_STANDING: Rows[ApprovalRequest] = Rows(
    lambda case_id, currency: ApprovalRequest.objects.standing().filter(
        case=case_id, power=Power.GRANT, currency=currency
    )
)


def settle_asked(grant: Grant, *, by: Member) -> None:
    """Spends an approval of the same thing, also where an offer or somebody else's authority carried the grant."""
    for request in _STANDING(grant.case_id, grant.currency):
        if not is_about(request, grant):
            continue
        request.case = grant.case
        if request.state == ApprovalState.GRANTED:
            use(request, by=by)
        else:
            let_go(request, by=by)


def is_about(request: ApprovalRequest, grant: Grant) -> bool:
    """Whether it was asked for this: the same kind and sum; where only a sum was asked for, the same sum."""
    asked = getattr(request, "asked_grant", None)
    if asked is None:
        return request.amount == grant.amount
    same_thing = (asked.kind, asked.gift_id) == (grant.kind, grant.gift_id)
    return same_thing and Decimal(asked.entered["amount"]) == grant.amount
