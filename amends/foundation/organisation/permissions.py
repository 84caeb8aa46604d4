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


def may_manage_members(member: Member) -> bool:
    return may_administer(member)


def may_set_authority(member: Member) -> bool:
    return member.is_active and member.role in SET_AUTHORITY


def ensure_may_set_authority(member: Member) -> None:
    if not may_set_authority(member):
        raise NotPermitted(_("Managers and legal set who may decide what."))
