"""Who may change the organisation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import SET_AUTHORITY, Role
from amends.foundation.organisation.models import Member


def may_administer(member: Member) -> bool:
    return member.is_active and member.role in {Role.ADMINISTRATOR, Role.SYSTEM}


def ensure_may_administer(member: Member) -> None:
    if not may_administer(member):
        raise NotPermitted(_("Only an administrator may do this."))


def may_set_authority(member: Member) -> bool:
    return member.is_active and member.role in SET_AUTHORITY


def ensure_may_set_authority(member: Member) -> None:
    if not may_set_authority(member):
        raise NotPermitted(_("Managers and legal set who may decide what."))


def leads(by: Member, member: Member) -> bool:
    """Whether somebody leads another: as line manager, as a team lead from above, or as a manager."""
    if not by.is_active:
        return False
    if by.role == Role.MANAGER or member.line_manager_id == by.pk:
        return True
    return (
        by.role == Role.LEAD
        and by.department is not None
        and member.department is not None
        and member.department.path.startswith(by.department.path)
    )


def may_plan(by: Member, member: Member) -> bool:
    """Everybody enters their own absence; leads, managers and administrators enter those of others."""
    return by.is_active and (by.pk == member.pk or may_administer(by) or leads(by, member))


def ensure_may_plan(by: Member, member: Member) -> None:
    if not may_plan(by, member):
        raise NotPermitted(_("Your own absence, or that of somebody you lead."))
