from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from amends.casework.cases.models import Case
from amends.casework.cases.permissions import ensure_may_work
from amends.casework.cases.queries.approvals import granted_up_to
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import APPROVERS, CASEWORKERS, HOME_CURRENCY, Power, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.queries import ceiling_of


def authority_of(member: Member, case: Case, currency: str = HOME_CURRENCY) -> Decimal:
    """Up to which amount of a currency a member may offer money in a case: on their own, or because it was granted to them there."""
    return max(ceiling_of(member, Power.GRANT, currency), granted_up_to(case, member, Power.GRANT, currency))


def ensure_may_propose(member: Member) -> None:
    ensure_may_work(member)


# Whoever of these enters an edition of the policy, another of them confirms it.
SET_POLICY = frozenset({Role.MANAGER, Role.LEGAL})


def may_set_policy(member: Member) -> bool:
    return member.is_active and member.role in SET_POLICY


def ensure_may_set_policy(member: Member) -> None:
    if not may_set_policy(member):
        raise NotPermitted(_("Managers and legal set what may be given."))


def may_read_policy(member: Member) -> bool:
    """Whoever handles cases, pays or sends; the range itself is no secret inside the house."""
    return member.is_active and member.role in CASEWORKERS | {Role.ADMINISTRATOR, Role.FINANCE}


def ensure_may_confirm_policy(member: Member, entered_by: int) -> None:
    ensure_may_set_policy(member)
    if member.pk == entered_by:
        raise NotPermitted(_("You entered it. Another manager or somebody of legal confirms it."))


def may_open_gate(member: Member) -> bool:
    """A team lead, legal or a manager, never who only handles the case."""
    return member.is_active and member.role in APPROVERS


def ensure_may_open_gate(member: Member) -> None:
    if not may_open_gate(member):
        raise NotPermitted(_("A team lead, legal or a manager opens the gate. Ask one of them."))
