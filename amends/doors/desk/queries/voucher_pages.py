"""Vouchers as staff see them: the one before them at the till, the list, one voucher, the conditions."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from amends.casework.cases.models import new_token
from amends.foundation.kernel import clock
from amends.foundation.kernel.errors import Refused
from amends.foundation.kernel.paging import keyset_page
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.choices import VoucherState
from amends.practice.remedies.payments.letters import conditions_of, says
from amends.practice.remedies.payments.models import Voucher
from amends.practice.remedies.payments.permissions import may_pay, may_redeem, of_cases_seen_by
from amends.practice.remedies.payments.queries import conditions_in_force
from amends.practice.remedies.payments.rules.codes import SERIAL_LENGTH, is_well_typed, typed_code

SIZE = 30
LOOKS = {
    VoucherState.ISSUED: ("blue", "gift"),
    VoucherState.REDEEMED: ("green", "ok"),
    VoucherState.EXPIRED: ("plain", "hourglass"),
    VoucherState.CALLED_OFF: ("plain", "never"),
}
VIEWS = {
    "issued": (gettext_lazy("Still open"), "gift"),
    "redeemed": (pgettext_lazy("voucher", "Redeemed"), "ok"),
    "expired": (pgettext_lazy("voucher", "Expired"), "hourglass"),
    "called_off": (pgettext_lazy("voucher", "Called off"), "never"),
    "all": (gettext_lazy("All"), "receipt"),
}


def seen(member: Member) -> QuerySet[Voucher]:
    return Voucher.objects.filter(of_cases_seen_by(member)).select_related("case", "customer", "conditions")


def desk_page(member: Member) -> dict[str, Any]:
    return {"may_list": may_pay(member) or member.works_on_cases, "may_set": may_pay(member)}


def at_the_desk(voucher: Voucher, code: str, member: Member) -> dict[str, Any]:
    """What whoever holds the code needs to know of it: nothing of the case, no name."""
    today = clock.today()
    return {
        **desk_page(member),
        "voucher": voucher,
        "code": code,
        "look": LOOKS[VoucherState(voucher.state)],
        "valid": voucher.is_valid(today),
        "too_early": voucher.state == VoucherState.ISSUED and today < voucher.valid_from,
        "ran_out": voucher.state == VoucherState.ISSUED and today > voucher.valid_until,
        "says": says(voucher),
        "conditions": conditions_of(voucher),
        "redemptions": voucher.redemptions.all(),
        "key": new_token(),
    }


def issued_page(member: Member, data: QueryDict) -> dict[str, Any]:
    view = data.get("view", "issued")
    view = view if view in VIEWS else "issued"
    words = data.get("q", "").strip()[:60]
    rows = seen(member) if view == "all" else seen(member).filter(state=view)
    rows = seen(member).filter(found_by(words)) if words else rows
    page = keyset_page(rows, order=("-id",), after=data.get("after"), size=SIZE)
    base = f"{reverse('desk:issued_vouchers')}?view={view}"
    return {
        **desk_page(member),
        "may_redeem": may_redeem(member),
        "query": words,
        "tabs": [
            {
                "url": f"{reverse('desk:issued_vouchers')}?view={key}",
                "label": label,
                "icon": icon,
                "here": key == view and not words,
            }
            for key, (label, icon) in VIEWS.items()
        ],
        "rows": [{"one": one, "look": LOOKS[VoucherState(one.state)]} for one in page.items],
        "previous_url": f"{base}&after={page.previous}" if page.previous and not words else "",
        "next_url": f"{base}&after={page.next}" if page.next and not words else "",
    }


def found_by(words: str) -> Q:
    """By the whole code, its last four characters, what it was issued for, or the customer's name."""
    code = typed_code(words)
    if is_well_typed(code):
        return Q(serial=code[:SERIAL_LENGTH])
    return Q(ending=code[-4:]) | Q(reference=words) | Q(customer__name__icontains=words)


def voucher_page(
    voucher: Voucher, member: Member, *, code: str = "", wrong: str = "", entered: Any = None
) -> dict[str, Any]:
    return {
        "voucher": voucher,
        "look": LOOKS[VoucherState(voucher.state)],
        "says": says(voucher),
        "conditions": conditions_of(voucher),
        "redemptions": voucher.redemptions.select_related("by"),
        "case_url": reverse("desk:case", args=[voucher.case.number]) if member.works_on_cases else "",
        "code": code,
        "wrong": wrong,
        "entered": entered or {},
        "is_open": voucher.state == VoucherState.ISSUED,
    }


def conditions_page(entered: Any = None, wrong: Refused | None = None) -> dict[str, Any]:
    now = conditions_in_force()
    shown = (
        entered
        if entered is not None
        else {
            "zh_hans": now.zh_hans if now else "",
            "zh_hant": now.zh_hant if now else "",
            "en": now.en if now else "",
            "partial": bool(now and now.partial),
            "bound": bool(now and now.bound),
        }
    )
    return {"now": now, "entered": shown, "wrong": str(wrong.message) if wrong else ""}
