"""Who may write the house's playbook, and who may put an edition in force."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.foundation.kernel.errors import NotPermitted
from amends.foundation.organisation.choices import Role
from amends.foundation.organisation.models import Member
from amends.foundation.organisation.permissions import may_administer
from amends.practice.playbook.models import Edition

WRITERS = frozenset({Role.MANAGER, Role.QUALITY})


def may_write(member: Member) -> bool:
    """Managers, quality and administrators write it, and stand as the second person for one another."""
    return may_administer(member) or (member.is_active and member.role in WRITERS)


def ensure_may_write(member: Member) -> None:
    if not may_write(member):
        raise NotPermitted(_("Only a manager, quality or an administrator may change the playbook."))


def ensure_may_decide(member: Member, edition: Edition) -> None:
    """Four eyes: whoever wrote in an edition cannot confirm it; taking it back is possible."""
    ensure_may_write(member)
    if edition.written_by.filter(pk=member.pk).exists():
        raise NotPermitted(_("A second person has to confirm what you entered yourself."))
