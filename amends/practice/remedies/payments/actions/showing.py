"""A code is shown to a member of staff again, so that they can tell it the customer; the trail says who saw it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import WrongState
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.actions.beats import ensure_may_change, told
from amends.practice.remedies.payments.actions.issuing import locked_voucher
from amends.practice.remedies.payments.choices import VoucherState
from amends.practice.remedies.payments.queries.vouchers import code_of


@transaction.atomic
def show_code(*, voucher_id: int, by: Member) -> str:
    """The whole code of a voucher that can still be redeemed."""
    voucher = locked_voucher(voucher_id)
    ensure_may_change(voucher, by)
    if voucher.state != VoucherState.ISSUED:
        raise WrongState(_("This voucher can no longer be redeemed; its code is of no use."))
    code = code_of(voucher)
    if not code:
        raise WrongState(
            _(
                "The key that this voucher was sealed with is no longer set up. Call it off and issue another one."
            )
        )
    told(voucher.case, "voucher.shown", by=by, voucher=voucher.pk, ending=voucher.ending)
    return code
