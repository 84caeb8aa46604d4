"""Vouchers at a till: what one is, and taking it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from amends.doors.api.access import Token, member_of, token_of
from amends.doors.api.choices import Scope
from amends.doors.api.documents import ERRORS
from amends.doors.api.endpoints.complaints import Key
from amends.doors.api.rules import stored_key
from amends.doors.api.schemas.payments import RedemptionEntry, RedemptionOut, VoucherOut
from amends.foundation.kernel import clock
from amends.foundation.kernel.money import Money
from amends.practice.remedies.payments import actions
from amends.practice.remedies.payments.letters import conditions_of
from amends.practice.remedies.payments.models import Voucher

router = Router(tags=["vouchers"])


@router.post(
    "/redemptions",
    auth=Token(Scope.VOUCHERS_REDEEM),
    response={201: RedemptionOut},
    openapi_extra=ERRORS,
    url_name="redemptions",
    summary="Redeem a voucher",
)
def redeem(request: HttpRequest, entry: RedemptionEntry, key: Key = None) -> dict[str, Any]:
    """Of any number who try at once exactly one succeeds. Send a key: after a lost answer it tells what was taken."""
    done = actions.redeem_voucher(
        code=entry.code,
        amount=None if entry.amount is None else Money(entry.amount, entry.currency),
        place=entry.place,
        holder=entry.holder,
        by=member_of(request),
        idempotency_key=stored_key(token_of(request).pk, key) if key else None,
    )
    return {
        "id": done.pk,
        "amount": done.amount.amount,
        "currency": done.voucher.currency,
        "place": done.place,
        "at": done.at,
        "left": Voucher.objects.get(pk=done.voucher_id).left.amount,
    }


@router.get(
    "/{code}",
    auth=Token(Scope.VOUCHERS_REDEEM),
    response=VoucherOut,
    openapi_extra=ERRORS,
    url_name="voucher",
    summary="See what a voucher is",
)
def voucher(request: HttpRequest, code: str) -> dict[str, Any]:
    """Nothing of whose it is. Codes that are not ours are counted, and too many of them end in 429."""
    found = actions.look_up(code, by=member_of(request))
    return {
        "ending": found.ending,
        "state": found.state,
        "redeemable": found.is_valid(clock.today()),
        "amount": found.amount.amount,
        "left": found.left.amount,
        "currency": found.currency,
        "valid_from": found.valid_from,
        "valid_until": found.valid_until,
        "partial": found.partial,
        "bound": found.bound,
        "conditions": conditions_of(found),
    }
