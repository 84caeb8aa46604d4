"""Codes that are not ours are counted, so that nobody finds one by trying."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.translation import gettext as _

from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.models import Voucher
from amends.practice.remedies.payments.permissions import ensure_may_redeem
from amends.practice.remedies.payments.queries.vouchers import voucher_by_code

WRONG_TRIES = 20
WITHIN_SECONDS = 600


class TooManyCodes(Refused):
    status = 429
    default_code = "too_many"


def look_up(code: str, *, by: Member) -> Voucher:
    """The voucher of a code for whoever has it before them; after twenty wrong ones within ten minutes no more are taken."""
    ensure_may_redeem(by)
    key = f"voucher-guess:{by.pk}:{int(clock.now().timestamp()) // WITHIN_SECONDS}"
    wrong = cache.get(key, 0)
    if wrong >= WRONG_TRIES:
        raise TooManyCodes(
            _("Those were many wrong codes. Wait ten minutes, then compare the code once more.")
        )
    try:
        return voucher_by_code(code)
    except Refused:
        cache.set(key, wrong + 1, WITHIN_SECONDS)
        raise
