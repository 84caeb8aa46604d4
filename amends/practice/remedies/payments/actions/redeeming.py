"""A voucher is taken: once, or piece by piece where its conditions allow it."""

from __future__ import annotations

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.casework.cases.text import kept_key
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Conflict, Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions.beats import end, money, plain, something, told, words
from amends.practice.remedies.payments.actions.guessing import look_up
from amends.practice.remedies.payments.actions.issuing import locked_voucher
from amends.practice.remedies.payments.choices import VoucherState
from amends.practice.remedies.payments.events import VoucherRedeemed
from amends.practice.remedies.payments.models import Redemption, Voucher
from amends.practice.remedies.payments.permissions import ensure_may_redeem
from amends.practice.remedies.payments.queries.holders import is_holder

PLACE_LENGTH = 80


def redeem_voucher(
    *,
    code: str,
    amount: Money | None,
    place: str,
    by: Member,
    holder: str = "",
    idempotency_key: str | None = None,
) -> Redemption:
    """Takes a voucher, or a part of it; of any number who try at once exactly one succeeds.

    `amount` None takes all that is left. `holder` is what shows that a bound voucher is theirs. The same key of the same
    member is the same redemption.
    """
    ensure_may_redeem(by)
    # Outside of the transaction: a wrong code is counted, though nothing else happens.
    found = look_up(code, by=by)
    return _redeem(found.pk, amount, words(place, limit=PLACE_LENGTH), by, holder, kept_key(idempotency_key))


@transaction.atomic
def _redeem(
    voucher_id: int, amount: Money | None, place: str, by: Member, holder: str, key: str | None
) -> Redemption:
    voucher = locked_voucher(voucher_id)
    if key and (known := Redemption.objects.filter(by=by, idempotency_key=key).first()):
        return same_again(known, voucher, amount)
    ensure_redeemable(voucher, holder)
    if not place:
        raise Invalid(_("Say where it is redeemed: the branch, the till or the shop."), field="place")
    taken = amount_taken(voucher, amount)
    voucher.used_minor += taken.minor
    used_up = voucher.used_minor == voucher.amount_minor
    changed = end(voucher, VoucherState.REDEEMED, by=by) if used_up else []
    voucher.save(update_fields=["used_minor", *changed])
    redemption = Redemption.objects.create(
        voucher=voucher,
        amount_minor=taken.minor,
        place=place,
        by=by,
        at=clock.now(),
        idempotency_key=key,
    )
    told(
        voucher.case,
        "voucher.redeemed",
        by=by,
        voucher=voucher.pk,
        ending=voucher.ending,
        place=place,
        **money(taken),
    )
    publish(VoucherRedeemed(voucher.pk, voucher.case_id, voucher.reference, *plain(taken), used_up))
    return redemption


def same_again(known: Redemption, voucher: Voucher, amount: Money | None) -> Redemption:
    if known.voucher_id != voucher.pk or (amount is not None and amount != known.amount):
        raise Conflict(_("This key was used for another redemption already. Use a new one."), code="key_used")
    return known


def ensure_redeemable(voucher: Voucher, holder: str) -> None:
    today = clock.today()
    if voucher.state == VoucherState.REDEEMED:
        raise WrongState(_("This voucher has been redeemed already."), code="redeemed")
    if voucher.state == VoucherState.CALLED_OFF:
        raise WrongState(
            _("This voucher was called off. Ask whoever looks after the customer."), code="called_off"
        )
    if voucher.state == VoucherState.EXPIRED or today > voucher.valid_until:
        day = date_format(voucher.valid_until)
        raise WrongState(_("This voucher was valid until %(day)s.") % {"day": day}, code="expired")
    if today < voucher.valid_from:
        day = date_format(voucher.valid_from)
        raise WrongState(_("This voucher is valid from %(day)s on.") % {"day": day}, code="too_early")
    if voucher.bound and not is_holder(voucher.customer, holder):
        raise Invalid(
            _(
                "This voucher is for one customer only. Ask for the last four figures of their phone, "
                "their e-mail address or their customer number; what you entered does not fit."
            ),
            field="holder",
        )


def amount_taken(voucher: Voucher, amount: Money | None) -> Money:
    if amount is None or amount == voucher.left:
        return voucher.left
    if amount.currency != voucher.currency:
        raise Invalid(_("This voucher is in %(currency)s.") % {"currency": voucher.currency}, field="amount")
    if something(amount) > voucher.left:
        raise Invalid(_("Only %(left)s is left on this voucher.") % {"left": voucher.left}, field="amount")
    if not voucher.partial:
        raise Invalid(
            _("This voucher is redeemed in one piece: %(left)s.") % {"left": voucher.left}, field="amount"
        )
    return amount
