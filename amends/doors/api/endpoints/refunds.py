"""What becomes of a refund, told by whoever pays: the answer to the webhook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from amends.doors.api.access import Token, member_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.schemas.payments import FailedEntry, PaidEntry, RefundOut
from amends.foundation.kernel.errors import NotFound
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments import actions
from amends.practice.remedies.payments.models import Instruction
from amends.practice.remedies.payments.permissions import ensure_may_pay

router = Router(tags=["refunds"])
HOW: dict[str, Any] = {"auth": Token(Scope.REFUNDS_WRITE), "response": RefundOut, "openapi_extra": ERRORS}


@router.get("/{key}", url_name="refund", summary="See how a refund stands", **HOW)
def refund(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """By the key under which it was sent."""
    return out(the_refund(key, member_of(request)))


@router.post("/{key}/paid", url_name="refund-paid", summary="Say that a refund is paid", **HOW)
def paid(request: HttpRequest, key: UUID, entry: PaidEntry) -> dict[str, Any]:
    """Said again with the same day and reference, nothing changes."""
    member = member_of(request)
    found = the_refund(key, member)
    done = actions.mark_paid(
        instruction_id=found.pk, paid_on=entry.paid_on, bank_reference=entry.bank_reference, by=member
    )
    return out(done)


@router.post("/{key}/failed", url_name="refund-failed", summary="Say that a refund failed", **HOW)
def failed(request: HttpRequest, key: UUID, entry: FailedEntry) -> dict[str, Any]:
    """Whoever has the case is told."""
    member = member_of(request)
    found = the_refund(key, member)
    return out(actions.mark_failed(instruction_id=found.pk, reason=entry.reason, by=member))


def the_refund(key: UUID, member: Member) -> Instruction:
    ensure_may_pay(member)
    found = Instruction.objects.select_related("case").filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no such refund."))
    return found


def out(one: Instruction) -> dict[str, Any]:
    return {
        "key": str(one.key),
        "number": one.number,
        "case": one.case.number,
        "order_number": one.order_number,
        "amount": one.amount.amount,
        "currency": one.currency,
        "state": one.state,
        "paid_on": one.paid_on,
        "bank_reference": one.bank_reference,
    }
