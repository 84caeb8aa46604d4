"""Questions about vouchers."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.customers.models import Customer
from amends.foundation.kernel.errors import Invalid, NotFound
from amends.practice.remedies.payments.choices import VoucherState
from amends.practice.remedies.payments.models import Conditions, Voucher
from amends.practice.remedies.payments.provider.keys import keys
from amends.practice.remedies.payments.rules.codes import (
    SERIAL_LENGTH,
    bears_seal,
    grouped,
    is_well_typed,
    sealed_code,
    typed_code,
)


def conditions_in_force() -> Conditions | None:
    return Conditions.objects.order_by("-id").first()


def code_of(voucher: Voucher) -> str:
    """The code as people read it; empty when the key it was sealed with is no longer in the settings."""
    key = keys().get(voucher.key_id)
    return grouped(sealed_code(voucher.serial, key)) if key else ""


def serial_in(text: str) -> str:
    """The serial of a code that was typed; refuses mistyped and forged ones before anything is looked up."""
    code = typed_code(text)
    if not is_well_typed(code):
        raise Invalid(
            _("This code is not complete or has a typing error. Compare it character by character."),
            field="code",
            code="mistyped",
        )
    if not any(bears_seal(code, key) for key in keys().values()):
        raise NotFound(_("This code is not one of ours."), code="forged")
    return code[:SERIAL_LENGTH]


def voucher_by_code(text: str) -> Voucher:
    """The voucher that a code belongs to; raises Invalid (mistyped) or NotFound (forged, or not in this house)."""
    serial = serial_in(text)
    voucher = Voucher.objects.filter(serial=serial).select_related("case", "customer", "conditions").first()
    if voucher is None:
        raise NotFound(_("This code is not one of ours."), code="forged")
    return voucher


def vouchers_of(case: Case) -> list[Voucher]:
    return list(Voucher.objects.filter(case=case).select_related("conditions").order_by("id"))


def vouchers_shown_in(case: Case) -> list[Voucher]:
    """For the customer's own page: those of the case and of what was merged into it, as far as they are theirs."""
    own = Customer.objects.of_root(case.customer.root_id).values("pk")
    rows = Voucher.objects.filter(Q(case=case) | Q(case__merged_into=case), customer__in=own)
    shown = rows.exclude(state=VoucherState.CALLED_OFF).select_related("conditions")
    return list(shown.order_by("id"))


def vouchers_for(customer: Customer) -> list[Voucher]:
    rows = Voucher.objects.filter(customer__in=Customer.objects.of_person(customer).values("pk"))
    return list(rows.order_by("-id"))
