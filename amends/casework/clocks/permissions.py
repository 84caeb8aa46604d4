"""Who may change the rules of deadlines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.casework.clocks.models import PolicyChange
from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import SEE_EVERYTHING, Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import may_administer


def may_set_rules(member: Member) -> bool:
    """Managers and administrators enter rules, and stand as the second person for one another's."""
    return may_administer(member) or (member.is_active and member.role == Role.MANAGER)


def may_see_figures(member: Member) -> bool:
    """How deadlines are kept in the whole house is for those whose sight goes over all of it, and for who sets the rules."""
    return may_set_rules(member) or (member.is_active and member.role in SEE_EVERYTHING)


def ensure_may_set_rules(member: Member) -> None:
    if not may_set_rules(member):
        raise NotPermitted(_("Only a manager or an administrator may change the rules of deadlines."))


def ensure_may_decide(member: Member, change: PolicyChange) -> None:
    """Four eyes: who entered a change cannot confirm it; taking it back is possible."""
    ensure_may_set_rules(member)
    if change.entered_by_id == member.pk:
        raise NotPermitted(_("A second person has to confirm what you entered yourself."))
