"""Vouchers come into being, are called off, and run out."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from amends.casework.cases.text import cleaned
from amends.casework.customers.models import Customer
from amends.foundation.audit.actions import record
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Invalid, WrongState
from amends.foundation.kernel.events import publish
from amends.foundation.kernel.money import Money
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import house_member
from amends.practice.remedies.payments.actions.beats import (
    because,
    case_for,
    end,
    ensure_may_change,
    locked_with_case,
    money,
    plain,
    something,
    told,
)
from amends.practice.remedies.payments.choices import VoucherState
from amends.practice.remedies.payments.events import VoucherCalledOff, VoucherExpired
from amends.practice.remedies.payments.models import Conditions, Voucher
from amends.practice.remedies.payments.permissions import ensure_may_pay
from amends.practice.remedies.payments.provider.keys import sealing_key
from amends.practice.remedies.payments.queries.holders import marks_of
from amends.practice.remedies.payments.queries.vouchers import conditions_in_force
from amends.practice.remedies.payments.rules.codes import ALPHABET, SERIAL_LENGTH, sealed_code

LONGEST = timedelta(days=5 * 366)


@transaction.atomic
def issue_voucher(
    *,
    case_id: int,
    customer_id: int,
    amount: Money,
    valid_until: date,
    reference: str,
    by: Member,
    valid_from: date | None = None,
    partial: bool | None = None,
    bound: bool | None = None,
) -> Voucher:
    """Issues a voucher under the conditions in force; for a reference that has one already, that one is given back.

    `partial` and `bound` follow the conditions unless said here.
    """
    case, customer = case_for(case_id, customer_id, by=by)
    if known := Voucher.objects.filter(reference=reference).first():
        return known
    begins = valid_from or clock.today()
    ensure_lasts(begins, valid_until)
    terms = conditions_in_force()
    is_bound = bool(terms and terms.bound) if bound is None else bound
    ensure_can_be_told(customer, is_bound)
    serial = "".join(secrets.choice(ALPHABET) for _place in range(SERIAL_LENGTH))
    key_id, key = sealing_key()
    voucher = Voucher.objects.create(
        serial=serial,
        key_id=key_id,
        ending=sealed_code(serial, key)[-4:],
        case=case,
        customer=customer,
        amount_minor=something(amount).minor,
        currency=amount.currency,
        valid_from=begins,
        valid_until=valid_until,
        conditions=terms,
        partial=bool(terms and terms.partial) if partial is None else partial,
        bound=is_bound,
        reference=reference,
        issued_by=by,
        issued_at=clock.now(),
    )
    until = valid_until.isoformat()
    told(
        case, "voucher.issued", by=by, voucher=voucher.pk, ending=voucher.ending, until=until, **money(amount)
    )
    return voucher


def ensure_lasts(begins: date, until: date) -> None:
    today = clock.today()
    if until < max(begins, today):
        raise Invalid(
            _("The last day of the voucher lies before its first, or is past."), field="valid_until"
        )
    if until - begins > LONGEST:
        raise Invalid(_("A voucher is valid for five years at most."), field="valid_until")


def ensure_can_be_told(customer: Customer, is_bound: bool) -> None:
    """Whoever redeems a bound voucher asks for something that only its customer knows."""
    if is_bound and not marks_of(customer):
        raise Invalid(
            _(
                "We know neither phone, e-mail nor number of this customer: the voucher must be free for whoever has it."
            ),
            field="bound",
        )


@transaction.atomic
def call_off_voucher(*, voucher_id: int, reason: str, by: Member) -> Voucher:
    """Nobody can redeem it any more; what was redeemed stays. Called off again, nothing changes."""
    voucher = locked_voucher(voucher_id)
    ensure_may_change(voucher, by)
    if voucher.state == VoucherState.CALLED_OFF:
        return voucher
    if voucher.state != VoucherState.ISSUED:
        raise WrongState(_("This voucher is redeemed or expired already; there is nothing left to call off."))
    why = because(reason)
    voucher.save(update_fields=end(voucher, VoucherState.CALLED_OFF, by=by, why=why))
    told(voucher.case, "voucher.called_off", by=by, why=why, voucher=voucher.pk, ending=voucher.ending)
    publish(VoucherCalledOff(voucher.pk, voucher.case_id, voucher.reference, *plain(voucher.left)))
    return voucher


def locked_voucher(voucher_id: int) -> Voucher:
    return locked_with_case(Voucher, voucher_id, _("There is no such voucher."))


def expire_vouchers() -> int:
    """Closes what ran out, each in a transaction of its own; how many there were."""
    today, expired, house = clock.today(), 0, house_member()
    for voucher_id in list(Voucher.objects.over(on=today).values_list("pk", flat=True)[:1000]):
        expired += expire(voucher_id=voucher_id, today=today, by=house)
    return expired


@transaction.atomic
def expire(*, voucher_id: int, today: date, by: Member) -> bool:
    voucher = locked_voucher(voucher_id)
    if voucher.state != VoucherState.ISSUED or voucher.valid_until >= today:
        return False
    voucher.save(update_fields=end(voucher, VoucherState.EXPIRED, by=by))
    told(
        voucher.case,
        "voucher.expired",
        by=by,
        voucher=voucher.pk,
        ending=voucher.ending,
        **money(voucher.left),
    )
    publish(VoucherExpired(voucher.pk, voucher.case_id, voucher.reference, *plain(voucher.left)))
    return True


@transaction.atomic
def set_conditions(
    *, zh_hans: str, zh_hant: str, en: str, partial: bool, bound: bool, by: Member
) -> Conditions:
    """What vouchers say from now on; those issued before keep what they said."""
    ensure_may_pay(by)
    texts = {"zh_hans": zh_hans, "zh_hant": zh_hant, "en": en}
    made = Conditions.objects.create(
        **{name: cleaned(text)[:2000] for name, text in texts.items()},
        partial=partial,
        bound=bound,
        entered_by=by,
        entered_at=clock.now(),
    )
    record(chain="house", action="voucher.conditions_set", by=by, data={"conditions": made.pk})
    return made
