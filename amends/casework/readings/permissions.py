"""Who may teach the engine."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member


def may_teach(member: Member) -> bool:
    """What is learned changes how every complaint is read, so it is for those who run the house."""
    return member.is_active and member.role in {Role.ADMINISTRATOR, Role.SYSTEM}


def ensure_may_teach(member: Member) -> None:
    if not may_teach(member):
        raise NotPermitted(_("Only an administrator may do this."))
