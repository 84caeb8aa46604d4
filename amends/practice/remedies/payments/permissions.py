"""Who pays out, who redeems, and who sees what."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import visible_to
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.models import Member
from amends.practice.remedies.payments.choices import PAYERS, REDEEMERS


def may_pay(member: Member) -> bool:
    return member.is_active and member.role in PAYERS


def ensure_may_pay(member: Member) -> None:
    if not may_pay(member):
        raise NotPermitted(_("Finance and managers do this. Ask one of them."))


def may_redeem(member: Member) -> bool:
    return member.is_active and member.role in REDEEMERS


def ensure_may_redeem(member: Member) -> None:
    if not may_redeem(member):
        raise NotPermitted(_("Your role does not redeem vouchers or points. Ask a team lead or finance."))


def of_cases_seen_by(member: Member) -> Q:
    """An SQL predicate over what belongs to a case: all of it for those who pay, else that of the cases they may know of."""
    if may_pay(member):
        return Q()
    return Q(case__in=Case.objects.order_by().filter(visible_to(member)).values("pk"))
