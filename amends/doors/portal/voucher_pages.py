"""The vouchers that a customer finds on the page of their complaint."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import NotFound
from amends.practice.remedies.payments.letters import conditions_of, says
from amends.practice.remedies.payments.models import Voucher
from amends.practice.remedies.payments.papers import picture
from amends.practice.remedies.payments.queries import code_of, vouchers_shown_in


def vouchers_shown(case: Case, till: str) -> list[dict[str, Any]]:
    """With code and picture while they may be used, and what became of them after; `till` is where a picture leads."""
    today = clock.today()
    return [block(case, one, till, usable=one.is_open_on(today)) for one in vouchers_shown_in(case)]


def block(case: Case, one: Voucher, till: str, *, usable: bool) -> dict[str, Any]:
    code = code_of(one) if usable else ""
    return {
        "voucher": one,
        "amount": one.left or one.amount,
        "code": code,
        "usable": usable,
        "says": says(one),
        "conditions": conditions_of(one),
        "picture": picture(f"{till}#{code}") if code else None,
        "paper": reverse("portal:voucher_paper", args=[case.token, one.pk]),
    }


def voucher_shown(case: Case, voucher_id: int) -> Voucher:
    found = next((one for one in vouchers_shown_in(case) if one.pk == voucher_id), None)
    if found is None:
        raise NotFound(_("There is no such voucher."))
    return found
