"""Codes that are not ours are counted, so that nobody finds one by trying."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.tries import MOST, count_try, tries
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.models import Voucher
from amends.practice.remedies.payments.permissions import ensure_may_redeem
from amends.practice.remedies.payments.queries.vouchers import voucher_by_code


class TooManyCodes(Refused):
    status = 429
    default_code = "too_many"


def look_up(code: str, *, by: Member) -> Voucher:
    """The voucher of a code for whoever has it before them; after twenty wrong ones within ten minutes no more are taken."""
    ensure_may_redeem(by)
    name = f"voucher-guess:{by.pk}"
    if tries(name) >= MOST:
        raise TooManyCodes(
            _("Those were many wrong codes. Wait ten minutes, then compare the code once more.")
        )
    try:
        return voucher_by_code(code)
    except Refused:
        count_try(name)
        raise
